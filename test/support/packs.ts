import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordedEvent } from '../../src/app/record.ts';
import { WORKSPACE } from '../../src/app/record.ts';
import type { ChangeEvent } from '../../src/domain/change/events.ts';
import type { Sequence } from '../../src/domain/change/types.ts';
import type { Period } from '../../src/domain/period.ts';
import { readPeriod } from '../../src/domain/period.ts';
import { exportPack } from '../../src/evidence/pack/export.ts';
import type { Query } from '../../src/evidence/pack/statement.ts';
import { sqliteLedger } from '../../src/sqlite/ledger.ts';
import type { Connection } from '../../src/sqlite/open.ts';
import { openDatabase } from '../../src/sqlite/open.ts';
import { recordAt } from '../../src/sqlite/record-at.ts';
import { names } from './cases.ts';
import { ana, declared, declaredAt, deployed, HOUR } from './changes.ts';
import { everyEvent } from './every-event.ts';
import { asked, closedStory, nagged, proceeded, rejected } from './facts.ts';

export const DAY = 24 * HOUR;
const policyText = 'version: 1\n# the policy of the tests\n';
export const POLICY = { hash: createHash('sha256').update(policyText).digest('hex'), text: policyText };

interface Written {
  readonly stream: string;
  readonly event: RecordedEvent;
}

/** The same story of another change at another time: every instant in it moves along. */
export function storyOf(
  number: number,
  at: number,
  events: readonly ChangeEvent[],
  sequence: Sequence = 'EC',
): Written[] {
  const moved = JSON.parse(JSON.stringify(events), (_key, value) =>
    typeof value === 'number' && value > 1e12 ? value - declaredAt + at : value,
  ) as ChangeEvent[];
  return moved.map((event) => ({
    stream: `${sequence.toLowerCase()}-key-${number}`,
    event:
      event.type === 'ChangeDeclared'
        ? { ...event, id: { sequence, number }, terms: { ...event.terms, policyHash: POLICY.hash } }
        : event,
  }));
}

const july = (day: number, hour = 3) => Date.UTC(2026, 6, day, hour);

/** What people write who mean no good: markup, a formula, half a letter, other scripts. */
const EVIL = `=HYPERLINK("https://evil.example","pay") <script>alert(1)</script> \u202e💥 "quoted", and\nmore`;

/** A quarter with changes of every fate, a drill, and neighbours in June and October. In the order of time. */
export const QUARTER: readonly Written[] = [
  ...storyOf(1, Date.UTC(2026, 5, 29), closedStory),
  ...storyOf(2, july(1, 0), closedStory),
  ...storyOf(3, july(4), [
    declared({ details: { summary: EVIL, justification: EVIL, links: ['javascript:alert(1)'] } }),
    asked(),
    everyEvent.ApprovalAttemptRefused,
    proceeded(),
    deployed(),
    nagged(0),
    nagged(1, declaredAt + 44 * HOUR),
  ]),
  ...storyOf(1, july(5), closedStory, 'DRILL'),
  ...storyOf(4, july(5, 4), [declared(), asked(), rejected(), deployed({ what: '+SUM(1)' })]),
  ...storyOf(5, july(30), [...closedStory.slice(0, 6), everyEvent.DeploymentRolledBack]),
  ...storyOf(6, Date.UTC(2026, 8, 30, 23, 59), [declared(), asked()]),
  ...storyOf(7, Date.UTC(2026, 9, 1), [declared({ by: ana })]),
  ...[1, 2, 95, 96].map((day) => ({
    stream: WORKSPACE,
    event: { type: 'DigestTaken' as const, at: july(day, 9), date: new Date(july(day)).toISOString().slice(0, 10) },
  })),
].toSorted((a, b) => a.event.at - b.event.at);

export const Q3: Period = (() => {
  const period = readPeriod('2026-q3');
  if (!period.ok) throw new Error(period.error);
  return period.value;
})();

export const asOf = Date.UTC(2026, 9, 5, 9);
export const query: Query = { period: Q3, asOf, by: 'Kim Lee', software: 'breakglass 0.0.0' };

export interface PackPlace {
  readonly folder: string;
  readonly database: string;
  readonly connection: Connection;
  /** Writes a pack of the record and returns its file. */
  readonly pack: (name: string, options?: Partial<Parameters<typeof exportPack>[0]>) => Promise<string>;
  readonly remove: () => void;
}

/** A record of these events on disk, and packs of it. */
export async function packPlace(events: readonly Written[] = QUARTER): Promise<PackPlace> {
  const folder = mkdtempSync(join(tmpdir(), 'breakglass-pack-'));
  const database = join(folder, 'record.db');
  const connection = openDatabase(database);
  const ledger = sqliteLedger(connection);
  await ledger.keepPolicy({ ...POLICY, at: 0 });
  for (const { stream, event } of events) {
    await ledger.commit(stream, event.at, () => ({
      result: undefined,
      events: [event],
      author: { actor: 'by' in event && event.by !== undefined ? event.by : 'breakglass', surface: 'slack' },
      policyHash: POLICY.hash,
      effects: [],
    }));
  }
  return {
    folder,
    database,
    connection,
    pack: async (name, options = {}) => {
      const out = join(folder, name);
      await exportPack({ record: recordAt(connection, (options.query ?? query).asOf), names, query, out, ...options });
      return out;
    },
    remove: () => {
      connection.raw.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
