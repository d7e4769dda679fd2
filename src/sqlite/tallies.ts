import type Database from 'better-sqlite3';
import type { Queries } from '../app/ports.ts';
import type { DayCount, SystemCount } from '../domain/digest.ts';

/** What triggers keep count of (db/sqlite/migrations), and what time alone adds: reviews owed whose limit has passed. */
export function tallies(raw: Database.Database): Pick<Queries, 'countedDays' | 'countedSystems'> {
  const days = raw.prepare<unknown[], DayCount>(
    `SELECT day, declared, on_time AS "onTime", late + coalesce(missing, 0) AS late FROM day_tallies
     LEFT JOIN (
       SELECT declared_at / 86400000 AS declared_on, count(*) AS missing FROM changes
       WHERE review_owed = 1 AND target_at < @now AND limit_at < @now AND submitted_at IS NULL AND +sequence = 'EC'
       GROUP BY 1
     ) ON declared_on = day
     WHERE day BETWEEN @first AND @last ORDER BY day`,
  );
  const systems = raw.prepare<unknown[], SystemCount>(
    `SELECT system, sum(declared) AS times FROM system_tallies WHERE day BETWEEN @first AND @last
     GROUP BY system HAVING times > 0`,
  );
  return {
    countedDays: async (first, last, now) => days.all({ first, last, now }),
    countedSystems: async (first, last) => systems.all({ first, last }),
  };
}
