import type { Placeholder } from 'drizzle-orm';
import { and, desc, eq, getTableColumns, isNull, max, sql } from 'drizzle-orm';
import { changes, effects, events, sightings } from '../../db/sqlite/schema.ts';
import type { Connection } from './open.ts';

const given = sql.placeholder;

/** The statements of the writing path, prepared once: a commit runs a dozen of them. */
export function prepareStatements(db: Connection['db']) {
  return {
    stream: db
      .select({ position: events.position, version: events.version, schema: events.schema, data: events.data })
      .from(events)
      .where(eq(events.stream, given('stream')))
      .orderBy(events.version)
      .prepare(),
    head: db
      .select({ position: events.position, hash: events.hash })
      .from(events)
      .orderBy(desc(events.position))
      .limit(1)
      .prepare(),
    lastNumber: db
      .select({ number: max(changes.number) })
      .from(changes)
      .where(eq(changes.sequence, given('sequence')))
      .prepare(),
    append: db.insert(events).values(placeholders(events)).prepare(),
    saveRow: db
      .insert(changes)
      .values(placeholders(changes))
      .onConflictDoUpdate({ target: changes.key, set: fromInsert(changes) })
      .prepare(),
    saveSighting: db
      .insert(sightings)
      .values(placeholders(sightings))
      .onConflictDoUpdate({ target: sightings.key, set: fromInsert(sightings) })
      .prepare(),
    waiting: db
      .select({ id: effects.id })
      .from(effects)
      .where(
        and(
          eq(effects.lane, given('lane')),
          eq(effects.kind, given('kind')),
          isNull(effects.settledAt),
          isNull(effects.leaseUntil),
        ),
      )
      .limit(1)
      .prepare(),
    plan: db
      .insert(effects)
      .values({
        key: given('key'),
        stream: given('stream'),
        lane: given('lane'),
        version: given('version'),
        kind: given('kind'),
        work: given('work'),
        plannedAt: given('now'),
        notBefore: given('now'),
      })
      .onConflictDoNothing()
      .prepare(),
    rouse: db
      .update(effects)
      .set({ notBefore: sql`${given('now')}` })
      .where(
        and(
          eq(effects.lane, given('lane')),
          isNull(effects.settledAt),
          isNull(effects.leaseUntil),
          isNull(effects.lastError),
        ),
      )
      .prepare(),
    settle: db
      .update(effects)
      .set({ settledAt: sql`${given('now')}`, outcome: 'done', leaseUntil: null, leaseOwner: null, inDoubt: false })
      .where(eq(effects.key, given('key')))
      .prepare(),
  };
}

/** Every column of the table, each from a parameter of its own name. */
function placeholders<T extends typeof events | typeof changes | typeof sightings>(table: T) {
  const names = Object.keys(getTableColumns(table));
  return Object.fromEntries(names.map((name) => [name, given(name)])) as Record<keyof T['$inferInsert'], Placeholder>;
}

/** Every column of the table, each from the row that was to be inserted. */
function fromInsert(table: typeof changes | typeof sightings) {
  const columns = Object.entries(getTableColumns(table));
  return Object.fromEntries(columns.map(([name, column]) => [name, sql.raw(`excluded.${column.name}`)]));
}
