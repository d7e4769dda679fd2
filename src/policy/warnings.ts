import type { Fault } from './references.ts';
import type { PolicyFile } from './schema.ts';

const DAY = 24 * 60 * 60_000;
/** An audit looks back over up to 12 months, and begins some weeks after they have ended (SOC 2 type 2). */
const LONG_ENOUGH = 400 * DAY;

/** What a policy may say, and whoever wrote it should know the consequence of. */
export function warningsOf({ retention }: PolicyFile): Fault[] {
  if (retention >= LONG_ENOUGH) return [];
  const days = Math.floor(retention / DAY);
  const message = `the record is kept for ${days} ${days === 1 ? 'day' : 'days'}: an auditor who looks back over 12 months would find the beginning gone. Write 400d or more`;
  return [{ path: ['retention'], message }];
}
