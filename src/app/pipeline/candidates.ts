import { clearanceOf } from '../../domain/clearance.ts';
import type { Candidate } from '../../domain/sighting/match.ts';
import type { Ledger } from '../ports.ts';
import { read } from '../read.ts';
import type { Sightings } from './ports.ts';

export interface CandidateDeps {
  readonly ledger: Ledger;
  readonly sightings: Pick<Sightings, 'covering'>;
}

/** The open emergency changes that may cover a system, newest first. From local data alone. */
export async function candidatesFor(system: string, { ledger, sightings }: CandidateDeps): Promise<Candidate[]> {
  const rows = await sightings.covering(system);
  const found = await Promise.all(
    rows.map(async ({ clearance, ...row }) => {
      if (clearance) return { ...row, ...clearance };
      const known = await read(ledger, row.key);
      return known && { ...row, ...clearanceOf(known.change) };
    }),
  );
  return found.filter((candidate) => candidate !== undefined);
}
