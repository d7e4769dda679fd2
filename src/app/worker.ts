import type { Instant } from '../domain/change/types.ts';
import { raiseAlarm } from './alarm.ts';
import { backoff } from './backoff.ts';
import { doDaily, isDaily } from './daily.ts';
import type { Outside } from './effects/context.ts';
import { deliver, destinationOf } from './effects/deliver.ts';
import { PermanentFailure, TransientFailure } from './errors.ts';
import type { Handle } from './handle.ts';
import type { Log } from './log.ts';
import { doMail, isMail } from './mailbox.ts';
import { doMonthly, isMonthly } from './monthly/work.ts';
import type { Delivery } from './outside-ports.ts';
import type { MakePack } from './packs.ts';
import { isEvidence, sendEvidence } from './packs.ts';
import type { AskUndeclared } from './pipeline/ask.ts';
import { isAsk } from './pipeline/undeclared.ts';
import type { Claim, Ledger, Outbox, Queries } from './ports.ts';
import { read } from './read.ts';
import { SYSTEM } from './record.ts';
import { isWeekly, publishHead } from './weekly-head.ts';

export interface WorkerDeps {
  readonly ledger: Ledger;
  readonly outbox: Outbox;
  readonly queries: Queries;
  readonly handle: Handle;
  readonly outside: Outside;
  /** Asks about what went out without a record; absent where nothing of the kind is heard of. */
  readonly askUndeclared?: AskUndeclared | undefined;
  /** Makes evidence packs; absent where none can be asked for. */
  readonly makePack?: MakePack | undefined;
  readonly now: () => Instant;
  readonly random: () => number;
  readonly log: Log;
}

/** How many effects, each of another lane, are on their way at once. */
const AT_ONCE = 16;

/**
 * Delivers everything that is due, in the order of each lane, until nothing is. Each outcome is committed together with
 * "done"; a failure is postponed or, where trying again cannot help, buried with words for people. Never throws for one
 * effect. `woken` resolves when more may be due, so that one hanging call does not hold up the rest.
 */
export async function deliverDue(deps: WorkerDeps, woken: () => Promise<void>): Promise<void> {
  const underWay = new Set<Promise<void>>();
  for (;;) {
    const room = AT_ONCE - underWay.size;
    // Asked for before the look, so that what is planned during it is not missed.
    const more = woken();
    const claims = room > 0 ? await deps.outbox.claim(deps.now(), room) : [];
    for (const claim of claims) {
      const task: Promise<void> = attempt(claim, deps).finally(() => underWay.delete(task));
      underWay.add(task);
    }
    if (underWay.size === 0) return;
    if (claims.length < room) await Promise.race([...underWay, more]);
    else if (room === 0) await Promise.race(underWay);
  }
}

async function attempt(claim: Claim, deps: WorkerDeps): Promise<void> {
  try {
    await carryOut(claim, deps);
  } catch (cause) {
    await afterFailure(claim, cause, deps).catch((second: unknown) => {
      // Not even that could be written (a full disk): the lease runs out by itself and the effect is tried again.
      deps.log.error({ err: second, effect: claim.key }, 'an effect failed and its failure could not be noted');
    });
  }
}

async function carryOut(claim: Claim, deps: WorkerDeps): Promise<void> {
  const { work } = claim;
  const { key, inDoubt, lastTriedAt } = claim;
  const delivery: Delivery = { key, inDoubt, lastTriedAt, now: deps.now() };
  if (isDaily(work)) return doDaily(work, delivery, deps);
  if (isMonthly(work)) return doMonthly(work, delivery, deps);
  if (isWeekly(work)) return publishHead(work, delivery, deps);
  if (isEvidence(work)) return sendEvidence(work, delivery, deps);
  if (isMail(work)) return doMail(claim, work, delivery, deps);
  if (isAsk(work)) return asked(deps)(work, claim.stream, delivery);

  const known = await read(deps.ledger, claim.stream);
  if (!known) throw new Error(`${claim.key} belongs to no change`);
  const command = await deliver(work.kind, { work, ...known, version: claim.version, delivery }, deps.outside);
  if (!command) return deps.outbox.settle(key, deps.now());
  await deps.handle(claim.stream, { ...command, at: deps.now() }, { author: SYSTEM, settles: key });
}

function asked({ askUndeclared }: WorkerDeps): AskUndeclared {
  if (!askUndeclared) throw new Error('Nobody can be asked about what went out without a record');
  return askUndeclared;
}

async function afterFailure(claim: Claim, cause: unknown, deps: WorkerDeps): Promise<void> {
  const { outbox, now, random, log } = deps;
  const words = cause instanceof Error ? cause.message : String(cause);
  if (cause instanceof PermanentFailure) {
    log.error({ effect: claim.key, err: cause }, 'an effect was refused for good');
    await outbox.bury(claim.key, now(), words, claim.inDoubt);
    return noteFailure(claim, { words, isFinal: true }, deps);
  }
  const known = cause instanceof TransientFailure ? cause : undefined;
  const wait = known?.retryAfter || backoff(claim.attempts, random);
  log.warn({ effect: claim.key, attempts: claim.attempts, wait, err: cause }, 'an effect will be tried again');
  await outbox.postpone(claim.key, now() + wait, words, claim.inDoubt || !known?.certain);
  await noteFailure(claim, { words, isFinal: false }, deps);
}

/** A change's own failure is on its record and its card; what is posted daily has neither, and so another way. */
async function noteFailure(
  claim: Claim,
  failure: { readonly words: string; readonly isFinal: boolean },
  deps: WorkerDeps,
): Promise<void> {
  const { work, attempts } = claim;
  if (isMonthly(work) && work.kind === 'refresh-monthly') return;
  if (isDaily(work) || isMonthly(work)) return raiseAlarm({ work, attempts }, failure, deps);
  if (!failure.isFinal || isWeekly(work) || isAsk(work) || isEvidence(work)) return;
  const { kind } = work;
  const { words } = failure;
  const note = { type: 'NoteFailure' as const, at: deps.now(), destination: destinationOf(kind), effect: kind, words };
  await deps.handle(claim.stream, note, { author: SYSTEM });
}
