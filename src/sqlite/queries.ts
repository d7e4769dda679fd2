import type { Placeholder, SQL } from 'drizzle-orm';
import { and, asc, count, desc, eq, gt, gte, inArray, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/sqlite-core';
import { changes, digests, effects } from '../../db/sqlite/schema.ts';
import type { Queries } from '../app/ports.ts';
import type { ChangeRow } from '../app/read-model.ts';
import { VERDICTS } from '../domain/verdict.ts';
import type { Connection } from './open.ts';
import { sqliteSightings } from './sightings.ts';
import { tallies } from './tallies.ts';

const given = sql.placeholder;

/** Questions to the read model: each served by an index that closed changes are not in. */
export function sqliteQueries(connection: Connection): Queries {
  const { db, raw } = connection;
  const { undeclared, unknownSince } = sqliteSightings(connection);
  const ask = prepareQuestions(db);
  return {
    byId: async (sequence, number) => ask.byId.all({ sequence, number }).map(toRow)[0],
    open: async (limit) => ask.open.all({ limit }).map(toRow),
    openOf: async (user) => ask.openOf.all({ user }).map(toRow),
    countOpen: async () => ask.countOpen.get()?.n ?? 0,
    reviewsDueBefore: async (instant) => ask.reviewsDueBefore.all({ instant }).map(toRow),
    overdueOf: async (user, now) => ask.overdueOf.all({ user, now }).map(toRow),
    reviewsReturned: async () => ask.reviewsReturned.all().map(toRow),
    approvalsOwed: async () => ask.approvalsOwed.all().map(toRow),
    withFindings: async (now) => ask.withFindings.all({ now }).map(toRow),
    declaredFacts: async (from, to) =>
      ask.declaredFacts.all({ from, to }).map((row) => ({
        ...row,
        systems: JSON.parse(row.systems),
        submittedAt: row.submittedAt ?? undefined,
        verdict: VERDICTS.find((verdict) => verdict === row.verdict),
      })),
    ...tallies(raw),
    population: async (from, to) => ask.population.all({ from, to }).map(({ key }) => key),
    similar: async (since, systems, incident) =>
      ask.openSince
        .all({ since })
        .map(toRow)
        .find(
          (row) =>
            row.sequence === 'EC' &&
            (row.systems.some((system) => systems.includes(system)) ||
              (incident !== undefined && row.incident === incident)),
        ),
    withIncident: async (id) => ask.withIncident.all({ id }).map(({ key }) => key),
    withTicket: async (issueKey) => ask.withTicket.all({ issueKey }).map(({ key }) => key),
    timersDueBefore: async (instant, limit) => ask.timersDueBefore.all({ instant, limit }).map(({ key }) => key),
    nextTimer: async () => {
      const first = ask.nextTimer.get();
      return typeof first?.at === 'number' ? { key: first.key, at: first.at } : undefined;
    },
    undelivered: async (stuckBefore) =>
      ask.undelivered.all({ stuckBefore }).map(({ sequence, number, words, ...row }) => ({
        ...row,
        id: sequence === null ? undefined : `${sequence}-${number}`,
        words: words ?? 'not delivered yet',
      })),
    undeclared,
    unknownRepositories: async (since) => (await unknownSince(since)).map(({ repository }) => repository),
    lastDigest: async () => ask.lastDigest.get()?.date,
  };
}

/** Prepared once. What a partial index is made for stands literally in the question: SQLite takes no parameter for it. */
function prepareQuestions(db: Connection['db']) {
  const { ended, reviewOwed, approvalOwed, targetAt, declaredAt, nextTimerAt } = changes;
  const rows = (where: SQL | undefined, order: SQL, limit: number | Placeholder = 500) =>
    db.select().from(changes).where(where).orderBy(order).limit(limit).prepare();
  const isOpen = sql`${ended} = 0`;
  const owesReview = sql`${reviewOwed} = 1`;

  return {
    byId: rows(
      and(eq(changes.sequence, given('sequence')), eq(changes.number, given('number'))),
      asc(changes.number),
      1,
    ),
    open: rows(isOpen, desc(changes.number), given('limit')),
    openOf: rows(
      // The index of each stands in its own half of the OR: said once for both, SQLite looks through all that are open.
      or(and(isOpen, eq(changes.requester, given('user'))), and(isOpen, eq(changes.owner, given('user')))),
      desc(changes.number),
      100,
    ),
    countOpen: db.select({ n: count() }).from(changes).where(isOpen).prepare(),
    reviewsDueBefore: rows(and(owesReview, lt(targetAt, given('instant'))), asc(targetAt)),
    overdueOf: rows(
      and(owesReview, eq(changes.requester, given('user')), lt(targetAt, given('now'))),
      asc(targetAt),
      20,
    ),
    reviewsReturned: rows(and(owesReview, eq(changes.review, 'returned')), asc(targetAt)),
    approvalsOwed: rows(sql`${approvalOwed} = 1`, asc(changes.deployedAt)),
    withFindings: db
      .select()
      .from(changes)
      .where(
        and(
          // As the index has it, so that changes without any are not looked at.
          sql`(${changes.findings} IS NULL OR ${changes.findings} <> '[]' OR ${changes.findingsAt} IS NOT NULL)`,
          sql`(${changes.findings} IS NULL OR ${changes.findings} <> '[]' OR ${changes.findingsAt} <= ${given('now')})`,
          sql`+${changes.sequence} = 'EC'`,
        ),
      )
      .orderBy(desc(changes.number))
      .prepare(),
    population: db
      .select({ key: changes.key })
      .from(changes)
      .where(and(gte(declaredAt, given('from')), lt(declaredAt, given('to')), sql`+${changes.sequence} = 'EC'`))
      .orderBy(asc(changes.number))
      .prepare(),
    declaredFacts: db
      .select({
        systems: changes.systems,
        declaredAt,
        submittedAt: changes.submittedAt,
        limitAt: changes.limitAt,
        reviewOwed: changes.reviewOwed,
        criterion: changes.criterion,
        verdict: changes.verdict,
      })
      .from(changes)
      // With the plus SQLite looks by time; without it, through all numbers ever given.
      .where(and(gt(declaredAt, given('from')), lte(declaredAt, given('to')), sql`+${changes.sequence} = 'EC'`))
      .orderBy(asc(declaredAt))
      .prepare(),
    openSince: rows(and(gte(declaredAt, given('since')), isOpen), desc(declaredAt)),
    withIncident: db
      .select({ key: changes.key })
      .from(changes)
      .where(eq(changes.incident, given('id')))
      .prepare(),
    withTicket: db
      .select({ key: changes.key })
      .from(changes)
      .where(eq(changes.ticket, given('issueKey')))
      .prepare(),
    timersDueBefore: db
      .select({ key: changes.key })
      .from(changes)
      .where(and(isNotNull(nextTimerAt), lte(nextTimerAt, given('instant'))))
      .orderBy(asc(nextTimerAt))
      .limit(given('limit'))
      .prepare(),
    nextTimer: db
      .select({ key: changes.key, at: nextTimerAt })
      .from(changes)
      .where(isNotNull(nextTimerAt))
      .orderBy(asc(nextTimerAt))
      .limit(1)
      .prepare(),
    undelivered: prepareUndelivered(db),
    lastDigest: db.select().from(digests).orderBy(desc(digests.date)).limit(1).prepare(),
  };
}

/** The ids first, from two indexes that what is done is not in: one question with OR would look at every effect ever. */
function prepareUndelivered(db: Connection['db']) {
  const { id, stream, kind, lastError, plannedAt, settledAt, outcome } = effects;
  const buried = db.select({ id }).from(effects).where(sql`${outcome} = 'buried'`);
  const stuck = db
    .select({ id })
    .from(effects)
    .where(and(isNull(settledAt), lt(plannedAt, given('stuckBefore'))));
  return db
    .select({
      stream,
      kind,
      words: lastError,
      since: plannedAt,
      sequence: changes.sequence,
      number: changes.number,
    })
    .from(effects)
    .leftJoin(changes, eq(changes.key, stream))
    .where(inArray(id, unionAll(buried, stuck)))
    .orderBy(asc(id))
    .limit(50)
    .prepare();
}

function toRow(row: typeof changes.$inferSelect): ChangeRow {
  return {
    ...row,
    systems: JSON.parse(row.systems),
    needed: JSON.parse(row.needed),
    findings: JSON.parse(row.findings ?? '[]'),
    // Older than findings: looked at whenever they are asked for.
    findingsAt: row.findings === null ? 0 : (row.findingsAt ?? undefined),
    clearance: row.clearance === null ? undefined : JSON.parse(row.clearance),
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
