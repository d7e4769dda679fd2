import type Database from 'better-sqlite3';
import { decodeEvent } from '../app/event-codec.ts';
import type { Entry, Latest } from '../app/ports.ts';
import type { RecordedEvent } from '../app/record.ts';

interface Row {
  readonly position: number;
  readonly version: number;
  readonly schema: number;
  readonly data: string;
  readonly hash: string;
}

interface Stream {
  readonly entries: readonly Entry[];
  /** Of the last entry. */
  readonly hash: string;
}

/** How many streams are kept as they were read last. */
const KEPT = 200;

/**
 * Reads streams. Those read last are kept with the hash of their last event, so that only what was added since is decoded.
 * An event of another hash in its place (a transaction that was undone, a file that was changed by hand) ends that: the
 * stream is read again from its beginning.
 */
export function streamReader(raw: Database.Database): (stream: string) => readonly Entry[] {
  const from = raw.prepare<[stream: string, version: number], Row>(
    'SELECT position, version, schema, data, hash FROM events WHERE stream = ? AND version >= ? ORDER BY version',
  );
  const kept = new Map<string, Stream>();

  function upToDate(stream: string): Stream | undefined {
    const known = kept.get(stream);
    if (!known) return undefined;
    const [last, ...added] = from.all(stream, known.entries.length);
    if (last?.hash !== known.hash) return undefined;
    return added.length === 0 ? known : extended(known, added);
  }

  return (stream) => {
    const now = upToDate(stream) ?? extended({ entries: [], hash: '' }, from.all(stream, 1));
    // The one read last is the last to go.
    kept.delete(stream);
    if (now.entries.length > 0) kept.set(stream, now);
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
    return now.entries;
  };
}

function extended({ entries, hash }: Stream, rows: readonly Row[]): Stream {
  return { entries: [...entries, ...rows.map(toEntry)], hash: rows.at(-1)?.hash ?? hash };
}

const toEntry = ({ position, version, schema, data }: Row): Entry => ({
  position,
  version,
  event: decodeEvent(schema, data),
});

export function workspaceReader(raw: Database.Database): Latest {
  const latest = raw.prepare<[type: string, count: number], Pick<Row, 'schema' | 'data'>>(
    `SELECT schema, data FROM events WHERE stream = 'workspace' AND type = ? ORDER BY version DESC LIMIT ?`,
  );
  return (type, count = 1) =>
    latest
      .all(type, count)
      .map(({ schema, data }) => decodeEvent(schema, data))
      .filter(isOfType(type));
}

const isOfType =
  <T extends RecordedEvent['type']>(type: T) =>
  (event: RecordedEvent): event is Extract<RecordedEvent, { readonly type: T }> =>
    event.type === type;
