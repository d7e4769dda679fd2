import type { Instant } from '../domain/change/types.ts';
import { findingsOf } from '../domain/findings/findings.ts';
import { reporter } from '../domain/report/report.ts';
import type { Report } from '../domain/report/types.ts';
import type { Policy } from '../policy/load.ts';
import type { Sightings } from './pipeline/ports.ts';
import type { Period } from './population.ts';
import { population } from './population.ts';
import type { Ledger, Queries } from './ports.ts';

interface ReportDeps {
  readonly ledger: Pick<Ledger, 'history'>;
  readonly queries: Pick<Queries, 'population'>;
  readonly sightings: Pick<Sightings, 'between'>;
  readonly policy: Pick<Policy, 'systems' | 'report' | 'approval'>;
}

export interface Wanted extends Period {
  readonly asOf: Instant;
  /** All deployments to production of the period, where that is known. */
  readonly deployments?: number | undefined;
}

/** How often the glass was broken in this time, and why. One change in memory at a time. */
export async function composeReport(deps: ReportDeps, { from, to, asOf, deployments }: Wanted): Promise<Report> {
  const { policy, queries } = deps;
  const before = await queries.population(from - (to - from), from);
  const { add, report } = reporter({
    ...{ from, to, asOf, deployments: deployments ?? (await deploymentsSeen(deps, { from, to })) },
    before: before.length,
    thresholds: { ...policy.report, readTime: policy.approval.read_time },
    teamOf: (system) => policy.systems[system]?.team,
  });
  for await (const { change, events } of population(deps, { from, to })) {
    add({ change, events, findings: findingsOf(change, events, asOf) });
  }
  return report();
}

/** How many deployments pipelines and GitHub told of; unknown where none of them is connected. */
async function deploymentsSeen({ sightings }: ReportDeps, { from, to }: Period): Promise<number | undefined> {
  const deployments = (await sightings.between(from, to)).filter(
    ({ seen }) => seen.kind === 'deployment' && seen.outcome !== 'failed',
  );
  return deployments.length > 0 ? deployments.length : undefined;
}
