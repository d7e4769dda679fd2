import type { Report } from '../../domain/report/types.ts';
import type { Names } from '../../domain/telling.ts';

const iso = (instant: number): string => new Date(instant).toISOString();

/** The report for machines: instants as ISO 8601, durations in milliseconds, people by Slack id and name. */
export function reportJson(report: Report, { person }: Names): string {
  const pairs = report.pairs.map(({ requester, approver, times }) => ({
    requester: { id: requester, name: person(requester) },
    approver: { id: approver, name: person(approver) },
    times,
  }));
  return JSON.stringify(
    { ...report, from: iso(report.from), to: iso(report.to), asOf: iso(report.asOf), pairs },
    null,
    2,
  );
}
