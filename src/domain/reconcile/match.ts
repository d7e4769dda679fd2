import type { Duration, Instant } from '../change/types.ts';
import { calendar } from './calendar.ts';
import { judge, otherVersion, sameVersion } from './judge.ts';
import type { KnownChange } from './known.ts';
import type { Judgement, LogRow } from './types.ts';

const DAY = 24 * 60 * 60 * 1000;
/** For so long after its declare a change is taken to explain a deployment that nothing but the time ties to it. */
const BY_TIME_ALONE: Duration = DAY;

export interface Options {
  /** By how much the clocks of log and record may differ (ms). */
  readonly tolerance: Duration;
}

export interface Reconciler {
  readonly judge: (row: LogRow) => Judgement;
  /** Changes declared in this time of which no row was seen so far, and of which something should have gone out. */
  readonly unseen: (from: Instant, to: Instant) => readonly KnownChange[];
}

/** Holds rows against changes, one at a time: what it remembers grows with the changes, never with the rows. */
export function reconciler(changes: readonly KnownChange[], { tolerance }: Options): Reconciler {
  const byId = new Map(changes.map((change) => [change.id, change]));
  const { around } = calendar(changes, tolerance);
  const seen = new Set<string>();
  /** Changes that explain a row by nothing but the time, and which: the next such row is not explained by them too. */
  const byTime = new Map<string, number>();

  return {
    judge: (row) => {
      const judgement = named(row) ?? found(row) ?? alone(row);
      if (judgement.change) seen.add(judgement.change);
      return judgement;
    },
    unseen: (from, to) =>
      changes.filter(
        ({ id, declaredAt, dropped }) => !seen.has(id) && !dropped && declaredAt >= from && declaredAt <= to,
      ),
  };

  /** The log itself names an emergency change. */
  function named(row: LogRow): Judgement | undefined {
    const id = emergencyId(row.reference);
    if (!id) return undefined;
    const change = byId.get(id);
    if (!change) return { row, kind: 'undeclared', why: `the log names ${id}, which is not in the record` };
    if (!change.systems.includes(row.system)) {
      return { row, kind: 'undeclared', why: `the log names ${id}, which is for ${change.systems.join(', ')}` };
    }
    if (row.deployedAt > (change.endedAt ?? Number.POSITIVE_INFINITY) + tolerance) {
      return { row, kind: 'undeclared', why: `the log names ${id}, which had ended by then` };
    }
    return { row, change: id, ...judge(change, row, tolerance) };
  }

  function found(row: LogRow): Judgement | undefined {
    const candidates = around(row.system, row.deployedAt);
    const change =
      nearest(
        candidates.filter((candidate) => names(candidate, row)),
        row,
      ) ??
      nearest(
        candidates.filter((candidate) => wentOutThen(candidate, row, tolerance)),
        row,
      );
    if (change) return { row, change: change.id, ...judge(change, row, tolerance) };
    return row.reference ? undefined : byTimeAlone(candidates, row);
  }

  /** Nothing but the time ties them. */
  function byTimeAlone(candidates: readonly KnownChange[], row: LogRow): Judgement | undefined {
    const change = nearest(
      candidates.filter((candidate) => mayExplain(candidate, row)),
      row,
    );
    if (!change) return undefined;
    const judged = judge(change, row, tolerance);
    const earlier = byTime.get(change.id);
    if (judged.kind !== 'different commit' && earlier !== undefined) {
      const why = `${change.id} was under way, and explains line ${earlier} already: nothing ties this one to it`;
      return { row, change: change.id, kind: 'inconclusive', why };
    }
    byTime.set(change.id, row.line);
    return { row, change: change.id, ...judged };
  }

  function alone(row: LogRow): Judgement {
    if (row.reference) return { row, kind: 'normal', why: `it carries ${row.reference}` };
    if (!row.isKnown) return { row, kind: 'unknown system', why: `the policy has no system “${row.system}”` };
    return { row, kind: 'undeclared', why: 'no change covers it, and it names none' };
  }
}

/** Something else of the same minute that names a normal change is that one's. */
function wentOutThen(change: KnownChange, row: LogRow, tolerance: Duration): boolean {
  const isNear = change.deployments.some(({ at }) => Math.abs(at - row.deployedAt) <= tolerance);
  return isNear && !(row.reference && otherVersion(change, row));
}

/** While no deployment of it is recorded, or for another version than was meant. */
function mayExplain(change: KnownChange, row: LogRow): boolean {
  if (change.dropped || row.deployedAt > change.declaredAt + BY_TIME_ALONE) return false;
  return change.deployments.length === 0 || otherVersion(change, row) !== undefined;
}

const names = ({ commits, deployments }: KnownChange, { version }: LogRow): boolean =>
  version !== undefined &&
  [...commits, ...deployments.flatMap(({ versions }) => versions)].some((known) => sameVersion(known, version));

const emergencyId = (reference: string | undefined): string | undefined => {
  const [, number] = /^\s*EC[\s-]?#?0*(\d+)\s*$/i.exec(reference ?? '') ?? [];
  return number && `EC-${number}`;
};

function nearest(candidates: readonly KnownChange[], { deployedAt }: LogRow): KnownChange | undefined {
  const away = ({ declaredAt, deployments }: KnownChange) =>
    Math.min(...[declaredAt, ...deployments.map(({ at }) => at)].map((at) => Math.abs(at - deployedAt)));
  return candidates.toSorted((a, b) => away(a) - away(b))[0];
}
