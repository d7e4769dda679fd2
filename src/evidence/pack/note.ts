import { exportedEvent } from '../../app/packs.ts';
import type { Ledger } from '../../app/ports.ts';
import type { Author } from '../../app/record.ts';
import { WORKSPACE } from '../../app/record.ts';
import type { Instant } from '../../domain/change/types.ts';
import type { Exported } from './export.ts';
import type { Query } from './statement.ts';

export interface Note {
  readonly ledger: Pick<Ledger, 'commit'>;
  readonly author: Author;
  readonly policyHash: string;
  readonly now: Instant;
}

/** Every export is itself on record. */
export async function noteExport(query: Query, exported: Exported, { ledger, now, ...by }: Note): Promise<void> {
  const event = exportedEvent(query, exported, now);
  await ledger.commit(WORKSPACE, event.at, () => ({ ...by, result: undefined, events: [event], effects: [] }));
}
