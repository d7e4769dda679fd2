import type { Outside } from './effects/context.ts';
import type { Log } from './log.ts';
import type { Claim, DailyWork, MonthlyWork } from './ports.ts';

/** With the back-off that is some ten minutes of trying. */
const PATIENCE = 9;

/** One alarm, whichever date it is about: the next success ends it. */
const ALARM = 'breakglass/daily';

const WHAT: Readonly<Record<DailyWork['kind'] | MonthlyWork['kind'], string>> = {
  'post-monthly': 'the card of the month',
  'refresh-monthly': 'the card of the month',
  'check-readiness': 'the daily check of readiness',
  'post-digest': 'the daily digest',
};

interface AlarmDeps {
  readonly outside: Outside;
  readonly log: Log;
}

/**
 * What proves daily that the control runs did not go out: whoever runs Breakglass hears of it by another way than the one
 * that failed. Always a line at the level `error` with `alarm: daily-post-failed`; by policy a page as well. Never throws.
 */
export async function raiseAlarm(
  claim: Pick<Claim, 'attempts'> & { readonly work: DailyWork | MonthlyWork },
  failure: { readonly words: string; readonly isFinal: boolean },
  { outside, log }: AlarmDeps,
): Promise<void> {
  const { kind } = claim.work;
  const date = 'date' in claim.work ? claim.work.date : claim.work.month;
  // Once: at the refusal, or when it has been tried for a while.
  if (!failure.isFinal && claim.attempts !== PATIENCE) return;
  const what = `Breakglass could not post ${WHAT[kind]} of ${date}`;
  log.error({ alarm: 'daily-post-failed', work: kind, date, words: failure.words }, what);
  if (outside.policy().digest.alarm !== 'page') return;
  try {
    if (!outside.incidents) throw new Error('PagerDuty is not connected');
    await outside.incidents.raiseAlarm(ALARM, `${what}: ${failure.words}`);
  } catch (cause) {
    log.error({ alarm: 'daily-page-failed', err: cause }, 'nobody could be paged about what was not posted');
  }
}

/** It goes out again. Never throws: whoever was paged may have to resolve it by hand. */
export async function settleAlarm({ outside, log }: AlarmDeps): Promise<void> {
  if (outside.policy().digest.alarm !== 'page') return;
  await outside.incidents?.settleAlarm(ALARM).catch((cause: unknown) => {
    log.warn({ err: cause }, 'the alarm about what was not posted could not be resolved');
  });
}
