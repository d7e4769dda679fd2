import type { ChildProcess } from 'node:child_process';
import { z } from 'zod';
import type { Upcoming } from '../app/upcoming.ts';
import type { Instant } from '../domain/change/types.ts';
import type { Breakglass } from '../main.ts';

/** How far ahead of real time the workspace is. */
const order = z.object({ id: z.number(), offset: z.number() });
const upcoming = z.custom<Upcoming>((value) => z.object({ at: z.number(), kind: z.string() }).safeParse(value).success);
const answer = z.union([z.object({ ready: z.string() }), z.object({ id: z.number(), next: upcoming })]);

/** The bot's process is no more, or cannot be spoken to any more. */
export class BotEnded extends Error {
  override readonly name = 'BotEnded';
  constructor() {
    super('The bot ended meanwhile');
  }
}

export interface ParentClock {
  readonly now: () => Instant;
  readonly setOffset: (milliseconds: number) => void;
}

/** A clock that the starting process puts forward, by `offset` ms to begin with. */
export function parentClock(start: number): ParentClock {
  let offset = start;
  return {
    now: () => Date.now() + offset,
    setOffset: (milliseconds) => {
      offset = milliseconds;
    },
  };
}

/** In the bot's process: moves to the time it is told, does what is due, and says what will be due next. */
export function obeyParent(clock: ParentClock, bot: Breakglass): void {
  process.on('message', async (message) => {
    const { id, offset } = order.parse(message);
    clock.setOffset(offset);
    await bot.advance();
    process.send?.({ id, next: await bot.next() });
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.({ ready: bot.url });
}

/** In the starting process: resolves with the bot's address once it is up. @throws BotEnded when it ends before that */
export function whenReady(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new BotEnded()));
    child.on('message', (message) => {
      const said = answer.parse(message);
      if ('ready' in said) resolve(said.ready);
    });
  });
}

/**
 * In the starting process: puts the bot's clock `offset` ms ahead and resolves, once it is settled, with what is due next.
 * @throws BotEnded
 */
export function settleAt(child: ChildProcess, offset: number): Promise<Upcoming> {
  const id = Math.floor(Math.random() * Number.MAX_SAFE_INTEGER);
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      child.off('message', onMessage);
      child.off('exit', onExit);
      settle();
    };
    const onExit = () => finish(() => reject(new BotEnded()));
    const onMessage = (message: unknown) => {
      const said = answer.parse(message);
      if ('id' in said && said.id === id) finish(() => resolve(said.next));
    };
    child.once('exit', onExit);
    child.on('message', onMessage);
    child.send({ id, offset }, (error) => error && onExit());
  });
}
