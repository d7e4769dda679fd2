import type { events } from '../../db/sqlite/schema.ts';
import type { ChainedEvent, StoryEvent, Surface } from '../app/record.ts';
import type { ChangeKey } from '../domain/change/types.ts';
import type { Connection } from './open.ts';

// Whoever checks the record or writes evidence of it reads every event, as bare rows: to make objects by the names of the
// columns takes as long as to read them.

const LINKS = `SELECT position, stream, version, type, schema, data, actor, surface, occurred_at, recorded_at, policy_hash,
  previous_hash, hash FROM events WHERE position > ? AND position <= ? ORDER BY position LIMIT 200`;
type LinkRow = readonly [
  position: number,
  stream: string,
  version: number,
  type: string,
  schema: number,
  data: string,
  actor: string,
  surface: Surface,
  occurredAt: number,
  recordedAt: number,
  policyHash: string,
  previousHash: string,
  hash: string,
];

/** The record from its beginning to `last`, two hundred events in memory at a time. */
export function* chain({ raw }: Pick<Connection, 'raw'>, last = Number.MAX_SAFE_INTEGER): Generator<ChainedEvent> {
  const page = raw.prepare<[number, number], LinkRow>(LINKS).raw();
  for (let after: number | undefined = 0; after !== undefined; ) {
    const rows: LinkRow[] = page.all(after, last);
    for (const row of rows) yield linkOf(row);
    after = rows.at(-1)?.[0];
  }
}

function linkOf(row: LinkRow): ChainedEvent {
  const [position, stream, version, type, schema, text, actor, surface, occurredAt, recordedAt, ...hashes] = row;
  const [policyHash, previousHash, hash] = hashes;
  const data = parsed(text);
  return {
    position,
    stream,
    version,
    type,
    schema,
    data,
    actor,
    surface,
    occurredAt,
    recordedAt,
    policyHash,
    previousHash,
    hash,
  };
}

const STORY = `SELECT position, schema, data, actor, surface, recorded_at, hash FROM events
  WHERE stream = ? AND position <= ? ORDER BY version`;
type StoryRow = readonly [
  position: number,
  schema: number,
  data: string,
  actor: string,
  surface: Surface,
  recordedAt: number,
  hash: string,
];

/** The events of one change up to `last`, oldest first. */
export function storyReader({ raw }: Pick<Connection, 'raw'>, last: number): (key: ChangeKey) => StoryEvent[] {
  const story = raw.prepare<[string, number], StoryRow>(STORY).raw();
  return (key) =>
    story.all(key, last).map(([position, schema, data, actor, surface, recordedAt, hash]) => {
      return { position, schema, data: parsed(data), actor, surface, recordedAt, hash };
    });
}

/** What was altered is handed on as it stands: its hash, not its reader, says so. */
export function asStored(row: typeof events.$inferSelect): ChainedEvent {
  return { ...row, surface: row.surface as Surface, data: parsed(row.data) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
