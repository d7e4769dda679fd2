import { settleAlarm } from './alarm.ts';
import { composeDigest } from './digest.ts';
import type { Outside } from './effects/context.ts';
import type { Log } from './log.ts';
import type { Delivery } from './outside-ports.ts';
import type { Claim, DailyWork, Latest, Ledger, Outbox, Queries } from './ports.ts';
import type { Fault } from './readiness/report.ts';
import { faultsOf, inShort } from './readiness/report.ts';
import type { RecordedEvent } from './record.ts';
import { SYSTEM, WORKSPACE } from './record.ts';

export interface DailyDeps {
  readonly ledger: Ledger;
  readonly outbox: Outbox;
  readonly queries: Queries;
  readonly outside: Outside;
  readonly now: () => number;
  readonly log: Log;
}

export const isDaily = (work: Claim['work']): work is DailyWork =>
  work.kind === 'check-readiness' || work.kind === 'post-digest';

/** Carries out what is done once a day. May run twice: the check leaves one event a date, its words go out once. */
export const doDaily = ({ kind, date }: DailyWork, delivery: Delivery, deps: DailyDeps): Promise<void> =>
  kind === 'check-readiness' ? checkReadiness(date, delivery, deps) : postDigest(date, delivery, deps);

/** On record before it is told: the digest behind it says what was found even where this message is refused. */
async function checkReadiness(date: string, delivery: Delivery, deps: DailyDeps): Promise<void> {
  const { ledger, outbox, outside, now } = deps;
  const faults = await faultsNow(deps);
  await ledger.commit(WORKSPACE, now(), ({ latest }) => {
    const isNoted = latest('ReadinessChecked')[0]?.date === date;
    const checked: RecordedEvent = { type: 'ReadinessChecked', at: now(), date, faults: faults.map(inShort) };
    return { ...writing(outside), events: isNoted ? [] : [checked] };
  });
  if (faults.length > 0) await outside.chat.postReadiness(date, faults, delivery);
  await outbox.settle(delivery.key, now());
}

/** A check that fails itself is a fault, never a reason to hold up the digest. */
async function faultsNow({ outside, log }: DailyDeps): Promise<readonly Fault[]> {
  try {
    return faultsOf(await outside.readiness());
  } catch (cause) {
    log.error({ err: cause }, 'readiness could not be checked');
    return [{ where: 'readiness', what: 'the check itself failed', fix: 'run `breakglass readiness` and see the log' }];
  }
}

/** The event that a digest was posted is committed together with "done", like every other outcome. */
async function postDigest(date: string, delivery: Delivery, deps: DailyDeps): Promise<void> {
  const { ledger, queries, outside, now } = deps;
  const digest = await composeDigest(ledger, queries, date, delivery.now);
  const posted = await outside.chat.postDigest(digest, delivery);
  const { head, events } = digest;
  const wasMissed = await ledger.commit(WORKSPACE, now(), ({ latest }) => ({
    ...writing(outside),
    result: isMissing(latest, date),
    events: [{ type: 'DigestPosted', at: now(), date, ...posted, head, events }],
    settles: delivery.key,
  }));
  if (wasMissed || delivery.lastTriedAt !== undefined) await settleAlarm(deps);
}

/** In days: how far behind the digests may be that wait for Slack. */
const LONGEST_OUTAGE = 30;

/** Whether the digest before this date never went out: then somebody may have been woken. */
function isMissing(latest: Latest, date: string): boolean {
  const before = latest('DigestTaken', LONGEST_OUTAGE).find((taken) => taken.date < date);
  return before !== undefined && !latest('DigestPosted', LONGEST_OUTAGE).some((posted) => posted.date === before.date);
}

const writing = ({ policy }: Outside) => ({
  result: undefined,
  author: SYSTEM,
  policyHash: policy().hash,
  effects: [],
});
