import type { Instant } from '../../domain/change/types.ts';
import { DAY } from '../../domain/digest.ts';
import type { Policy } from '../../policy/load.ts';
import type { Found, Rota, Shift } from '../readiness-ports.ts';
import type { Facts } from './facts.ts';
import { AHEAD, rotasUsed, usesRotas } from './facts.ts';
import type { AreaReport, Fault } from './report.ts';
import { count, troubleFault } from './report.ts';

/** Shorter than this is a hand-over, not a gap (ms). */
const HANDOVER = 60_000;

/** In the next days somebody is on call at every moment, on each schedule and escalation policy that the groups name. */
export function judgeOnCall(policy: Policy, { pagerduty, now }: Facts): AreaReport {
  const { schedules, policies } = rotasUsed(policy);
  if (pagerduty && !pagerduty.token.ok) {
    return { area: 'on call', summary: '', faults: [], notices: [], skipped: 'PagerDuty could not be asked' };
  }
  const days = AHEAD / DAY;
  const faults = pagerduty
    ? [
        ...schedules.flatMap((id) => gaps('schedule', id, pagerduty.schedules.get(id), now, policy.timezone)),
        ...policies.flatMap((id) => gaps('escalation policy', id, pagerduty.policies.get(id), now, policy.timezone)),
      ]
    : usesRotas(policy)
      ? [notConnected]
      : [];
  const looked = schedules.length + policies.length;
  return {
    area: 'on call',
    summary: looked === 0 ? 'no group comes from PagerDuty' : `${count(looked, 'rota')} without a gap for ${days} days`,
    faults,
    notices: [],
  };
}

const notConnected: Fault = {
  where: 'on call',
  what: 'groups name PagerDuty schedules or escalation policies, and PagerDuty is not connected',
  fix: 'set PAGERDUTY_API_TOKEN and PAGERDUTY_FROM_EMAIL',
};

/** One that does not exist any more is a fault of its group already. */
function gaps(what: string, id: string, found: Found<Rota> | undefined, now: Instant, timeZone: string): Fault[] {
  if (!found) return [];
  const where = `${what} ${found.ok ? `"${found.value.name}"` : id}`;
  if (!found.ok) return found.error.kind === 'absent' ? [] : [troubleFault(where, found.error, {})];
  const [first, ...more] = gapsIn(found.value.shifts, now, now + AHEAD);
  if (!first) return [];
  const others = more.length === 0 ? '' : `, and ${more.length === 1 ? 'once' : `${more.length} times`} more`;
  return [
    {
      where,
      what: `nobody is on call ${spanWords(first, now, timeZone)}${others}`,
      fix: 'fill the gap in PagerDuty',
    },
  ];
}

interface Gap {
  readonly from: Instant;
  readonly to: Instant;
}

/** Times between the two instants that no shift covers. */
export function gapsIn(shifts: readonly Shift[], since: Instant, until: Instant): Gap[] {
  const sorted = shifts
    .map(({ start = since, end = until }) => ({ start: Math.max(start, since), end: Math.min(end, until) }))
    .filter(({ start, end }) => end > start)
    .toSorted((a, b) => a.start - b.start);
  const found: Gap[] = [];
  let covered = since;
  for (const { start, end } of [...sorted, { start: until, end: until }]) {
    if (start - covered > HANDOVER) found.push({ from: covered, to: start });
    covered = Math.max(covered, end);
  }
  return found;
}

function spanWords({ from, to }: Gap, now: Instant, timeZone: string): string {
  if (from === now && to === now + AHEAD) return `in the next ${AHEAD / DAY} days`;
  const words = (at: Instant) => dateWords(at, timeZone);
  const begin = from === now ? 'from now' : `from ${words(from)}`;
  return to === now + AHEAD ? `${begin} on` : `${begin} to ${words(to)}`;
}

/** "Sun 22 Nov 03:12": put together here, since what stands between the parts differs from one Node to the next. */
function dateWords(at: Instant, timeZone: string): string {
  const options = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;
  const parts = new Intl.DateTimeFormat('en-GB', { ...options, hourCycle: 'h23', timeZone }).formatToParts(at);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('weekday')} ${part('day')} ${part('month')} ${part('hour')}:${part('minute')}`;
}
