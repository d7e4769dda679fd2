import type { Figure, Measurement } from './figures.ts';
import { isMet, ratioOf } from './figures.ts';

const WIDTHS = [58, 12, 12, 8, 9] as const;

export function reportOf({ title, note, figures }: Measurement): string {
  return [`\n${title}`, `  ${note}`, ...figures.map(line)].join('\n');
}

export const heading = (): string => row('', 'Breakglass', 'against', 'ratio', 'target', 'met');

function line(figure: Figure): string {
  const { what, unit, measured, against, target } = figure;
  const ratio = ratioOf(figure);
  const bound = target && ('atLeast' in target ? `≥ ${target.atLeast}` : `≤ ${target.atMost}`);
  const met = isMet(figure);
  return row(
    `  ${what} (${unit})`,
    short(measured),
    against === undefined ? '' : short(against),
    ratio === undefined ? '' : ratio.toFixed(2),
    bound ?? '',
    met === undefined ? '' : met ? 'yes' : 'NO',
  );
}

function row(what: string, ...cells: readonly string[]): string {
  return [what.padEnd(WIDTHS[0]), ...cells.map((cell, index) => cell.padStart(WIDTHS[index + 1] ?? 5))].join('');
}

function short(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value.toPrecision(3);
}
