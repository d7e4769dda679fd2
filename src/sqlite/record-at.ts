import { desc, eq, getTableColumns, sql } from 'drizzle-orm';
import { events, policies } from '../../db/sqlite/schema.ts';
import { GENESIS } from '../app/chain.ts';
import type { RecordAt } from '../app/record-at.ts';
import type { Instant } from '../domain/change/types.ts';
import { asStored } from './ledger.ts';
import type { Connection } from './open.ts';

type Row = typeof events.$inferSelect;

/** As the table's own objects, without a mapper in between: a pack reads each event twice. */
const SELECT = `SELECT ${Object.entries(getTableColumns(events))
  .map(([property, { name }]) => `${name} AS ${property}`)
  .join(', ')} FROM events`;

/** The record as it stood at `asOf`: up to the last event recorded by then. The file may be in use. */
export function recordAt(connection: Connection, asOf: Instant): RecordAt {
  const { db, raw } = connection;
  const last = db
    .select({ position: events.position, hash: events.hash, policyHash: events.policyHash })
    .from(events)
    // With the plus SQLite walks back from the end, where what is looked for almost always is.
    .where(sql`+${events.recordedAt} <= ${asOf}`)
    .orderBy(desc(events.position))
    .limit(1)
    .get();
  const head = { position: last?.position ?? 0, hash: last?.hash ?? GENESIS };
  const story = raw.prepare(`${SELECT} WHERE stream = ? AND position <= ? ORDER BY version`);
  const page = raw.prepare(`${SELECT} WHERE position > ? AND position <= ? ORDER BY position LIMIT 1000`);
  const policy = db
    .select({ text: policies.text })
    .from(policies)
    .where(eq(policies.hash, sql.placeholder('hash')))
    .prepare();
  return {
    head,
    policyHash: last?.policyHash,
    walk: function* () {
      for (let after = 0; ; ) {
        const rows = page.all(after, head.position) as Row[];
        for (const row of rows) yield asStored(row);
        const last = rows.at(-1);
        if (!last) return;
        after = last.position;
      }
    },
    story: (key) => (story.all(key, head.position) as Row[]).map(asStored),
    policyText: (hash) => policy.get({ hash })?.text,
  };
}
