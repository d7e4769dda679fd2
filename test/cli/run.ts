import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../src/cli/cli.ts', import.meta.url));
const TSX = import.meta.resolve('tsx');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves once these words were written. */
  readonly says: (words: string) => Promise<void>;
}

/** `breakglass`, as typed by somebody whose environment holds nothing but `env`. */
export function start(args: readonly string[], env: Readonly<Record<string, string>> = {}, cwd?: string): Running {
  const child = spawn(process.execPath, ['--import', TSX, CLI, ...args], {
    env: { PATH: process.env.PATH, ...env },
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  const listeners = new Set<() => void>();
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    for (const look of listeners) look();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, out, err })));
  const says = (words: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (!out.includes(words)) return;
        listeners.delete(look);
        resolve();
      };
      listeners.add(look);
      void ended.then(({ err: said }) => reject(new Error(`It ended without saying “${words}”: ${said}`)));
      look();
    });
  return { child, ended, says };
}

export const run = (...args: Parameters<typeof start>): Promise<Ended> => start(...args).ended;
