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

/** Every export is itself on record: behind the pack's head, so that the same query makes the same pack again. */
export async function noteExport({ period, asOf, sample }: Query, exported: Exported, note: Note): Promise<void> {
  const { firstDay, lastDay } = period;
  const { changes, head, sums, sha256 } = exported;
  const at = Math.max(note.now, asOf + 1);
  await note.ledger.commit(WORKSPACE, at, () => ({
    result: undefined,
    author: note.author,
    policyHash: note.policyHash,
    effects: [],
    events: [
      {
        type: 'EvidenceExported',
        at,
        firstDay,
        lastDay,
        changes,
        sha256,
        ...(sample ? { sample: { size: sample.size, seed: sample.seed } } : {}),
        asOf,
        head: head.hash,
        events: head.position,
        sums,
      },
    ],
  }));
}
