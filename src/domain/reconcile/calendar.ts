import type { Duration, Instant } from '../change/types.ts';
import type { KnownChange } from './known.ts';

const DAY = 24 * 60 * 60 * 1000;
/** A change that took longer, or has not ended, is looked at for each row: there are few of those. */
const LONGEST_IN_DAYS = 60;

/** The changes of a system that were under way at a moment, found without looking at the others. */
export interface Calendar {
  readonly around: (system: string, at: Instant) => readonly KnownChange[];
}

/** From the declare, or an earlier deployment that was recorded afterwards, until it ended; and `slack` ms on both sides. */
export function calendar(changes: readonly KnownChange[], slack: Duration): Calendar {
  const byDay = new Map<string, KnownChange[]>();
  const long = new Map<string, KnownChange[]>();
  const spans = new Map(changes.map((change) => [change, span(change, slack)]));
  for (const [change, { from, until }] of spans) {
    for (const system of change.systems) {
      if (until - from > LONGEST_IN_DAYS * DAY) put(long, system, change);
      else for (let day = dayOf(from); day <= dayOf(until); day += 1) put(byDay, `${day} ${system}`, change);
    }
  }
  return {
    around: (system, at) =>
      [...(byDay.get(`${dayOf(at)} ${system}`) ?? []), ...(long.get(system) ?? [])].filter((change) => {
        const within = spans.get(change);
        return within !== undefined && within.from <= at && at <= within.until;
      }),
  };
}

function span({ declaredAt, deployments, endedAt }: KnownChange, slack: Duration) {
  const begin = Math.min(declaredAt, ...deployments.map(({ at }) => at));
  return { from: begin - slack, until: (endedAt ?? Number.POSITIVE_INFINITY) + slack };
}

const dayOf = (at: Instant): number => Math.floor(at / DAY);

function put(lists: Map<string, KnownChange[]>, key: string, change: KnownChange): void {
  const list = lists.get(key);
  if (list) list.push(change);
  else lists.set(key, [change]);
}
