/** Why a text does not say anything yet. */
export type Problem =
  | { readonly kind: 'missing' }
  | { readonly kind: 'too-short'; readonly atLeast: number }
  | { readonly kind: 'placeholder'; readonly word: string };

const PLACEHOLDERS = new Set(
  (
    'n/a na none nil null nothing no yes ok okay tbd tba todo later soon x xx xxx test testing asdf asdfasdf qwerty foo bar ' +
    'urgent asap emergency critical important hotfix fix fixed broken prod production idk unknown same see ticket - -- --- . .. ...'
  ).split(' '),
);

/**
 * Whether a text has the substance an auditor would accept (SOC 2 CC8.1 asks for a documented reason): refuses what
 * is empty, shorter than `atLeast` letters and digits, made of stock words only ("urgent, asap"), or one key held down.
 */
export function substanceProblem(text: string | undefined, atLeast: number): Problem | undefined {
  const said = (text ?? '').trim();
  if (said === '') return { kind: 'missing' };
  const words = said
    .toLowerCase()
    .split(/[\s,;:!?]+/)
    .filter(Boolean);
  if (words.every((word) => PLACEHOLDERS.has(word.replace(/[.]+$/, '') || word)))
    return { kind: 'placeholder', word: said };
  const letters = said.match(/[\p{L}\p{N}]/gu) ?? [];
  if (letters.length < atLeast) return { kind: 'too-short', atLeast };
  if (new Set(letters.map((letter) => letter.toLowerCase())).size < Math.min(4, atLeast)) {
    return { kind: 'placeholder', word: said };
  }
  return undefined;
}

/** "None possible" is an honest answer to "what is the way back?", and approvers see it. */
export function rollbackProblem(text: string | undefined): Problem | undefined {
  const said = (text ?? '').trim().toLowerCase();
  if (/^(none|not) possible\b/.test(said)) return undefined;
  return substanceProblem(text, 8);
}
