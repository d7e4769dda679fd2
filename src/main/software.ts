import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** `breakglass 0.1.0`: the package lies two folders up from the sources, and three from what is built. */
export function software(): string {
  const places = ['../../package.json', '../../../package.json'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  const file = places.find((path) => existsSync(path));
  const { name, version } = JSON.parse(readFileSync(file ?? places[0] ?? '', 'utf8'));
  return `${name} ${version}`;
}
