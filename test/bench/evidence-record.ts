import { events } from '../../db/sqlite/schema.ts';
import { GENESIS, hashOf } from '../../src/app/chain.ts';
import { SCHEMA } from '../../src/app/event-codec.ts';
import type { ChangeEvent } from '../../src/domain/change/events.ts';
import { DAY } from '../../src/domain/digest.ts';
import { openDatabase } from '../../src/sqlite/open.ts';
import { closed, declareOrder } from './history.ts';
import { policy } from './settings.ts';

/** All of them in the year 2025, one behind the other. */
export const YEAR = { from: Date.UTC(2025, 0, 1), to: Date.UTC(2026, 0, 1) };

/**
 * A record of so many closed changes in one sound chain, and nothing besides: evidence is made from the events alone.
 * What they say differs by time and number only.
 */
export async function evidenceRecord(file: string, count: number): Promise<number> {
  const { raw } = openDatabase(file);
  raw.pragma('journal_mode = OFF');
  raw.pragma('synchronous = OFF');
  const columns = Object.values(events).flatMap((column) => ('name' in column ? [column.name] : []));
  const insert = raw.prepare(`INSERT INTO events VALUES (${columns.map(() => '?')})`);
  raw.prepare('INSERT INTO policies VALUES (?, ?, 0)').run(policy.hash, policy.text);
  raw.exec('BEGIN');
  let [position, previousHash] = [0, GENESIS];
  for (let number = 1; number <= count; number += 1) {
    const at = Math.floor(YEAR.from + ((YEAR.to - YEAR.from - 3 * DAY) * number) / count);
    const stream = `key-of-${number}`;
    for (const [index, event] of (await historyAt(at, number)).entries()) {
      position += 1;
      const data = JSON.stringify(event);
      const actor = 'by' in event && event.by ? event.by : 'breakglass';
      const link = {
        ...{ position, stream, version: index + 1, type: event.type, schema: SCHEMA, data: JSON.parse(data) },
        ...{ actor, surface: 'slack' as const, occurredAt: event.at, recordedAt: event.at },
        ...{ policyHash: policy.hash, previousHash },
      };
      previousHash = hashOf(link);
      insert.run(...Object.values({ ...link, data }), previousHash);
    }
  }
  raw.exec('COMMIT');
  raw.pragma('journal_mode = WAL');
  raw.close();
  return position;
}

const historyAt = async (at: number, number: number): Promise<ChangeEvent[]> =>
  closed(await declareOrder(number, at), number);
