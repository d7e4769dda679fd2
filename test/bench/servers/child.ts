import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What a measured process has used since it started: CPU in milliseconds, memory in MiB. */
export interface Usage {
  readonly cpu: number;
  readonly peakMemory: number;
}

export interface Child {
  readonly url: string;
  readonly usage: () => Promise<Usage>;
  readonly stop: () => Promise<void>;
}

type Told = { readonly url: string } | { readonly usage: Usage };

/** A server in a process of its own, so that the client's work is not measured in it. */
export async function startServer(name: 'bot' | 'bare-bolt' | 'bare-hono', settings: unknown): Promise<Child> {
  const child = fork(fileURLToPath(new URL(`${name}.ts`, import.meta.url)), [JSON.stringify(settings)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const told = () =>
    new Promise<Told>((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`${name} ended with code ${code}`));
      child.once('exit', ended);
      child.once('message', (message) => {
        child.off('exit', ended);
        resolve(message as Told);
      });
    });
  const first = await told();
  if (!('url' in first)) throw new Error(`${name} did not say where it listens`);
  return {
    url: first.url,
    usage: async () => {
      const answer = told();
      child.send('usage');
      const said = await answer;
      if (!('usage' in said)) throw new Error(`${name} did not say what it uses`);
      return said.usage;
    },
    stop: () =>
      new Promise((resolve) => {
        child.removeAllListeners('exit').once('exit', () => resolve());
        child.send('stop');
      }),
  };
}

/** In the child: says where it listens, answers what it uses, ends when told to. */
export function serveParent(url: string, stop: () => Promise<unknown>): void {
  process.on('message', async (message) => {
    if (message === 'usage') process.send?.({ usage: usage() });
    if (message !== 'stop') return;
    await stop();
    process.exit(0);
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.({ url });
}

function usage(): Usage {
  const { user, system } = process.cpuUsage();
  return { cpu: (user + system) / 1000, peakMemory: process.resourceUsage().maxRSS / 1024 };
}
