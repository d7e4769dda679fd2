/** Why a text does not say anything yet. */
export type Problem =
  | { readonly kind: 'missing' }
  | { readonly kind: 'too-short'; readonly atLeast: number }
  | { readonly kind: 'placeholder'; readonly word: string };

const PLACEHOLDERS = new Set(
  (
    'n/a na none nil null nothing no yes ok okay tbd tba todo later soon x xx xxx test testing asdf asdfasdf asdfghjkl ' +
    'qwerty qwertyuiop foo bar blah urgent urgente dringend срочно asap emergency critical important hotfix fix fixed ' +
    'broken prod production idk unknown same see ticket'
  ).split(' '),
);

/** Names, such as a version's, may be shorter than this; sentences may not. */
const SENTENCE = 5;

/**
 * Whether a text has the substance an auditor would accept (SOC 2 CC8.1 asks for a documented reason): refuses what
 * is empty, shorter than `atLeast` letters and digits, made of stock words only ("urgent, asap"), or one key held down.
 * A character of a script that writes whole words or syllables counts as the letters it stands for.
 */
export function substanceProblem(text: string | undefined, atLeast: number): Problem | undefined {
  const said = (text ?? '').trim();
  if (said === '') return { kind: 'missing' };
  if (isStock(said)) return { kind: 'placeholder', word: said };
  const letters = said.toLowerCase().match(/[\p{L}\p{M}\p{N}]/gu) ?? [];
  if (weight(letters) < atLeast) return { kind: 'too-short', atLeast };
  return weight(new Set(letters)) < fewestDifferent(said, atLeast) ? { kind: 'placeholder', word: said } : undefined;
}

function isStock(said: string): boolean {
  const words = said.toLowerCase().split(/[\s,;:!?"'()[\]]+/);
  const bare = words.map((word) => word.replace(/^[.\-–—_*]+|[.\-–—_*]+$/g, '')).filter(Boolean);
  return bare.every((word) => PLACEHOLDERS.has(word));
}

/** "v844" and "2.2.2" are honest names, "aaaaaaaa" is no sentence. */
function fewestDifferent(said: string, atLeast: number): number {
  if (atLeast >= SENTENCE) return 4;
  return /\p{N}/u.test(said) ? 1 : 2;
}

function weight(letters: Iterable<string>): number {
  let sum = 0;
  for (const letter of letters) sum += lettersIn(letter);
  return sum;
}

function lettersIn(character: string): number {
  if (/\p{Script=Han}/u.test(character)) return 3;
  return /[\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(character) ? 2 : 1;
}

/** "None possible" is an honest answer to "what is the way back?", and approvers see it. */
export function rollbackProblem(text: string | undefined): Problem | undefined {
  const said = (text ?? '').trim().toLowerCase();
  if (/^(none|not) possible\b/.test(said)) return undefined;
  return substanceProblem(text, 8);
}
