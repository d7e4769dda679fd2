import { clearanceOf } from '../../domain/clearance.ts';
import type { Candidate } from '../../domain/sighting/match.ts';
import type { Ledger } from '../ports.ts';
import { read } from '../read.ts';
import type { CoveringRow, Sightings } from './ports.ts';

export interface CandidateDeps {
  readonly ledger: Ledger;
  readonly sightings: Pick<Sightings, 'covering'>;
}

/** The open emergency changes that may cover a system, newest first. From local data alone. */
export async function candidatesFor(
  system: string,
  { ledger, sightings }: CandidateDeps,
): Promise<readonly Candidate[]> {
  const rows = await sightings.covering(system);
  if (rows.every(isWritten)) return rows;
  const found = await Promise.all(rows.map((row) => (isWritten(row) ? row : unwritten(row, ledger))));
  return found.filter((candidate) => candidate !== undefined);
}

const isWritten = (row: CoveringRow): row is Candidate => row.standing !== undefined;

/** Of a row that an older Breakglass wrote: the events tell. */
async function unwritten({ key, id, declaredAt }: CoveringRow, ledger: Ledger): Promise<Candidate | undefined> {
  const known = await read(ledger, key);
  return known && { key, id, declaredAt, ...clearanceOf(known.change) };
}
