import type { TimerCommand } from '../domain/change/commands.ts';
import type { Change } from '../domain/change/state.ts';
import { involved } from '../domain/change/state.ts';
import type { Instant } from '../domain/change/types.ts';
import { approvalEscalation, nextTimer } from '../domain/timers.ts';
import type { Policy } from '../policy/load.ts';
import { takeDigest } from './digest.ts';
import type { Handle } from './handle.ts';
import type { Log } from './log.ts';
import type { Groups } from './people-ports.ts';
import type { Ledger, Queries } from './ports.ts';
import { read } from './read.ts';
import { SYSTEM } from './record.ts';

export interface TickerDeps {
  readonly ledger: Ledger;
  readonly queries: Queries;
  readonly handle: Handle;
  readonly groups: Groups;
  readonly policy: () => Policy;
  readonly log: Log;
  /** Judges what pipelines and GitHub told of once its quiet period is over. */
  readonly judgeDue?: ((now: Instant) => Promise<void>) | undefined;
}

const PAGE = 200;
/** Fired side by side: what they write shares a transaction, and a press waits for no more than these. */
const AT_ONCE = 16;

/**
 * Brings about what is due at `now`: reminders, expiries, the digest. Everything due is data in the ledger, so a
 * restart loses nothing; the ledger's transaction decides, so two processes do nothing twice.
 */
export async function tick(deps: TickerDeps, now: Instant): Promise<void> {
  const passed = new Set<string>();
  for (;;) {
    const due = (await deps.queries.timersDueBefore(now, PAGE + passed.size)).filter((key) => !passed.has(key));
    if (due.length === 0) break;
    for (let begin = 0; begin < due.length; begin += AT_ONCE) {
      const some = due.slice(begin, begin + AT_ONCE);
      const fired = await Promise.all(some.map((key) => attempt(key, deps, now)));
      for (const [index, key] of some.entries()) if (!fired[index]) passed.add(key);
    }
  }
  await deps.judgeDue?.(now);
  await takeDigest(deps.ledger, deps.queries, deps.policy(), now);
}

/** One broken record must not silence the others. */
async function attempt(key: string, deps: TickerDeps, now: Instant): Promise<boolean> {
  try {
    return await fire(key, deps, now);
  } catch (cause) {
    deps.log.error({ change: key, err: cause }, 'a due timer failed');
    return false;
  }
}

async function fire(key: string, { ledger, queries, handle, groups }: TickerDeps, now: Instant): Promise<boolean> {
  const known = await read(ledger, key);
  if (!known) throw new Error(`${key} has a row in the read model and no events`);
  const timer = nextTimer(known.change);
  if (!timer || timer.at > now) {
    const row = await queries.byId(known.change.id.sequence, known.change.id.number);
    if ((row?.nextTimerAt ?? Number.POSITIVE_INFINITY) <= now) throw new Error(`The row of ${key} is stale`);
    return false;
  }
  const outcome = await handle(key, await commandFor(timer.type, known.change, groups, now), { author: SYSTEM });
  if (outcome.ok) return true;
  // Another process was faster: what it wrote is the truth now.
  if (outcome.error.code === 'nothing-due') return false;
  throw new Error(`${timer.type} was refused: ${outcome.error.code}`);
}

/** The next tier's members are looked up right before they are asked. */
async function commandFor(
  type: TimerCommand['type'],
  change: Change,
  groups: Groups,
  at: Instant,
): Promise<TimerCommand> {
  const rung = type === 'EscalateApproval' ? approvalEscalation(change)?.rung : undefined;
  if (type !== 'EscalateApproval' || rung?.step !== 'ask') return { type, at };
  const { toldFirst } = await groups.rosterOf([rung.group], involved(change));
  const members = toldFirst.get(rung.group) ?? [];
  return { type, at, asked: members.map((user) => ({ user, groups: [rung.group] })) };
}
