import type { Details, Kind, Risk, UserId } from '../domain/change/types.ts';
import { RISKS } from '../domain/change/types.ts';
import type { Policy } from './load.ts';

/** What the catalogue fills in for these systems: the riskiest decides, and whoever asks carries it out unless it says else. */
export function catalogueDefaults(
  policy: Policy,
  systems: readonly string[],
  requester: UserId,
): Pick<Details, 'kind' | 'risk' | 'implementers'> {
  const known = systems.flatMap((name) => policy.systems[name] ?? []);
  const kind: Kind = known.find((system) => system.kind)?.kind ?? 'application-code';
  const risk: Risk = RISKS.findLast((level) => known.some((system) => system.risk === level)) ?? 'medium';
  const implementers = known
    .flatMap((system) => system.implementers ?? [])
    .flatMap((name) => policy.people[name]?.slack ?? []);
  return { kind, risk, implementers: implementers.length > 0 ? [...new Set(implementers)] : [requester] };
}
