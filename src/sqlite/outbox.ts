import { hostname } from 'node:os';
import { and, asc, eq, isNull, lte, or, sql } from 'drizzle-orm';
import { effects } from '../../db/sqlite/schema.ts';
import type { Claim, Outbox } from '../app/ports.ts';
import type { Instant } from '../domain/change/types.ts';
import type { Connection } from './open.ts';

/** A handler's own time-outs end well before this. */
const LEASE = 60_000;

const me = `${hostname()}:${process.pid}`;

/** What was not settled in a backup may have been delivered since it was made: each handler looks before it does it again. */
export function doubtUnsettled({ db }: Connection): void {
  db.update(effects).set({ inDoubt: true, leaseUntil: null, leaseOwner: null }).where(isNull(effects.settledAt)).run();
}

/** The effects' queue on SQLite. */
export function sqliteOutbox({ db, inGroup }: Connection): Outbox {
  const isNextOfItsLane = sql`NOT EXISTS (SELECT 1 FROM effects earlier
    WHERE earlier.lane = effects.lane AND earlier.settled_at IS NULL AND earlier.id < effects.id)`;
  const due = db
    .select()
    .from(effects)
    .where(
      and(
        isNull(effects.settledAt),
        lte(effects.notBefore, sql.placeholder('now')),
        or(isNull(effects.leaseUntil), lte(effects.leaseUntil, sql.placeholder('now'))),
        isNextOfItsLane,
      ),
    )
    .orderBy(asc(effects.notBefore), asc(effects.id))
    .limit(sql.placeholder('limit'))
    .prepare();
  const nextDue = db
    .select({ at: sql<number | null>`min(max(${effects.notBefore}, coalesce(${effects.leaseUntil}, 0)))` })
    .from(effects)
    .where(and(isNull(effects.settledAt), isNextOfItsLane))
    .prepare();
  const take = db
    .update(effects)
    .set({
      leaseUntil: sql`${sql.placeholder('until')}`,
      leaseOwner: me,
      attempts: sql`${effects.attempts} + 1`,
      inDoubt: true,
      lastTriedAt: sql`${sql.placeholder('now')}`,
    })
    .where(eq(effects.id, sql.placeholder('id')))
    .prepare();
  const inLane = db
    .select({ id: effects.id, key: effects.key, stream: effects.stream, version: effects.version, work: effects.work })
    .from(effects)
    .where(and(eq(effects.lane, sql.placeholder('lane')), isNull(effects.settledAt)))
    .orderBy(asc(effects.id))
    .prepare();
  const settle = db
    .update(effects)
    .set({ settledAt: sql`${sql.placeholder('now')}`, outcome: 'done', leaseUntil: null, leaseOwner: null })
    .where(eq(effects.key, sql.placeholder('key')))
    .prepare();

  releaseDeadLeases();

  return {
    claim: (now, limit) => inGroup(() => due.all({ now, limit }).map((row) => lease(row, now))),
    postpone: (key, until, error, inDoubt) =>
      update(key, { notBefore: until, lastError: error, inDoubt, leaseUntil: null, leaseOwner: null }),
    bury: (key, now, words, inDoubt = false) =>
      update(key, { settledAt: now, outcome: 'buried', lastError: words, inDoubt, leaseUntil: null, leaseOwner: null }),
    settle: (key, now) =>
      inGroup(() => {
        settle.run({ key, now });
      }),
    retry: (stream, now) =>
      inGroup(
        () =>
          db
            .update(effects)
            .set({ settledAt: null, outcome: null, attempts: 0, notBefore: now })
            .where(and(eq(effects.stream, stream), eq(effects.outcome, 'buried')))
            .run().changes,
      ),
    waiting: async (lane) => inLane.all({ lane }).map((row) => ({ ...row, work: JSON.parse(row.work) })),
    hold: (lane, until) =>
      inGroup(() => {
        // What is held is planned for then: it is not reported as stuck.
        const rest = { notBefore: until, plannedAt: until, inDoubt: false, lastError: null, attempts: 0 };
        const set = { ...rest, leaseUntil: null, leaseOwner: null };
        db.update(effects)
          .set(set)
          .where(and(eq(effects.lane, lane), isNull(effects.settledAt)))
          .run();
      }),
    nextDueAt: async () => nextDue.get()?.at ?? undefined,
  };

  function update(key: string, set: Partial<typeof effects.$inferInsert>): Promise<void> {
    return inGroup(() => {
      db.update(effects).set(set).where(eq(effects.key, key)).run();
    });
  }

  /** `inDoubt` stays set until an outcome is written: a process that dies in between leaves it so. */
  function lease(row: typeof effects.$inferSelect, now: Instant): Claim {
    take.run({ id: row.id, now, until: now + LEASE });
    return {
      key: row.key,
      stream: row.stream,
      version: row.version,
      work: JSON.parse(row.work),
      attempts: row.attempts + 1,
      inDoubt: row.inDoubt,
      lastTriedAt: row.lastTriedAt ?? undefined,
      id: row.id,
      lane: row.lane,
    };
  }

  /** What a process of this host that is no more had taken is free at once; other hosts' leases run out by themselves. */
  function releaseDeadLeases(): void {
    const held = db.selectDistinct({ owner: effects.leaseOwner }).from(effects).where(isNull(effects.settledAt)).all();
    for (const { owner } of held) {
      if (owner === null || !isDead(owner)) continue;
      db.update(effects)
        .set({ leaseUntil: null, leaseOwner: null })
        .where(and(isNull(effects.settledAt), eq(effects.leaseOwner, owner)))
        .run();
    }
  }
}

function isDead(owner: string): boolean {
  const at = owner.lastIndexOf(':');
  if (owner.slice(0, at) !== hostname()) return false;
  // In a container every life has the same host and pid: a lease of our own name is from a life before this one.
  if (owner === me) return true;
  try {
    process.kill(Number(owner.slice(at + 1)), 0);
    return false;
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'ESRCH';
  }
}
