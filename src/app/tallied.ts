import type { Instant } from '../domain/change/types.ts';
import type { Tally, Week } from '../domain/digest.ts';
import { tally, thirtyDays, weeks } from '../domain/digest.ts';
import type { Queries } from './ports.ts';

/** How often the glass was broken of late, from what is kept by day: as quick after a hundred thousand changes. */
export async function tallied(
  queries: Pick<Queries, 'countedDays' | 'countedSystems'>,
  now: Instant,
): Promise<{ readonly tally: Tally; readonly weeks: readonly Week[] }> {
  const { first, last } = thirtyDays(now);
  const [days, systems] = await Promise.all([
    queries.countedDays(first - 30, last, now),
    queries.countedSystems(first, last),
  ]);
  return { tally: tally(days, systems, now), weeks: weeks(days, now) };
}
