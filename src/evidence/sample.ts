import { createHash } from 'node:crypto';

/** What the draw needs to know of a change: its number, and the stratum it belongs to where there are several. */
export interface Drawable {
  /** `EC-42`. */
  readonly id: string;
  /** With `--stratify system`: the system named first at declare. */
  readonly stratum?: string | undefined;
}

export interface Draw {
  readonly size: number;
  /** Taken as the letters it is written with. */
  readonly seed: string;
}

/** A change that was drawn: `hash` is what its place in the order came from. */
export type Drawn<T extends Drawable> = T & { readonly hash: string };

/**
 * A sample that anybody can draw again from the list of numbers alone. Each number gets the SHA-256 of `seed:number`
 * (`7:EC-42`) in lower-case hex; the numbers are put in the order of these hashes; the first `size` are taken.
 * With strata each stratum is drawn so by itself, and `deal` says how many of each. More than there is takes all. The
 * answer is in the order of the hashes. With common tools: docs/for-auditors.md.
 */
export function drawSample<T extends Drawable>(population: readonly T[], { size, seed }: Draw): readonly Drawn<T>[] {
  const ordered = population.map((one) => ({ ...one, hash: hashOf(seed, one.id) })).toSorted(byHash);
  const left = new Map(deal(sizesOf(population), size));
  return ordered.filter(({ stratum = '' }) => {
    const places = left.get(stratum) ?? 0;
    left.set(stratum, places - 1);
    return places > 0;
  });
}

function sizesOf(population: readonly Drawable[]): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const { stratum = '' } of population) sizes.set(stratum, (sizes.get(stratum) ?? 0) + 1);
  return sizes;
}

/**
 * How many of each stratum are drawn: places are dealt one at a time, each to the stratum with the most changes for each
 * place it has already; one without a place comes first; ties go to the larger stratum, then to the name that sorts first. So
 * each stratum gets one where `size` allows, and beyond that its share.
 */
export function deal(sizes: ReadonlyMap<string, number>, size: number): ReadonlyMap<string, number> {
  const places = new Map([...sizes.keys()].map((name) => [name, 0]));
  const total = [...sizes.values()].reduce((sum, count) => sum + count, 0);
  for (let left = Math.min(size, total); left > 0; left -= 1) {
    const next = [...places].reduce((best, each) => (comesFirst(each, best, sizes) ? each : best));
    places.set(next[0], next[1] + 1);
  }
  return places;
}

type Place = readonly [name: string, dealt: number];

/** Fractions are compared by multiplying across, so that no rounding decides. */
function comesFirst([name, dealt]: Place, [other, otherDealt]: Place, sizes: ReadonlyMap<string, number>): boolean {
  const [count, otherCount] = [sizes.get(name) ?? 0, sizes.get(other) ?? 0];
  const difference = count * otherDealt - otherCount * dealt;
  if (dealt === 0 || otherDealt === 0) {
    if (dealt !== otherDealt) return dealt === 0;
  } else if (difference !== 0) return difference > 0;
  if (count !== otherCount) return count > otherCount;
  return name < other;
}

const hashOf = (seed: string, id: string): string => createHash('sha256').update(`${seed}:${id}`).digest('hex');

const byHash = (one: { hash: string }, other: { hash: string }): number => (one.hash < other.hash ? -1 : 1);
