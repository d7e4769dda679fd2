import type { SQL } from 'drizzle-orm';
import { and, asc, desc, eq, gte, lt, lte, sql } from 'drizzle-orm';
import { changes, pullReviews, sightings, unknownRepositories } from '../../db/sqlite/schema.ts';
import type { CoveringRow, Reviews, Sightings } from '../app/pipeline/ports.ts';
import { SEQUENCES } from '../domain/change/types.ts';
import type { Clearance } from '../domain/clearance.ts';
import type { Sighting } from '../domain/sighting/types.ts';
import type { Connection } from './open.ts';
import { untilWrite } from './until-write.ts';

const given = sql.placeholder;

/** Questions about what pipelines and GitHub told of. */
export function sqliteSightings(connection: Connection): Sightings {
  const { db, inGroup } = connection;
  const ask = prepareQuestions(db);
  const covering = untilWrite(connection, (system) =>
    ask.covering.all({ mark: JSON.stringify(system) }).map(toCovering),
  );
  return {
    covering: async (system) => covering(system.trim().toLowerCase()),
    byKey: async (key) => ask.byKey.all({ key }).map(toSighting)[0],
    due: async (now, limit) => ask.due.all({ now, limit }).map(toSighting),
    nextJudgement: async () => ask.next.get()?.at,
    quietUntil: async (system, now) => ask.quiet.get({ system, now })?.at,
    undeclared: async () => ask.undeclared.all().map(toSighting),
    between: async (from, to) => ask.between.all({ from, to }).map(toSighting),
    batch: async ({ system, judgeAt, who }) =>
      ask.batch
        .all({ system, judgeAt })
        .map(toSighting)
        .filter(({ seen }) => seen.who === who),
    noteUnknown: (repository, at) =>
      inGroup(() => {
        const { deliveries } = unknownRepositories;
        db.insert(unknownRepositories)
          .values({ repository, deliveries: 1, lastAt: at })
          .onConflictDoUpdate({
            target: unknownRepositories.repository,
            set: { deliveries: sql`${deliveries} + 1`, lastAt: at },
          })
          .run();
      }),
    unknownSince: async (since) =>
      db
        .select()
        .from(unknownRepositories)
        .where(gte(unknownRepositories.lastAt, since))
        .orderBy(asc(unknownRepositories.repository))
        .all(),
    bringing: async (commit) => ask.bringing.all({ commit }).map(toSighting),
  };
}

/** Prepared once; what a partial index is made for stands literally in the question. */
function prepareQuestions(db: Connection['db']) {
  const { key, system, judgeAt, occurredAt, commit, data } = sightings;
  const isWaiting = sql`state = 'waiting'`;
  const rows = (where: SQL | undefined, order: SQL) => db.select({ data }).from(sightings).where(where).orderBy(order);
  const judgement = db.select({ at: judgeAt }).from(sightings);
  return {
    covering: db
      .select({
        key: changes.key,
        sequence: changes.sequence,
        number: changes.number,
        declaredAt: changes.declaredAt,
        clearance: changes.clearance,
      })
      .from(changes)
      .where(sql`ended = 0 AND +${changes.sequence} = 'EC' AND instr(lower(${changes.systems}), ${given('mark')}) > 0`)
      .orderBy(desc(changes.number))
      .prepare(),
    byKey: rows(eq(key, given('key')), asc(key)).prepare(),
    due: rows(and(isWaiting, sql`${judgeAt} <= ${given('now')}`), asc(judgeAt))
      .limit(given('limit'))
      .prepare(),
    next: judgement.where(isWaiting).orderBy(asc(judgeAt)).limit(1).prepare(),
    quiet: db
      .select({ at: judgeAt })
      .from(sightings)
      .where(and(isWaiting, eq(system, given('system')), sql`${judgeAt} > ${given('now')}`))
      .orderBy(asc(judgeAt))
      .limit(1)
      .prepare(),
    undeclared: rows(sql`state = 'open'`, asc(occurredAt)).prepare(),
    between: rows(and(gte(occurredAt, given('from')), lt(occurredAt, given('to'))), asc(occurredAt)).prepare(),
    batch: rows(and(eq(judgeAt, given('judgeAt')), eq(system, given('system'))), asc(occurredAt)).prepare(),
    bringing: rows(
      and(eq(commit, given('commit')), sql`${sightings.kind} IN ('merge', 'push')`),
      desc(occurredAt),
    ).prepare(),
  };
}

/** Written by `rowOfSighting` and by nobody else. */
const toSighting = ({ data }: { data: string }): Sighting => JSON.parse(data);

function toCovering(row: {
  key: string;
  sequence: string;
  number: number;
  declaredAt: number;
  clearance: string | null;
}): CoveringRow {
  const { key, number, declaredAt, clearance } = row;
  const sequence = SEQUENCES.find((known) => known === row.sequence) ?? 'EC';
  const known: Partial<Clearance> = clearance === null ? {} : JSON.parse(clearance);
  return { key, id: { sequence, number }, declaredAt, ...known };
}

export function rowOfSighting(sighting: Sighting): typeof sightings.$inferInsert {
  const { key, seen, state, judgeAt } = sighting;
  return {
    key,
    kind: seen.kind,
    system: seen.system,
    repository: seen.repository ?? null,
    commit: seen.commit ?? null,
    occurredAt: seen.occurredAt,
    state,
    judgeAt,
    data: JSON.stringify(sighting),
  };
}

/** What reviewers said of pull requests. */
export function sqliteReviews({ db, inGroup }: Connection): Reviews {
  const { repository, pull, reviewer, state, submittedAt } = pullReviews;
  const approving = db
    .select({ reviewer })
    .from(pullReviews)
    .where(and(eq(repository, given('repository')), eq(pull, given('pull')), eq(state, 'approved')))
    .prepare();
  return {
    approving: async (...[name, number]) =>
      approving.all({ repository: name, pull: number }).map(({ reviewer: who }) => who),
    note: (review) =>
      inGroup(() => {
        db.insert(pullReviews)
          .values(review)
          .onConflictDoUpdate({
            target: [repository, pull, reviewer],
            set: { state: review.state, submittedAt: review.submittedAt },
            // A dismissal keeps the time of what it dismisses.
            setWhere:
              review.state === 'dismissed' ? lte(submittedAt, review.submittedAt) : lt(submittedAt, review.submittedAt),
          })
          .run();
      }),
  };
}
