import type Database from 'better-sqlite3';
import { decodeEvent } from '../app/event-codec.ts';
import type { Entry, Latest } from '../app/ports.ts';
import type { RecordedEvent } from '../app/record.ts';
import { keeping } from './kept.ts';
import type { Connection } from './open.ts';

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

export interface Streams {
  readonly read: (stream: string) => readonly Entry[];
  /** Entries were added; `hash` is that of the last one, `past` what was read before them in this transaction, if it was. */
  readonly written: (stream: string, past: readonly Entry[] | undefined, added: readonly Entry[], hash: string) => void;
}

/**
 * Reads streams. Those last read or written are kept decoded; where one may have changed meanwhile, the hash of its last
 * event says whether it was only added to, or has to be read again from its beginning.
 */
export function keptStreams(connection: Pick<Connection, 'raw' | 'era'>): Streams {
  const from = connection.raw.prepare<[stream: string, version: number], Row>(
    'SELECT position, version, schema, data, hash FROM events WHERE stream = ? AND version >= ? ORDER BY version',
  );
  const kept = keeping<Stream>(connection);

  function addedTo(known: Stream, stream: string): Stream | undefined {
    const [last, ...added] = from.all(stream, known.entries.length);
    return last?.hash === known.hash ? extended(known, added) : undefined;
  }

  return {
    read: (stream) => {
      const seen = connection.era();
      const known = kept.get(stream);
      if (known?.isSure) return known.value.entries;
      const now = (known && addedTo(known.value, stream)) ?? extended({ entries: [], hash: '' }, from.all(stream, 1));
      if (now.entries.length > 0) kept.keep(stream, now, seen);
      return now.entries;
    },
    written: (stream, past, added, hash) =>
      past ? kept.keep(stream, { entries: [...past, ...added], hash }, connection.era()) : kept.doubt(stream),
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
