import type { Figure } from './figures.ts';
import { median } from './figures.ts';
import type { Load } from './load.ts';
import type { Usage } from './servers/child.ts';

export interface Sides<T> {
  readonly ours: T;
  readonly theirs: T;
}

export interface Targets {
  readonly throughput: Figure['target'];
  readonly p99?: Figure['target'];
}

/** The medians of all rounds. */
export function compared({ ours, theirs }: Sides<readonly Load[]>, targets: Targets): Figure[] {
  const figure = (what: string, unit: string, part: keyof Load, target: Figure['target']): Figure => {
    const of = (loads: readonly Load[]) => median(loads.map((load) => load[part]));
    return { what, unit, measured: of(ours), against: of(theirs), target };
  };
  return [
    figure('throughput', '1/s', 'perSecond', targets.throughput),
    figure('answer, median', 'ms', 'p50', undefined),
    figure('answer, p99', 'ms', 'p99', targets.p99),
  ];
}

/** What a request costs the server itself, whatever else the machine was doing. */
export function perRequest(before: Sides<Usage>, after: Sides<Usage>, requests: number): Figure {
  const cost = (side: keyof Sides<Usage>) => (after[side].cpu - before[side].cpu) / requests;
  return { what: "server's CPU time a request", unit: 'ms', measured: cost('ours'), against: cost('theirs') };
}
