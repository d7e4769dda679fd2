import type { SQL, SQLWrapper } from 'drizzle-orm';
import { and, asc, count, desc, eq, gte, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import { changes, events, people } from '../../db/sqlite/schema.ts';
import type { Ledger } from '../app/ports.ts';
import type { RoomRecord, Search } from '../app/room/search.ts';
import type { Instant } from '../domain/change/types.ts';
import type { Period } from '../domain/period.ts';
import { VERDICTS } from '../domain/verdict.ts';
import { asStored } from './chain.ts';
import { sqliteNumbers } from './numbers.ts';
import type { Connection } from './open.ts';

type Days = Pick<Period, 'from' | 'to'>;

/** What the auditor's room asks of the record, on SQLite. */
export function sqliteRoomRecord(connection: Connection, ledger: Pick<Ledger, 'head' | 'policyText'>): RoomRecord {
  const { db } = connection;
  const counted = (where: SQL | undefined) => db.select({ n: count() }).from(changes).where(where).get()?.n ?? 0;

  return {
    search: async (period, search, { now, limit, offset }) => {
      const where = and(inPeriod(period), ...wanted(db, search, now));
      const rows = db.select({ key: changes.key }).from(changes).where(where).orderBy(asc(changes.number));
      return {
        keys: rows
          .limit(limit)
          .offset(offset)
          .all()
          .map(({ key }) => key),
        total: counted(where),
      };
    },
    tally: async (period, now) => {
      const within = inPeriod(period);
      const verdicts = db
        .select({ verdict: changes.verdict, n: count() })
        .from(changes)
        .where(within)
        .groupBy(changes.verdict)
        .all();
      const systems = db
        .select({ name: sql<string>`each.value`, changes: count() })
        .from(sql`${changes}, json_each(${changes.systems}) each`)
        .where(within)
        .groupBy(sql`each.value`)
        .orderBy(desc(count()), sql`each.value`)
        .all();
      return {
        changes: counted(within),
        verdicts: new Map(
          verdicts.map(({ verdict, n }) => [VERDICTS.find((known) => known === verdict) ?? ('none' as const), n]),
        ),
        systems,
        withOpenFindings: counted(and(within, hasOpenFindings(now))),
        reviewsMissing: counted(
          and(within, eq(changes.reviewOwed, true), lt(changes.limitAt, now), isNull(changes.submittedAt)),
        ),
      };
    },
    numbers: sqliteNumbers(connection),
    keyOf: async (number, period) =>
      db
        .select({ key: changes.key })
        .from(changes)
        .where(and(inPeriod(period), eq(changes.number, number)))
        .get()?.key,
    story: async (key) =>
      db.select().from(events).where(eq(events.stream, key)).orderBy(asc(events.version)).all().map(asStored),
    policyText: ledger.policyText,
    head: ledger.head,
  };
}

/** With the plus SQLite looks by time; without it, through all numbers ever given. */
const inPeriod = ({ from, to }: Days): SQL | undefined =>
  and(gte(changes.declaredAt, from), lt(changes.declaredAt, to), sql`+${changes.sequence} = 'EC'`);

/** What was open at its last event, or what time alone has added since. */
const hasOpenFindings = (now: Instant): SQL =>
  sql`(${changes.findings} IS NULL OR ${changes.findings} <> '[]' OR ${changes.findingsAt} <= ${now})`;

function wanted(db: Connection['db'], search: Search, now: Instant): (SQL | undefined)[] {
  const { words, system, verdict, review, openFindings } = search;
  return [
    ...words.map((word) => hasWord(db, word)),
    system === undefined ? undefined : matches(changes.systems, `%${escaped(JSON.stringify(system))}%`),
    verdict === undefined ? undefined : verdict === 'none' ? isNull(changes.verdict) : eq(changes.verdict, verdict),
    review === undefined ? undefined : eq(changes.review, review),
    openFindings ? hasOpenFindings(now) : undefined,
  ];
}

function hasWord(db: Connection['db'], word: string): SQL | undefined {
  const pattern = `%${escaped(word)}%`;
  const named = db.select({ id: people.id }).from(people).where(matches(people.name, pattern));
  return or(
    matches(sql`'EC-' || ${changes.number}`, pattern),
    matches(changes.summary, pattern),
    matches(changes.systems, pattern),
    inArray(changes.requester, named),
  );
}

const matches = (text: SQLWrapper, pattern: string): SQL => sql`${text} LIKE ${pattern} ESCAPE '\\'`;

const escaped = (text: string): string => text.replaceAll(/[\\%_]/g, '\\$&');
