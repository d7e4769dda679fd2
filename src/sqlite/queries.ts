import type { SQL } from 'drizzle-orm';
import { and, asc, count, desc, eq, gt, gte, isNotNull, isNull, lt, lte, or } from 'drizzle-orm';
import { changes, digests, effects } from '../../db/sqlite/schema.ts';
import type { Queries } from '../app/ports.ts';
import type { ChangeRow } from '../app/read-model.ts';
import { VERDICTS } from '../domain/verdict.ts';
import type { Connection } from './open.ts';

/** Questions to the read model: each served by an index that closed changes are not in. */
export function sqliteQueries({ db }: Connection): Queries {
  const rows = (where: SQL | undefined, order: SQL, limit = 500): ChangeRow[] =>
    db.select().from(changes).where(where).orderBy(order).limit(limit).all().map(toRow);

  return {
    byId: async (sequence, number) =>
      rows(and(eq(changes.sequence, sequence), eq(changes.number, number)), asc(changes.number), 1)[0],
    open: async (limit) => rows(eq(changes.ended, false), desc(changes.number), limit),
    countOpen: async () => db.select({ n: count() }).from(changes).where(eq(changes.ended, false)).get()?.n ?? 0,
    reviewsDueBefore: async (instant) =>
      rows(and(eq(changes.reviewOwed, true), lt(changes.targetAt, instant)), asc(changes.targetAt)),
    overdueOf: async (user, now) =>
      rows(
        and(eq(changes.reviewOwed, true), eq(changes.requester, user), lt(changes.targetAt, now)),
        asc(changes.targetAt),
        20,
      ),
    approvalsOwed: async () => rows(eq(changes.approvalOwed, true), asc(changes.deployedAt)),
    declaredBetween: async (from, to) =>
      rows(and(gt(changes.declaredAt, from), lte(changes.declaredAt, to)), asc(changes.declaredAt), 10_000),
    similar: async (since, systems, incident) =>
      rows(and(gte(changes.declaredAt, since), eq(changes.ended, false)), desc(changes.declaredAt)).find(
        (row) =>
          row.systems.some((system) => systems.includes(system)) ||
          (incident !== undefined && row.incident === incident),
      ),
    timersDueBefore: async (instant, limit) =>
      db
        .select({ key: changes.key })
        .from(changes)
        .where(and(isNotNull(changes.nextTimerAt), lte(changes.nextTimerAt, instant)))
        .orderBy(asc(changes.nextTimerAt))
        .limit(limit)
        .all()
        .map(({ key }) => key),
    nextTimer: async () => {
      const first = db
        .select({ key: changes.key, at: changes.nextTimerAt })
        .from(changes)
        .where(isNotNull(changes.nextTimerAt))
        .orderBy(asc(changes.nextTimerAt))
        .limit(1)
        .get();
      return typeof first?.at === 'number' ? { key: first.key, at: first.at } : undefined;
    },
    undelivered: async (stuckBefore) =>
      db
        .select({
          stream: effects.stream,
          sequence: changes.sequence,
          number: changes.number,
          kind: effects.kind,
          words: effects.lastError,
          since: effects.plannedAt,
        })
        .from(effects)
        .leftJoin(changes, eq(changes.key, effects.stream))
        .where(or(eq(effects.outcome, 'buried'), and(isNull(effects.settledAt), lt(effects.plannedAt, stuckBefore))))
        .orderBy(asc(effects.id))
        .limit(50)
        .all()
        .map(({ sequence, number, words, ...row }) => ({
          ...row,
          id: sequence === null ? undefined : `${sequence}-${number}`,
          words: words ?? 'not delivered yet',
        })),
    lastDigest: async () => db.select().from(digests).orderBy(desc(digests.date)).limit(1).get()?.date,
  };
}

function toRow(row: typeof changes.$inferSelect): ChangeRow {
  return {
    ...row,
    systems: JSON.parse(row.systems),
    needed: JSON.parse(row.needed),
    verdict: VERDICTS.find((verdict) => verdict === row.verdict),
    authorizedAt: row.authorizedAt ?? undefined,
    deployedAt: row.deployedAt ?? undefined,
    submittedAt: row.submittedAt ?? undefined,
    closedAt: row.closedAt ?? undefined,
    nextTimerAt: row.nextTimerAt ?? undefined,
    incident: row.incident ?? undefined,
    ticket: row.ticket ?? undefined,
    permalink: row.permalink ?? undefined,
  };
}
