import type { Policy } from './load.ts';

/**
 * The name under which the record knows a system that a log calls `name`: its name or alias in the catalogue, or one of
 * `declared`, which people typed. `undefined` when nothing does.
 */
export function systemNames(
  { systems }: Pick<Policy, 'systems'>,
  declared: Iterable<string> = [],
): (name: string) => string | undefined {
  const exact = new Map<string, string>();
  const beginnings: [string, string][] = [];
  for (const name of declared) exact.set(name.toLowerCase(), name);
  for (const [name, { aliases = [] }] of Object.entries(systems)) {
    exact.set(name.toLowerCase(), name);
    for (const alias of aliases.map((text) => text.toLowerCase())) {
      if (alias.endsWith('*')) beginnings.push([alias.slice(0, -1), name]);
      else exact.set(alias, name);
    }
  }
  return (name) => {
    const plain = name.trim().toLowerCase();
    return exact.get(plain) ?? beginnings.find(([beginning]) => plain.startsWith(beginning))?.[1];
  };
}
