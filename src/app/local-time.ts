import { Cron } from 'croner';
import type { Instant } from '../domain/change/types.ts';

// Times on somebody's own wall, daylight saving included. Instants are UTC milliseconds, times are "09:00".

/** The next moment after `after` at which the clocks there show one of these times. */
export function nextAt(times: readonly string[], timeZone: string, after: Instant): Instant | undefined {
  const runs = times.flatMap(
    (time) => new Cron(pattern(time), { timezone: timeZone, paused: true }).nextRun(new Date(after)) ?? [],
  );
  return runs.length === 0 ? undefined : Math.min(...runs.map((run) => run.getTime()));
}

function pattern(time: string): string {
  const [hour, minute] = time.split(':').map(Number);
  return `${minute} ${hour} * * *`;
}

/** "17:00": what the clocks there show. */
export function clockTime(at: Instant, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(at);
}

export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

/** When these quiet hours end, if they are on at `now`; they may span midnight. */
export function quietUntil({ from, to }: QuietHours, timeZone: string, now: Instant): Instant | undefined {
  const time = clockTime(now, timeZone);
  const isQuiet = from < to ? time >= from && time < to : time >= from || time < to;
  return isQuiet ? nextAt([to], timeZone, now) : undefined;
}
