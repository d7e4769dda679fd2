import type { UserId } from '../../domain/change/types.ts';
import type { Sighting } from '../../domain/sighting/types.ts';
import type { PlannedEffect } from '../ports.ts';

/** What is asked of one person about one system's quiet period: one message, however many things were seen in it. */
export interface AskWork {
  readonly kind: 'ask-undeclared' | 'refresh-undeclared';
  readonly system: string;
  readonly judgeAt: number;
  readonly who: UserId;
}

export const isAsk = (work: PlannedEffect['work']): work is AskWork =>
  work.kind === 'ask-undeclared' || work.kind === 'refresh-undeclared';

/** The first of a batch plans the message; the others' plan has the same key, so it is one. */
export function askEffect({ key, state, judgeAt, seen }: Sighting): readonly PlannedEffect[] {
  const { system, who } = seen;
  const batch = `${system}/${judgeAt}/${who}`;
  const work = (kind: AskWork['kind']): AskWork => ({ kind, system, judgeAt, who });
  if (state === 'open') {
    return [{ key: `undeclared/${batch}`, lane: 'slack/undeclared', version: 0, work: work('ask-undeclared') }];
  }
  const refresh = { lane: 'slack/undeclared', version: 0, work: work('refresh-undeclared'), coalesce: true };
  return [{ key: `undeclared/${batch}/${key}/${state}`, ...refresh }];
}
