import type { UserId } from '../../domain/change/types.ts';
import type { Month } from '../../domain/monthly.ts';
import type { Result } from '../../domain/result.ts';
import { err, ok } from '../../domain/result.ts';
import type { Policy } from '../../policy/load.ts';
import type { Groups, People } from '../people-ports.ts';
import type { Ledger } from '../ports.ts';
import type { Author, RecordedEvent } from '../record.ts';
import { WORKSPACE } from '../record.ts';
import type { Decided, MonthlyRefusal } from './review.ts';
import { monthlyReview, recordDecision, signOffMonth } from './review.ts';

export interface MonthlyRecordDeps {
  readonly ledger: Ledger;
  readonly people: People;
  readonly groups: Groups;
  readonly policy: () => Policy;
  readonly now: () => number;
  /** Effects were planned. */
  readonly wake: () => void;
}

type Recorded = Promise<Result<undefined, MonthlyRefusal>>;

/** What the change meeting decided, by any full member of the workspace. */
export async function noteDecision(
  month: Month,
  by: UserId,
  decided: Pick<Decided, 'decision' | 'owner' | 'due'>,
  deps: MonthlyRecordDeps,
): Recorded {
  if ((await deps.people.find(by)).standing !== 'member') return err({ code: 'no-member' });
  return write(month, by, (review) => recordDecision(review, { by, at: deps.now(), ...decided }), deps);
}

/** By a member of the policy's reviewers, looked up at the press; who cannot be looked up may not. */
export async function noteSignOff(
  month: Month,
  by: UserId,
  note: string | undefined,
  deps: MonthlyRecordDeps,
): Recorded {
  const group = deps.policy().review.reviewers;
  const [person, found] = await Promise.all([deps.people.find(by), deps.groups.membershipsOf(by, [group])]);
  if (person.standing !== 'member') return err({ code: 'no-member' });
  const { memberOf, unreachable } = found;
  if (memberOf.length === 0)
    return err(unreachable.length > 0 ? { code: 'group-unreachable', group } : { code: 'not-of-the-group', group });
  const signed = { by, at: deps.now(), memberOf, ...(note === undefined ? {} : { note }) };
  return write(month, by, (review) => signOffMonth(review, signed), deps);
}

/** Decided inside the transaction: two who sign off at once leave one sign-off. */
async function write(
  month: Month,
  by: UserId,
  decide: (review: ReturnType<typeof monthlyReview>) => Result<RecordedEvent, MonthlyRefusal>,
  { ledger, policy, now, wake }: MonthlyRecordDeps,
): Recorded {
  const author: Author = { actor: by, surface: 'slack' };
  const outcome = await ledger.commit<Result<undefined, MonthlyRefusal>>(WORKSPACE, now(), ({ entries }) => {
    const events = entries.map(({ event }) => event);
    const decided = decide(monthlyReview(month, events));
    const nothing = { author, policyHash: policy().hash, events: [], effects: [] };
    if (!decided.ok) return { ...nothing, result: decided };
    const key = `monthly/${month}/${entries.length}`;
    const work = { kind: 'refresh-monthly' as const, month };
    return {
      ...nothing,
      result: ok(undefined),
      events: [decided.value],
      effects: [{ key, lane: 'monthly', version: 0, work }],
    };
  });
  if (outcome.ok) wake();
  return outcome;
}
