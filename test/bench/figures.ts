/** One line of the report. `measured` and `against` carry their own unit in `unit`. */
export interface Figure {
  readonly what: string;
  readonly unit: string;
  readonly measured: number;
  readonly against?: number | undefined;
  /** Bounds of `measured / against`. */
  readonly target?: { readonly atLeast: number } | { readonly atMost: number } | undefined;
}

export interface Measurement {
  readonly title: string;
  /** What the two sides are, and what was counted. */
  readonly note: string;
  readonly figures: readonly Figure[];
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (value === undefined) throw new Error('Nothing was measured');
  return value;
}

/** A B, B A, A B ...: what else the machine does meanwhile falls on both sides alike. */
export async function interleaved<T>(
  rounds: number,
  ours: () => T | Promise<T>,
  theirs: () => T | Promise<T>,
): Promise<{ ours: T[]; theirs: T[] }> {
  const taken = { ours: [] as T[], theirs: [] as T[] };
  for (let round = 0; round < rounds; round += 1) {
    const oursFirst = round % 2 === 0;
    if (oursFirst) taken.ours.push(await ours());
    taken.theirs.push(await theirs());
    if (!oursFirst) taken.ours.push(await ours());
  }
  return taken;
}

/** The median time of one run, in milliseconds. */
export async function timed(runs: number, work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const begun = performance.now();
    await work();
    times.push(performance.now() - begun);
  }
  return median(times);
}

export function ratioOf({ measured, against }: Figure): number | undefined {
  return against === undefined ? undefined : measured / against;
}

export function isMet(figure: Figure): boolean | undefined {
  const { target } = figure;
  const ratio = ratioOf(figure);
  if (target === undefined || ratio === undefined) return undefined;
  return 'atLeast' in target ? ratio >= target.atLeast : ratio <= target.atMost;
}
