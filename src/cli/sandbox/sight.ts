import type { JiraStandIn } from '../../sandbox/jira/contract.ts';
import type { PagerDutyStandIn } from '../../sandbox/pagerduty/contract.ts';
import type { SlackStandIn } from '../../sandbox/slack/contract.ts';

export interface StandIns {
  readonly slack: SlackStandIn;
  readonly jira: JiraStandIn;
  readonly pagerduty: PagerDutyStandIn;
}

/** Something that had to happen did not. */
export class NeverSeen extends Error {
  override readonly name = 'NeverSeen';
}

/** Real milliseconds: more than the bot needs to start again on a busy machine. */
const PATIENCE = 30_000;

/** Told after each change anywhere in the workspace. Returns the way to stop listening. */
export function onAnyChange({ slack, jira, pagerduty }: StandIns, listener: () => void): () => void {
  const deaf = [slack.onChange(listener), jira.onChange(listener), pagerduty.onChange(listener)];
  return () => {
    for (const stop of deaf) stop();
  };
}

/** Looks at each change of the workspace until `look` finds something. @throws NeverSeen */
export function seen<T>(world: StandIns, what: string, look: () => T | undefined | false): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = onAnyChange(world, check);
    const patience = setTimeout(() => finish(() => reject(new NeverSeen(`never seen: ${what}`))), PATIENCE);
    check();
    function check(): void {
      const found = look();
      if (found !== undefined && found !== false) finish(() => resolve(found));
    }
    function finish(settle: () => void): void {
      clearTimeout(patience);
      stop();
      settle();
    }
  });
}
