const UNITS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Reads `30s`, `15m`, `24h`, `7d` into milliseconds; `undefined` when it is none of them. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d{1,6})\s*([smhd])$/.exec(text.trim());
  if (!match) return undefined;
  return Number(match[1]) * UNITS[match[2] as keyof typeof UNITS];
}

const WORDS = [
  [UNITS.d, 'days', 3 * UNITS.d],
  [UNITS.h, 'h', UNITS.h],
  [UNITS.m, 'min', UNITS.m],
  [UNITS.s, 's', 0],
] as const;

/** `24 h`, `15 min`, `400 days`: exactly, in the largest unit that divides it. */
export function durationWords(milliseconds: number): string {
  const [unit, word] =
    WORDS.find(([size, , least]) => milliseconds >= least && milliseconds % size === 0) ?? ([UNITS.s, 's'] as const);
  return `${milliseconds / unit} ${word}`;
}
