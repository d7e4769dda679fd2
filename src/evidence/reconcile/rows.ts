import type { LogRow } from '../../domain/reconcile/types.ts';
import type { RawRow } from './fields.ts';
import { parseInstant } from './time.ts';

/** What is not held against the record, and why. */
export const SET_ASIDE = [
  'of another environment',
  'that did not happen',
  'that only read',
  'of another time',
] as const;
export type SetAside = (typeof SET_ASIDE)[number];

export type Reading =
  | { readonly row: LogRow }
  | { readonly setAside: SetAside }
  | { readonly unreadable: { readonly line: number; readonly why: string } };

export interface Reader {
  /** Rows of these alone, in lower case; a row that names none counts. */
  readonly environments: readonly string[];
  /** The catalogue's name for what the log calls a system, `undefined` when it knows none. */
  readonly systemOf: (name: string) => string | undefined;
}

/** A failed deployment may have changed something: it counts. These did not begin. */
const NOT_BEGUN = new Set(['cancelled', 'canceled', 'skipped', 'queued', 'pending', 'waiting', 'refused', 'denied']);

export function readRow(raw: RawRow, { environments, systemOf }: Reader): Reading {
  const { line, system, environment, outcome, deployed_at, reference } = raw;
  if (raw.readOnly) return { setAside: 'that only read' };
  if (environment && !environments.includes(environment.toLowerCase())) return { setAside: 'of another environment' };
  if (outcome && NOT_BEGUN.has(outcome.toLowerCase())) return { setAside: 'that did not happen' };
  if (!system) return { unreadable: { line, why: 'it names no system' } };
  if (!deployed_at) return { unreadable: { line, why: 'it has no time' } };
  const deployedAt = parseInstant(deployed_at);
  if (deployedAt === undefined) {
    const why = `“${deployed_at}” is no time that can be read: write 2026-09-30T10:00:00Z`;
    return { unreadable: { line, why } };
  }
  const known = systemOf(system);
  const { version, deployer, url } = raw;
  return {
    row: { line, system: known ?? system, isKnown: known !== undefined, version, deployedAt, deployer, reference, url },
  };
}
