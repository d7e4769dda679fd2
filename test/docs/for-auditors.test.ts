import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../cli/run.ts';
import { writeQuarter } from '../support/quarter.ts';

const page = readFileSync('docs/for-auditors.md', 'utf8');
/** Every command line of the page, in blocks and in sentences. */
const commands = [...page.matchAll(/(?:\$ |`)breakglass ([^\n`]+)/g)].map(([, words = '']) => words.trim());
const blockAfter = (heading: string, language: string): string => {
  const [, text = ''] =
    new RegExp(`\n\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(page.slice(page.indexOf(heading))) ?? [];
  return text;
};

let folder: string;
let db: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'breakglass-docs-'));
  db = join(folder, 'quarter.db');
  await writeQuarter(db);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** `policy document --json`: the words of the command, and its options. */
function parts(line: string) {
  const words = line.split(/\s+/);
  const first = words.findIndex((word) => !/^[a-z][a-z-]+$/.test(word));
  const name = words.slice(0, first === -1 ? words.length : first);
  return { name, options: words.filter((word) => /^--[a-z]/.test(word)) };
}

const GROUPS = ['policy', 'people', 'auditor-link'];
const wanted = new Map<string, Set<string>>();
for (const { name, options } of commands.map(parts)) {
  const command = name.slice(0, GROUPS.includes(name[0] ?? '') ? 2 : 1).join(' ');
  wanted.set(command, new Set([...(wanted.get(command) ?? []), ...options]));
}

describe('the page for auditors', () => {
  it('names the commands that answer their questions', () => {
    const names = [
      'evidence',
      'verify',
      'sample',
      'findings',
      'report',
      'reconcile',
      'policy document',
      'auditor-link create',
    ];
    expect([...wanted.keys()]).toEqual(expect.arrayContaining(names));
  });

  it.each([...wanted])('names `breakglass %s` with options that it has', async (command, options) => {
    const { code, out } = await run([...command.split(' '), '--help']);
    expect([command, code]).toEqual([command, 0]);
    expect(out).toContain(`Usage: breakglass ${command}`);
    for (const option of options) expect([command, out]).toEqual([command, expect.stringContaining(option)]);
  });

  it.each(['sample', 'people list', 'people forget'])('shows what `breakglass %s` really prints', async (command) => {
    const shown = [...page.matchAll(/^\$ breakglass (.*)\n((?:(?!\$ |```).*\n)*)/gm)];
    for (const [, line = '', output] of shown.filter(([, line = '']) => line.startsWith(command))) {
      const { out } = await run(line.split(/\s+/), { DATABASE_URL: `file:${db}` });
      expect(out).toBe(output);
    }
    expect(shown.filter(([, line = '']) => line.startsWith(command))).not.toEqual([]);
  });

  it('gives a recipe for the sample that draws what it says', () => {
    const drawn = execFileSync('bash', ['-c', blockAfter('## Drawing a sample', 'sh')], { encoding: 'utf8' });
    expect(drawn).toBe(blockAfter('## Drawing a sample', 'text'));
    const shown = blockAfter('## Drawing a sample', 'console').match(/^EC-\d+/gm);
    expect(drawn.trim().split('\n')).toEqual(shown);
  });

  it('has every place that its own links lead to', () => {
    const anchors = [...page.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replaceAll(/[^\w\s-]/g, '')
        .replaceAll(' ', '-'),
    );
    const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
    expect(links.filter((link) => !anchors.includes(link ?? ''))).toEqual([]);
  });
});
