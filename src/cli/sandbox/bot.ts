import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Upcoming } from '../../app/upcoming.ts';
import { BotEnded, settleAt, whenReady } from '../parent.ts';

/** A bot that ends sooner than this after it was up (ms) will hardly do better the next time. */
const SOON = 5_000;
const MOST_SHORT_LIVES = 2;

export interface BotOptions {
  readonly settings: Readonly<Record<string, string>>;
  /** How far ahead of real time the workspace is, in milliseconds. */
  readonly ahead: () => number;
  /** Told each time the bot is up, before anything waits for it. */
  readonly onUp: (url: string) => void;
  /** It does not stay up: nothing more is tried. */
  readonly onGivenUp: (why: Error) => void;
  /** Node's own options, such as the loader of TypeScript; absent: those of this process. */
  readonly execArgv?: string[];
}

export interface Bot {
  readonly pid: () => number | undefined;
  /** Resolves when it is up; later, when it is up again. */
  readonly up: () => Promise<void>;
  /** Does what is due on the workspace's clock and says what will be due next; waits while it is being started again. */
  readonly settle: () => Promise<Upcoming>;
  /** Ends it at once, as a crash would, and starts it again on the same data. Resolves when it is up again. */
  readonly kill: () => Promise<void>;
  /** Ends it for good, at once: its data goes with the sandbox. Resolves when it is gone. */
  readonly stop: () => Promise<void>;
  /** The same without waiting, for when the process is about to end. */
  readonly drop: () => void;
}

/** Runs the bot as it is run for real, a process of its own, and starts it again whenever it ends. */
export function startBot({ settings, ahead, onUp, onGivenUp, execArgv = process.execArgv }: BotOptions): Bot {
  let child: ChildProcess;
  let up: Promise<void>;
  let port: string | undefined;
  let shortLives = 0;
  let isOver = false;
  const killed = new WeakSet<ChildProcess>();
  start();

  function start(): void {
    const own = launch({ ...settings, PORT: port ?? '0' }, ahead(), execArgv);
    child = own;
    let upAt: number | undefined;
    // Before `whenReady` listens: by the time that one fails, `up` is the next start's.
    own.once('exit', (code, signal) => {
      if (!isOver) afterEnd(own, upAt, signal ?? `code ${code}`);
    });
    up = whenReady(own).then(
      (url) => {
        upAt = Date.now();
        // The same address again, so that what is sent to it meanwhile and sent again arrives.
        port = new URL(url).port;
        onUp(url);
      },
      (cause: unknown) => {
        if (isOver) throw cause;
        return up;
      },
    );
    up.catch(() => {});
  }

  function afterEnd(own: ChildProcess, upAt: number | undefined, how: string): void {
    if (!killed.has(own)) {
      shortLives = Date.now() - (upAt ?? Date.now()) < SOON ? shortLives + 1 : 0;
      // Where it never came up, starting it again would only say the same once more.
      if (shortLives >= MOST_SHORT_LIVES || port === undefined) {
        isOver = true;
        onGivenUp(new Error(`The bot ended right after its start (${how}): its own words are above.`));
        return;
      }
      console.error(`The bot ended by itself (${how}): it is started again.`);
    }
    if (upAt === undefined) port = '0';
    start();
  }

  async function settle(): Promise<Upcoming> {
    for (;;) {
      await up;
      const own = child;
      try {
        return await settleAt(own, ahead());
      } catch (cause) {
        if (!(cause instanceof BotEnded) || isOver) throw cause;
        await gone(own);
      }
    }
  }

  const drop = (): void => {
    isOver = true;
    child.kill('SIGKILL');
  };

  return {
    pid: () => child.pid,
    up: () => up,
    settle,
    kill: async () => {
      await up;
      const own = child;
      killed.add(own);
      own.kill('SIGKILL');
      await gone(own);
      await up;
    },
    stop: () => {
      drop();
      return gone(child);
    },
    drop,
  };
}

function gone(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

/** With its settings in the environment, and nothing of ours besides. */
function launch(settings: Readonly<Record<string, string>>, ahead: number, execArgv: string[]): ChildProcess {
  const isBuilt = import.meta.url.endsWith('.js');
  const cli = fileURLToPath(new URL(isBuilt ? '../cli.js' : '../cli.ts', import.meta.url));
  const env = { PATH: process.env.PATH, ...settings };
  // Its log goes to standard error, so that the page's address stays the only thing on standard output.
  return fork(cli, ['serve', '--parent-clock', String(ahead)], { env, execArgv, stdio: ['ignore', 2, 2, 'ipc'] });
}
