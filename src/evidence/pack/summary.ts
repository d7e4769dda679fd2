import { scopeOf } from '../../domain/change/state.ts';
import type { Instant } from '../../domain/change/types.ts';
import { idText } from '../../domain/change/types.ts';
import type { Finding } from '../../domain/findings/types.ts';
import { isoText } from '../../domain/iso.ts';
import { reviewIsLate, reviewIsOwed } from '../../domain/review.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { timingVerdict } from '../../domain/verdict.ts';
import type { Case } from '../case.ts';
import { stateOf } from '../pages/case-words.ts';

/** One kind of finding over the whole period; `changes` names the first of them. */
export interface FindingCount extends Pick<Finding, 'title' | 'rule' | 'source' | 'clears'> {
  readonly total: number;
  readonly open: number;
  readonly changes: readonly string[];
}

/** What the population adds up to. */
export interface Summary {
  readonly count: number;
  readonly open: number;
  readonly verdicts: ReadonlyMap<Verdict | 'nothing deployed', number>;
  readonly months: ReadonlyMap<string, number>;
  readonly systems: ReadonlyMap<string, number>;
  readonly criteria: ReadonlyMap<string, number>;
  /** Of the reviews whose limit has passed or that were handed in: how many were in time. */
  readonly reviews: { readonly judged: number; readonly inTime: number };
  /** From declaring to the last yes that was needed, where there was one; milliseconds. */
  readonly medianToAuthorize: number | undefined;
  readonly findings: ReadonlyMap<string, FindingCount>;
}

/** So many changes of one finding are named on the first page; findings.csv has them all. */
const NAMED = 25;

/** Adds one change after the other up, holding none of them. */
export function summing(asOf: Instant): { readonly add: (one: Case) => void; readonly result: () => Summary } {
  const [verdicts, months] = [new Map<Verdict | 'nothing deployed', number>(), new Map<string, number>()];
  const [systems, criteria] = [new Map<string, number>(), new Map<string, number>()];
  const findings = new Map<string, FindingCount>();
  const toAuthorize: number[] = [];
  let [count, open, judged, inTime] = [0, 0, 0, 0];

  return {
    add: ({ change, findings: found }) => {
      count += 1;
      if (stateOf(change) === 'open') open += 1;
      add(verdicts, timingVerdict(change) ?? 'nothing deployed');
      add(months, isoText(change.declaredAt).slice(0, 7));
      for (const system of scopeOf(change).systems) add(systems, system);
      add(criteria, change.details.criterion.title);
      const { authorizedAt } = change.authorization;
      if (authorizedAt !== undefined) toAuthorize.push(authorizedAt - change.declaredAt);
      const isLate = reviewIsLate(change, asOf);
      const isHandedIn = change.review.firstSubmittedAt !== undefined;
      if (isHandedIn || (reviewIsOwed(change) && isLate)) judged += 1;
      if (isHandedIn && !isLate) inTime += 1;
      for (const finding of found) addFinding(findings, finding, idText(change.id));
    },
    result: () => ({
      count,
      open,
      verdicts,
      months,
      systems,
      criteria,
      reviews: { judged, inTime },
      medianToAuthorize: toAuthorize.toSorted((a, b) => a - b)[Math.floor(toAuthorize.length / 2)],
      findings,
    }),
  };
}

const add = <Key>(counts: Map<Key, number>, key: Key): Map<Key, number> => counts.set(key, (counts.get(key) ?? 0) + 1);

function addFinding(counts: Map<string, FindingCount>, finding: Finding, id: string): void {
  const { code, title, rule, source, clears, state } = finding;
  const before = counts.get(code);
  const changes = before?.changes ?? [];
  counts.set(code, {
    ...{ title, rule, source, clears },
    total: (before?.total ?? 0) + 1,
    open: (before?.open ?? 0) + (state === 'open' ? 1 : 0),
    changes: changes.length < NAMED ? [...changes, id] : changes,
  });
}

/** The largest first; equal ones by name. */
export const mostFirst = (counts: ReadonlyMap<string, number>, limit = 10): readonly (readonly [string, number])[] =>
  [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, limit);
