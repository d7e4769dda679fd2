import type { JiraStandIn } from '../jira/contract.ts';
import type { PagerDutyStandIn } from '../pagerduty/contract.ts';
import type { Json, SlackStandIn } from '../slack/contract.ts';

/** The workspace's time, as the page moves it. Milliseconds since the epoch, UTC. */
export interface SteppedClock {
  readonly now: () => number;
  /** Resolves when everything due on the way has been done. */
  readonly advanceBy: (milliseconds: number) => Promise<void>;
  /** The next thing the bot will do by itself; what it is in words for people. */
  readonly nextDue?: () => Promise<{ at: number; what: string } | undefined>;
}

/** What the page is a window on. */
export interface World {
  readonly slack: SlackStandIn;
  readonly jira: JiraStandIn | undefined;
  readonly pagerduty: PagerDutyStandIn | undefined;
  readonly clock: SteppedClock;
  /** The parsed `manifest.json`: the app's name, commands and shortcuts. Absent: the page offers none. */
  readonly manifest?: Json;
}
