import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { BuildOptions } from 'esbuild';
import { build } from 'esbuild';
import { evidenceRecord } from './evidence-record.ts';
import type { Measurement } from './figures.ts';
import { interleaved, median } from './figures.ts';
import type { Place, Spent, Work } from './servers/evidence.ts';

/** Each round of the pack takes minutes. */
const ROUNDS = { pack: 1, verify: 3 };
const [SMALL, LARGE] = [10_000, 100_000];
/** MiB. */
const MOST_MEMORY = 300;

/**
 * Packs and their checks on 100,000 changes, each against the least that has to be done with the same rows, in CPU time:
 * what else the machine does meanwhile is not counted.
 */
export async function measureEvidence(file: (name: string) => string): Promise<Measurement> {
  await build(PROGRAM);
  const places = { small: place('small'), large: place('large') };
  await evidenceRecord(places.small.database, SMALL);
  const events = await evidenceRecord(places.large.database, LARGE);
  const small = await inChild('export', places.small);
  const smallCheck = await inChild('verify', places.small);

  const packs = await interleaved(
    ROUNDS.pack,
    () => inChild('export', places.large),
    () => inChild('rawPack', places.large),
  );
  const quick = await interleaved(
    ROUNDS.verify,
    () => inChild('quick', places.large),
    () => inChild('rawLines', places.large),
  );
  const large = packs.ours[0] ?? small;
  const full = await inChild('verify', places.large);
  const cpu = (all: readonly Spent[]) => median(all.map((spent) => spent.cpu / 1000));
  return {
    title: `Evidence of ${LARGE.toLocaleString('en')} changes, ${events.toLocaleString('en')} events`,
    note: `CPU seconds, built as it is installed; archives are stored, since zlib's builds deflate differently; memory: the process's peak`,
    figures: [
      {
        what: 'the pack, against reading, hashing, storing its events',
        unit: 's',
        measured: cpu(packs.ours),
        against: cpu(packs.theirs),
        target: { atMost: 3 },
      },
      {
        what: 'verify --quick, against parsing and hashing the lines',
        unit: 's',
        measured: cpu(quick.ours),
        against: cpu(quick.theirs),
        target: { atMost: 2 },
      },
      {
        what: 'verify, every file written again, against the same',
        unit: 's',
        measured: full.cpu / 1000,
        against: cpu(quick.theirs),
      },
      {
        what: 'memory of the pack, against 10,000 changes',
        unit: 'MiB',
        measured: large.peakMemory,
        against: small.peakMemory,
        target: { atMost: 1.3 },
      },
      {
        what: 'memory of the pack, against 300 MiB',
        unit: 'MiB',
        measured: large.peakMemory,
        against: MOST_MEMORY,
        target: { atMost: 1 },
      },
      {
        what: 'memory of verify, against 10,000 changes',
        unit: 'MiB',
        measured: full.peakMemory,
        against: smallCheck.peakMemory,
      },
    ],
  };

  function place(name: string): Place {
    return { database: file(`${name}-evidence.db`), pack: file(`${name}.zip`), raw: file(`${name}-raw.zip`) };
  }
}

/** Both sides alike, in one file and without a loader: what is measured is what people install. */
const PROGRAM = {
  entryPoints: [fileURLToPath(new URL('servers/evidence.ts', import.meta.url))],
  outfile: fileURLToPath(new URL('../../node_modules/.cache/bench-evidence.mjs', import.meta.url)),
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
} satisfies BuildOptions;

/** In a process of its own, so that its memory is its own too. */
function inChild(what: Work, place: Place): Promise<Spent> {
  const child = fork(PROGRAM.outfile, { stdio: 'inherit', execArgv: [] });
  return new Promise((resolve, reject) => {
    child.once('message', (spent) => resolve(spent as Spent));
    child.once('exit', (code) => reject(new Error(`${what} ended with code ${code}`)));
    child.send({ what, place });
  });
}
