import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

/** What each folder of `src` may import: other folders, then libraries. A file of its own folder it always may. */
const LAYERS: Readonly<Record<string, { readonly folders: readonly string[]; readonly libraries: readonly string[] }>> =
  {
    domain: { folders: [], libraries: [] },
    policy: { folders: ['domain'], libraries: ['zod', 'yaml', 'node:crypto', 'node:fs'] },
    app: { folders: ['domain', 'policy'], libraries: ['zod', 'croner', 'node:crypto'] },
    slack: { folders: ['domain', 'policy', 'app'], libraries: ['zod', '@slack/*', 'node:http'] },
    jira: { folders: ['domain', 'policy', 'app'], libraries: ['zod', 'jira.js', 'jira.js/*'] },
    pagerduty: { folders: ['domain', 'policy', 'app'], libraries: ['zod', '@pagerduty/pdjs'] },
    github: { folders: ['domain', 'policy', 'app'], libraries: ['zod', 'node:crypto'] },
    http: { folders: ['domain', 'app'], libraries: ['zod', 'hono', 'hono/*', '@hono/*', 'node:http', 'node:crypto'] },
    charts: { folders: [], libraries: ['echarts/*', '@resvg/resvg-wasm', 'node:fs', 'node:module'] },
    evidence: {
      folders: ['domain', 'app', 'charts'],
      libraries: ['zod', 'marked', 'csv-parse', 'stream-json/*', 'node:*'],
    },
    sqlite: {
      folders: ['domain', 'app', '../db/sqlite'],
      libraries: ['better-sqlite3', 'drizzle-orm', 'drizzle-orm/*', 'node:*'],
    },
    sandbox: { folders: [], libraries: ['*'] },
  };
/** Nobody imports these: they put the others together. */
const TOPS = ['cli', 'main'];
/** Held by `src/main.ts` and the command line alone. */
const LOOSE = ['config', 'log'];

interface Import {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => join('src', file));
const imports = files.flatMap(importsOf);

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const found = text.matchAll(
    /(?:^|[\s;])(?:import|export)\s(?:[^'"`;]*?\sfrom\s)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g,
  );
  return [...found].map(([, named, lazy]) => {
    const target = named ?? lazy ?? '';
    return { file, from: folderOf(file), to: target.startsWith('.') ? folderOf(join(dirname(file), target)) : target };
  });
}

/** `domain` for `src/domain/change/decide.ts`, `main` for `src/main.ts`, `../db/sqlite` for what lies beside `src`. */
function folderOf(path: string): string {
  const inSource = relative('src', path);
  if (inSource.startsWith('..')) return dirname(inSource);
  return inSource.split('/')[0]?.replace(/\.tsx?$/, '') ?? '';
}

const isFolder = (name: string) =>
  name.startsWith('../') || name in LAYERS || TOPS.includes(name) || LOOSE.includes(name);
const matches = (pattern: string, name: string) =>
  pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
const said = ({ file, to }: Import) => `${file} imports ${to}`;

describe('the layers', () => {
  it('are all in the table', () => {
    const folders = new Set(files.map(folderOf));
    expect([...folders].filter((folder) => !isFolder(folder))).toEqual([]);
  });

  it.each(Object.entries(LAYERS))('hold for %s', (layer, { folders, libraries }) => {
    const strays = imports
      .filter(({ from, to }) => from === layer && to !== layer)
      .filter(({ to }) => (isFolder(to) ? !folders.includes(to) : !libraries.some((library) => matches(library, to))));
    expect(strays.map(said)).toEqual([]);
  });

  it.each(TOPS)('have %s at the top: nothing below imports it', (top) => {
    const below = imports.filter(({ from, to }) => to === top && !TOPS.includes(from));
    expect(below.map(said)).toEqual([]);
  });

  it('read the environment and write logs through what they are given', () => {
    expect(imports.filter(({ from, to }) => LOOSE.includes(to) && from in LAYERS).map(said)).toEqual([]);
  });

  it('go one way: no two folders need each other', () => {
    const needs = new Map<string, Set<string>>();
    for (const { from, to } of imports) {
      if (isFolder(to) && to !== from) needs.set(from, (needs.get(from) ?? new Set()).add(to));
    }
    const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
      [...(needs.get(from) ?? [])].some((next) => {
        if (next === to) return true;
        if (seen.has(next)) return false;
        return reaches(next, to, seen.add(next));
      });
    expect([...needs.keys()].filter((folder) => reaches(folder, folder))).toEqual([]);
  });
});

describe('the domain', () => {
  const impure = [
    /\bDate\.now\b/,
    /\bnew Date\(\s*\)/,
    /\bMath\.random\b/,
    /\bprocess\./,
    /\bperformance\./,
    /\bfetch\(/,
    /\bset(Timeout|Interval|Immediate)\b/,
    /\bconsole\./,
    /\basync\b/,
    /\brandomUUID\b/,
  ];

  it.each(files.filter((file) => folderOf(file) === 'domain'))(
    'asks neither clock, chance nor the world: %s',
    (file) => {
      const text = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      expect(impure.filter((pattern) => pattern.test(text))).toEqual([]);
    },
  );
});

describe('the clock', () => {
  it.each(files.filter((file) => ['app', 'policy', 'jira', 'pagerduty', 'sqlite', 'slack'].includes(folderOf(file))))(
    'comes from outside: %s',
    (file) => {
      const text = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      expect(/\bDate\.now\b|\bnew Date\(\s*\)/.test(text)).toBe(false);
    },
  );
});
