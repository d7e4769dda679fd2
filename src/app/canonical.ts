/**
 * JSON by RFC 8785: the same value gives the same letters everywhere, so that anybody can hash it again. By hand because
 * every check of the record does little else, and this takes half as long as the library that tests hold it against.
 * @throws for what has no such form: half a character, NaN, infinity
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return finite(value);
  if (Array.isArray(value)) return `[${value.map((one) => canonicalJson(one ?? null)).join()}]`;
  return typeof value === 'object' && value !== null ? members(value) : JSON.stringify(value);
}

function members(value: object): string {
  const named = value as Readonly<Record<string, unknown>>;
  let text = '';
  for (const name of inOrder(Object.keys(named))) {
    const member = named[name];
    if (member !== undefined) text += `${text === '' ? '' : ','}${nameText(name)}:${canonicalJson(member)}`;
  }
  return `{${text}}`;
}

/** By code units, as the standard wants it. A dozen names are in order before `sort` has made room for itself. */
function inOrder(names: string[]): string[] {
  if (names.length > FEW) return names.sort();
  for (let index = 1; index < names.length; index += 1) {
    const name = names[index] ?? '';
    let at = index;
    for (; at > 0 && (names[at - 1] ?? '') > name; at -= 1) names[at] = names[at - 1] ?? '';
    names[at] = name;
  }
  return names;
}

const FEW = 30;

/** Letters that stand for themselves in JSON. */
const PLAIN = /^[ !#-[\]-~]*$/;

function quoted(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  if (/\p{Cs}/u.test(text)) throw new Error('Half a character has no canonical form');
  return JSON.stringify(text);
}

function finite(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`${value} has no canonical form`);
  return `${value}`;
}

/** The few names that our events have, quoted once. */
const names = new Map<string, string>();
const MOST_NAMES = 1000;

function nameText(name: string): string {
  const known = names.get(name);
  if (known !== undefined) return known;
  const text = quoted(name);
  if (names.size < MOST_NAMES) names.set(name, text);
  return text;
}
