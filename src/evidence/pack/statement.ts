import type { Instant } from '../../domain/change/types.ts';
import type { Period } from '../../domain/period.ts';
import type { Withheld } from './lines.ts';
import type { Around, Member, Neighbour } from './membership.ts';

/** Raised when the same record would make other files: a pack is compared by the version that it was made for. */
export const FORMAT = 1;

/** What was asked for, by whom. Nothing of it can be worked out from the events. */
export interface Query {
  readonly period: Period;
  /** What was recorded later is not in the pack. UTC milliseconds. */
  readonly asOf: Instant;
  /** Who ran it, as told. */
  readonly by: string;
  readonly software: string;
  readonly sample?: SampleQuery | undefined;
}

export interface SampleQuery {
  readonly size: number;
  readonly seed: string;
  readonly stratify?: 'system' | undefined;
}

/** What the lines of `events.jsonl` add up to. */
export interface Counted {
  readonly members: readonly Member[];
  readonly inFull: number;
  readonly withheld: Readonly<Record<Withheld, number>>;
  /** Position of the first line, and the hash its predecessor has. */
  readonly first: { readonly position: number; readonly previousHash: string } | undefined;
  readonly head: { readonly position: number; readonly hash: string };
}

export interface Statement extends Counted {
  readonly query: Query;
  readonly around: Around;
  /** Policies named by the events of the pack; `kept`: their text lies in it. */
  readonly policies: readonly { readonly hash: string; readonly kept: boolean }[];
}

const iso = (at: Instant): string => new Date(at).toISOString();
const idOf = (number: number): string => `EC-${number}`;

/** `completeness.json`: how anybody can see that nothing is missing. */
export function statementText(statement: Statement): string {
  const { query, members, around, inFull, withheld, first, head, policies } = statement;
  const { period, asOf, by, software, sample } = query;
  const [lowest, highest] = [members[0]?.number, members.at(-1)?.number];
  const told = {
    format: FORMAT,
    what: `Every emergency change declared from ${period.firstDay} to ${period.lastDay}, both days included, in UTC. Drills are numbered apart and are never among them.`,
    query: {
      firstDay: period.firstDay,
      lastDay: period.lastDay,
      zone: 'UTC',
      from: iso(period.from),
      before: iso(period.to),
      asOf: iso(asOf),
    },
    madeBy: { who: by, software },
    population: {
      count: members.length,
      first: lowest === undefined ? null : idOf(lowest),
      last: highest === undefined ? null : idOf(highest),
      gaps: gapsOf(members, around).map(gapTold),
      numberBefore: around.before ? neighbourTold(around.before) : null,
      numberAfter: around.after ? neighbourTold(around.after) : null,
    },
    record: {
      events: head.position,
      head: head.hash,
      firstPosition: first?.position ?? null,
      previousHash: first?.previousHash ?? null,
      inFull,
      withheld,
    },
    policies,
    sample: sample ? { size: sample.size, seed: sample.seed, stratify: sample.stratify ?? null } : null,
  };
  return `${JSON.stringify(told, null, 2)}\n`;
}

/** A number between the first and the last that is not of the population: why, as far as the record says. */
export interface Gap {
  readonly number: number;
  readonly neighbour?: Neighbour | undefined;
}

export function gapsOf(members: readonly Member[], { between }: Pick<Around, 'between'>): Gap[] {
  const known = new Map(between.map((neighbour) => [neighbour.number, neighbour]));
  return members.flatMap(({ number }, index) => {
    const previous = members[index - 1]?.number ?? number - 1;
    return Array.from({ length: Math.min(1000, Math.max(0, number - previous - 1)) }, (_, step) => ({
      number: previous + 1 + step,
      neighbour: known.get(previous + 1 + step),
    }));
  });
}

const neighbourTold = ({ number, declaredAt, position, hash }: Neighbour) => ({
  number: idOf(number),
  declaredAt: iso(declaredAt),
  position,
  hash,
});

const gapTold = ({ number, neighbour }: Gap) =>
  neighbour
    ? { why: 'declared outside the period', ...neighbourTold(neighbour) }
    : { why: 'not in the record: numbers are never left out, so something was taken away', number: idOf(number) };
