import { generateKeyPairSync } from 'node:crypto';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../../../src/evidence/verify/fault.ts';
import { verifyPack } from '../../../src/evidence/verify/verify.ts';
import { bytesOf, readZip } from '../../../src/evidence/zip/read.ts';
import { chance, type Files, filesOf, forged } from '../../support/forge.ts';
import { type PackPlace, packPlace, query } from '../../support/packs.ts';

/** CI changes the same bytes each time; whoever has the time looks further (`MUTATIONS=20000`). */
const RUNS = Number(process.env.MUTATIONS ?? 2000);

interface Region {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

let place: PackPlace;
let sound: Buffer;
let files: Files;
let regions: readonly Region[];
let target: string;

beforeAll(async () => {
  place = await packPlace();
  const { privateKey } = generateKeyPairSync('ed25519');
  const pack = await place.pack('sound.zip', {
    query: { ...query, sample: { size: 3, seed: '7', stratify: 'system' } },
    key: privateKey,
  });
  sound = readFileSync(pack);
  files = await filesOf(pack);
  regions = regionsOf(pack);
  target = join(place.folder, 'changed.zip');
});
afterAll(() => place.remove());

/** What each byte of the file belongs to: the content of a file, or the archive itself. */
function regionsOf(pack: string): Region[] {
  const descriptor = openSync(pack, 'r');
  const { entries } = readZip(bytesOf(descriptor), { piece: () => undefined, end: () => undefined });
  closeSync(descriptor);
  return entries.map(({ name, start, size }) => ({ name, from: start, to: start + size }));
}

const regionAt = (offset: number) => regions.find(({ from, to }) => from <= offset && offset < to);

function faultsOf(bytes: Buffer, quick = true): readonly Fault[] {
  writeFileSync(target, bytes);
  return verifyPack({ file: target, quick }).faults;
}

/** Says where: the file by its name, or the byte of the archive, not before the one that was changed by more than its header. */
function names(faults: readonly Fault[], offset: number): boolean {
  const region = regionAt(offset);
  if (region) return faults.some(({ place: where }) => where.includes(region.name));
  return faults.some(({ place: where, what }) => {
    const byte = Number(/^byte (\d+) /.exec(where)?.[1] ?? Number.NaN);
    return Math.abs(byte - offset) <= 300 || what.includes('list of files') || what.includes('end of the archive');
  });
}

describe('a pack as it was made', () => {
  it('is sound', () => {
    expect(faultsOf(sound, false)).toEqual([]);
  });
});

describe(`of ${RUNS} single changes to a pack`, () => {
  it('every flipped bit is found, and its place is named', () => {
    const random = chance(1);
    const missed: string[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const bytes = Buffer.from(sound);
      const offset = random.below(bytes.length);
      bytes[offset] = (bytes[offset] ?? 0) ^ (1 << random.below(8));
      if (!names(faultsOf(bytes), offset)) missed.push(`byte ${offset} of ${regionAt(offset)?.name ?? 'the archive'}`);
    }
    expect(missed).toEqual([]);
  }, 120_000);

  it('every byte taken away, put in or put behind is found', () => {
    const random = chance(2);
    const missed: string[] = [];
    for (let run = 0; run < RUNS / 4; run += 1) {
      const offset = random.below(sound.length);
      const [before, after] = [sound.subarray(0, offset), sound.subarray(offset)];
      const some = Buffer.alloc(1 + random.below(20), random.below(256));
      const changed = random.pick([
        Buffer.concat([before, after.subarray(1)]),
        Buffer.concat([before, some, after]),
        Buffer.concat([sound, some]),
        Buffer.concat([some, sound]),
        before,
      ]);
      if (faultsOf(changed).length === 0) missed.push(`at byte ${offset}: ${changed.length - sound.length}`);
    }
    expect(missed).toEqual([]);
  }, 120_000);

  it('every line that is removed, doubled, moved, altered or withheld is found, sums forged or not', () => {
    const random = chance(3);
    const missed: string[] = [];
    const lines = text('events.jsonl').trimEnd().split('\n');
    for (let run = 0; run < RUNS / 4; run += 1) {
      const [at, other] = [random.below(lines.length), random.below(lines.length)];
      const how = random.pick(['removed', 'doubled', 'moved', 'altered', 'withheld', 'emptied'] as const);
      const changed = changedLines(lines, at, other, how, random.below(1000));
      if (changed.join('\n') === lines.join('\n')) continue;
      writeWith({ 'events.jsonl': `${changed.join('\n')}\n` });
      const faults = verifyPack({ file: target, quick: true }).faults;
      const near = faults.some(({ place: where }) => {
        const line = Number(/^events\.jsonl, line (\d+)/.exec(where)?.[1] ?? Number.NaN) - 1;
        return [at, other, changed.length].some((one) => Math.abs(line - one) <= 1);
      });
      const isEdge = at === 0 || at >= lines.length - 1 || how === 'withheld';
      if (!near && !(isEdge && faults.length > 0))
        missed.push(`line ${at + 1} ${how} (${other + 1}): ${faults[0]?.place}`);
    }
    expect(missed).toEqual([]);
  }, 120_000);
});

describe('somebody who forges the sums too', () => {
  const full = () => verifyPack({ file: target }).faults;

  it('is found out by each file that is written again: the very line is named', () => {
    const random = chance(4);
    const missed: string[] = [];
    const derived = files.filter(([name]) => !/^(events\.jsonl|SHA256SUMS|SIGNER)/.test(name));
    for (let run = 0; run < RUNS / 10; run += 1) {
      const [name, content] = random.pick(derived);
      const lines = content.toString().split('\n');
      const at = random.below(lines.length);
      const line = lines[at] ?? '';
      const cut = random.below(line.length + 1);
      lines[at] = random.pick([
        `${line.slice(0, cut)}~${line.slice(cut)}`,
        `${line}\n`,
        line === '' ? ' ' : line.slice(0, -1),
      ]);
      writeWith({ [name]: lines.join('\n') });
      const where = full().map((fault) => fault.place);
      // What is said of a statement, of names and policies decides about other files too: the file is named in any case.
      const isInput = /\.(json|yaml)$/.test(name);
      const isFound = isInput ? where.length > 0 : where.some((one) => lineIn(one, name, at));
      if (!isFound) missed.push(`${name}, line ${at + 1}: ${where[0]}`);
    }
    expect(missed).toEqual([]);
  }, 240_000);

  const lineIn = (where: string, name: string, at: number): boolean => {
    const line = Number(where.replace(`${name}, line `, '')) - 1;
    // An empty line among empty lines is seen where these end.
    return Math.abs(line - at) <= 3;
  };

  it.each<[string, (all: Files) => Files, string]>([
    ['takes a dossier out', (all) => all.filter(([name]) => name !== 'changes/EC-4.html'), 'changes/EC-4.html'],
    ['takes a table out', (all) => all.filter(([name]) => name !== 'findings.csv'), 'findings.csv'],
    ['takes the record itself out', (all) => all.filter(([name]) => name !== 'events.jsonl'), 'events.jsonl'],
    ['takes the statement out', (all) => all.filter(([name]) => name !== 'completeness.json'), 'completeness.json'],
    ['takes the policy out', (all) => all.filter(([name]) => !name.startsWith('policies/')), 'policies/'],
    ['takes the names out', (all) => all.filter(([name]) => name !== 'names.json'), 'names.json'],
    ['adds a dossier', (all) => [...all, ['changes/EC-99.html', Buffer.from('x')]], 'changes/EC-99.html'],
    ['adds a file that nobody opens', (all) => [...all, ['.DS_Store', Buffer.from('x')]], '.DS_Store'],
    ['adds a second file of a name', (all) => [...all, ['index.html', Buffer.from('x')]], 'index.html'],
    [
      'hides a file under another name',
      (all) => all.map(([name, content]) => [name.replace('EC-4', 'EC-04'), content]),
      'changes/EC-4.html',
    ],
    ['puts files into another order', (all) => all.toSorted(([a], [b]) => (a < b ? 1 : -1)), 'another order'],
    [
      'shows one change as another',
      (all) => exchanged(all, 'changes/EC-4.html', 'changes/EC-5.html'),
      'changes/EC-4.html, line',
    ],
    [
      'puts another policy in',
      (all) =>
        all.map(([name, content]) => [name, name.startsWith('policies/') ? Buffer.from('version: 2\n') : content]),
      'policies/',
    ],
  ])('and %s is found out', (_, how, where) => {
    forged(target, how(files));
    const told = full().map((fault) => `${fault.place} ${fault.what} ${fault.means}`);
    expect(told.filter((words) => words.includes(where))).not.toEqual([]);
  });

  it.each([
    ['who made it', (told: Told) => ({ ...told, madeBy: { ...told.madeBy, who: 'Somebody else' } })],
    ['the time it tells of', (told: Told) => ({ ...told, query: { ...told.query, asOf: '2026-10-06T09:00:00.000Z' } })],
    [
      'the period',
      (told: Told) => ({
        ...told,
        query: { ...told.query, lastDay: '2026-09-29', before: '2026-09-30T00:00:00.000Z' },
      }),
    ],
    ['the count', (told: Told) => ({ ...told, population: { ...told.population, count: 4 } })],
    ['what came before', (told: Told) => ({ ...told, population: { ...told.population, numberBefore: null } })],
    ['what came after', (told: Told) => ({ ...told, population: { ...told.population, numberAfter: null } })],
    ['the head', (told: Told) => ({ ...told, record: { ...told.record, head: '0'.repeat(64) } })],
    ['the sample', (told: Told) => ({ ...told, sample: { size: 3, seed: '8', stratify: 'system' } })],
    ['the format', (told: Told) => ({ ...told, format: 2 })],
  ])('and %s is found out', (_, how) => {
    const told = JSON.parse(text('completeness.json'));
    writeWith({ 'completeness.json': `${JSON.stringify(how(told), null, 2)}\n` });
    expect(full()).not.toEqual([]);
  });

  it('cannot sign for another', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    writeWith({ 'README.txt': 'Trust me.\n' });
    const where = verifyPack({ file: target, quick: true, key: publicKey }).faults.map((fault) => fault.place);
    expect(where).toEqual(['SIGNER.pem', 'SHA256SUMS.sig']);
    expect(privateKey.type).toBe('private');
  });
});

/** The statement as it is written, as far as it is changed here. */
interface Told {
  readonly query: object;
  readonly population: object;
  readonly record: object;
  readonly madeBy: object;
}

const text = (name: string): string => files.find(([one]) => one === name)?.[1].toString() ?? '';

/** The pack with these files in place of its own, the sums to match. */
function writeWith(changed: Readonly<Record<string, string>>): void {
  forged(
    target,
    files.map(([name, content]) => [name, name in changed ? Buffer.from(changed[name] ?? '') : content]),
  );
}

function changedLines(lines: readonly string[], at: number, other: number, how: string, digit: number): string[] {
  const line = lines[at] ?? '';
  if (how === 'removed') return lines.toSpliced(at, 1);
  if (how === 'doubled') return lines.toSpliced(at, 0, line);
  if (how === 'moved') return lines.with(at, lines[other] ?? '').with(other, line);
  if (how === 'emptied') return lines.with(at, '');
  if (how === 'withheld') return lines.with(at, withheld(line));
  const cut = digit % line.length;
  return lines.with(at, `${line.slice(0, cut)}${line[cut] === '1' ? '2' : '1'}${line.slice(cut + 1)}`);
}

function withheld(line: string): string {
  const { event, hash } = JSON.parse(line);
  if (!event) return line.replace(/"withheld":"[a-z ]+"/, '"withheld":"drill"');
  return JSON.stringify({
    withheld: 'another period',
    position: event.position,
    previousHash: event.previousHash,
    hash,
  });
}

function exchanged(all: Files, one: string, other: string): Files {
  const content = (name: string) => all.find(([known]) => known === name)?.[1] ?? Buffer.alloc(0);
  return all.map(([name, own]) => [name, name === one ? content(other) : name === other ? content(one) : own]);
}
