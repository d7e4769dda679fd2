import { GENESIS, hashOf } from '../../src/app/chain.ts';
import { SCHEMA } from '../../src/app/event-codec.ts';
import type { ChainedEvent, RecordedEvent } from '../../src/app/record.ts';
import type { ChangeEvent } from '../../src/domain/change/events.ts';
import type { Case } from '../../src/evidence/case.ts';
import { caseOf } from '../../src/evidence/case.ts';
import { ana, ben, cleo, dan, declaredAt, HOUR, KEY } from './changes.ts';
import { eva } from './facts.ts';

const NAMES: Readonly<Record<string, string>> = {
  [ana]: 'Ana Silva',
  [ben]: 'Ben Okafor',
  [cleo]: 'Cleo Martin',
  [dan]: 'Dan Wu',
  [eva]: 'Eva Lindqvist',
};

export const names = {
  person: (user: string) => NAMES[user] ?? user,
  group: (group: string) => group.replaceAll('-', ' '),
};

/** These events in the order given, chained from the beginning as the record does it. */
export function chained(events: readonly { stream: string; event: RecordedEvent }[]): ChainedEvent[] {
  const versions = new Map<string, number>();
  let previousHash = GENESIS;
  return events.map(({ stream, event }, index) => {
    const version = (versions.get(stream) ?? 0) + 1;
    versions.set(stream, version);
    const link = {
      position: index + 1,
      stream,
      version,
      type: event.type,
      schema: SCHEMA,
      data: JSON.parse(JSON.stringify(event)),
      actor: 'by' in event && event.by !== undefined ? event.by : 'breakglass',
      surface: 'slack' as const,
      occurredAt: event.at,
      recordedAt: event.at,
      policyHash: 'a'.repeat(64),
      previousHash,
    };
    previousHash = hashOf(link);
    return { ...link, hash: previousHash };
  });
}

/** These events as an auditor looks at them, three days after the declaration. */
export const caseFrom = (...events: readonly ChangeEvent[]): Case =>
  caseOf(KEY, chained(events.map((event) => ({ stream: KEY, event }))), { asOf: declaredAt + 72 * HOUR, names });
