import { desc, eq, sql } from 'drizzle-orm';
import { events, policies } from '../../db/sqlite/schema.ts';
import { GENESIS } from '../app/chain.ts';
import type { RecordAt } from '../app/record-at.ts';
import type { Instant } from '../domain/change/types.ts';
import { chain, storyReader } from './chain.ts';
import type { Connection } from './open.ts';

/** The record as it stood at `asOf`: up to the last event recorded by then. The file may be in use. */
export function recordAt(connection: Connection, asOf: Instant): RecordAt {
  const { db } = connection;
  const last = db
    .select({ position: events.position, hash: events.hash, policyHash: events.policyHash })
    .from(events)
    // With the plus SQLite walks back from the end, where what is looked for almost always is.
    .where(sql`+${events.recordedAt} <= ${asOf}`)
    .orderBy(desc(events.position))
    .limit(1)
    .get();
  const head = { position: last?.position ?? 0, hash: last?.hash ?? GENESIS };
  const policy = db
    .select({ text: policies.text })
    .from(policies)
    .where(eq(policies.hash, sql.placeholder('hash')))
    .prepare();
  return {
    head,
    policyHash: last?.policyHash,
    walk: () => chain(connection, head.position),
    story: storyReader(connection, head.position),
    policyText: (hash) => policy.get({ hash })?.text,
  };
}
