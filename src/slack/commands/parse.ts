import type { Sequence } from '../../domain/change/types.ts';

/** How a command is known to the parser: its word, and which arguments it takes. */
export interface Word {
  readonly word: string;
  readonly fits: (args: string) => boolean;
}

/** What somebody meant by the words after `/emergency-change`. */
export type Typed =
  | { readonly kind: 'declare'; readonly summary: string }
  | { readonly kind: 'command'; readonly word: string; readonly args: string }
  /** A command of ours with arguments that are none of its own. */
  | { readonly kind: 'misused'; readonly word: string }
  | { readonly kind: 'unknown'; readonly said: string; readonly meant?: string | undefined };

export interface ChangeNumber {
  readonly sequence: Sequence;
  readonly number: number;
}

const CHANGE = /^(ec|drill)?[\s#\-‐–—_]*(\d{1,9})$/i;

/** Forgiving about case and form: `EC-12`, `ec 12`, `ec12`, `#12`, `12`, `drill-3`. */
export function parseChange(text: string): ChangeNumber | undefined {
  const [, prefix = 'ec', digits] = CHANGE.exec(text.trim()) ?? [];
  if (digits === undefined) return undefined;
  return { sequence: prefix.toLowerCase() === 'drill' ? 'DRILL' : 'EC', number: Number(digits) };
}

/** `EC-12 @ben`, either of them or neither; Slack writes a mention as `<@U0BEN|ben>`. `undefined` when it is something else. */
export function parseHandOver(args: string): { readonly change: string; readonly to?: string | undefined } | undefined {
  const [, change = '', to] = /^(.*?)\s*(?:(?:to\s+)?<@([A-Z0-9]+)(?:\|[^>]*)?>)?$/i.exec(args.trim()) ?? [];
  return change === '' || parseChange(change) ? { change, to } : undefined;
}

/**
 * A word of ours with what belongs to it is a command, a change's number alone asks for its status, a lone word of nobody's
 * gets help. Whatever else is a sentence, and a sentence is what is broken: it opens the form. "List price is wrong" and
 * "withdraw the last deployment" are sentences.
 */
export function parseCommand(text: string, words: readonly Word[]): Typed {
  const said = text.trim();
  if (said === '') return { kind: 'declare', summary: '' };
  if (parseChange(said)) return { kind: 'command', word: 'status', args: said };
  const [first = '', ...others] = said.split(/\s+/);
  const args = said.slice(first.length).trim();
  const known = words.find(({ word }) => word === first.toLowerCase());
  if (known) return withArguments(known, args, { said, isShort: others.length < 2 });
  const meant = nearest(first.toLowerCase(), words);
  const isTypo = others.length === 0 || (meant?.fits(args) && looksOurs(args));
  if (!isTypo) return { kind: 'declare', summary: said };
  return { kind: 'unknown', said: first, meant: meant && `${meant.word}${args && ` ${args}`}` };
}

function withArguments(
  { word, fits }: Word,
  args: string,
  { said, isShort }: { said: string; isShort: boolean },
): Typed {
  if (fits(args)) return { kind: 'command', word, args };
  return isShort ? { kind: 'misused', word } : { kind: 'declare', summary: said };
}

/** A mistyped word in front of free text is a sentence; in front of a change's number it is a mistyped command. */
const looksOurs = (args: string): boolean => args.split(/\s+/).length < 2 || parseChange(args) !== undefined;

/** The word that is one slip away, or two when it is long. */
function nearest(typed: string, words: readonly Word[]): Word | undefined {
  const near = words
    .map((known) => ({ known, slips: slipsBetween(typed, known.word) }))
    .filter(({ known, slips }) => slips <= (known.word.length < 6 ? 1 : 2))
    .toSorted((a, b) => a.slips - b.slips);
  return near[0]?.known;
}

/** Letters left out, added, changed, or swapped with their neighbour (Damerau's distance, restricted). */
export function slipsBetween(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= a.length; row++) {
    const [above = [], twoAbove = []] = [rows[row - 1], rows[row - 2]];
    const line = [row];
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwap = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      line.push(
        Math.min(
          (above[column] ?? 0) + 1,
          (line[column - 1] ?? 0) + 1,
          (above[column - 1] ?? 0) + (isSame ? 0 : 1),
          row > 1 && column > 1 && isSwap ? (twoAbove[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    rows.push(line);
  }
  return rows[a.length]?.[b.length] ?? 0;
}
