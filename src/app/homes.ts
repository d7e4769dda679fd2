import type { Change } from '../domain/change/state.ts';
import type { Duration, Instant, UserId } from '../domain/change/types.ts';
import { concerned } from '../domain/owing.ts';
import { PermanentFailure, TransientFailure } from './errors.ts';
import type { Handle } from './handle.ts';
import type { Home } from './home.ts';
import type { Log } from './log.ts';

/** Who has opened their Home tab. */
export interface HomeBook {
  readonly remember: (user: UserId, now: Instant) => Promise<void>;
  /** Those among `users` who have. */
  readonly among: (users: readonly UserId[]) => Promise<readonly UserId[]>;
}

export interface HomeKeeper {
  /** They look at it now: it is drawn, and from now on kept fresh. */
  readonly opened: (user: UserId) => Promise<void>;
  /** Something happened to a change: the Homes of those whom it concerns are out of date. */
  readonly notice: (change: Change) => void;
  /** Resolves when every Home that was out of date has been drawn. */
  readonly idle: () => Promise<void>;
  /** Draws no more. */
  readonly stop: () => void;
}

export interface HomeDeps {
  readonly book: HomeBook;
  readonly compose: (user: UserId) => Promise<Home>;
  /** @throws PermanentFailure, TransientFailure */
  readonly publish: (user: UserId, home: Home) => Promise<void>;
  readonly now: () => Instant;
  /** Until Slack may be asked again; resolves at once when stopped meanwhile. */
  readonly pause: (wait: Duration) => Promise<void>;
  readonly log: Log;
}

/** How long one that Slack did not take is left, in milliseconds. */
const LATER = 5_000;
/** Tries for one person before theirs waits for the next time something happens. */
const TRIES = 3;

/**
 * Draws Homes one after the other, each from the record as it is then: what happens meanwhile is in the one drawing that
 * follows, and an app that changes a lot does not spend Slack's calls, which are counted for the whole app. Nothing is kept
 * for after a restart, since opening the Home draws it anyway.
 */
export function homeKeeper({ book, compose, publish, now, pause, log }: HomeDeps): HomeKeeper {
  const stale = new Set<UserId>();
  /** How often in a row theirs could not be drawn. */
  const failed = new Map<UserId, number>();
  const noticing = new Set<Promise<void>>();
  let drawing: Promise<void> | undefined;
  let stopped = false;

  async function draw(user: UserId): Promise<void> {
    try {
      await publish(user, await compose(user));
      failed.delete(user);
    } catch (cause) {
      log.warn({ err: cause, user }, 'a Home could not be drawn');
      const tries = (failed.get(user) ?? 0) + 1;
      if (cause instanceof PermanentFailure || tries >= TRIES) return void failed.delete(user);
      failed.set(user, tries);
      stale.add(user);
      await pause((cause instanceof TransientFailure && cause.retryAfter) || LATER);
    }
  }

  async function drawAll(): Promise<void> {
    for (let [next] = stale; next !== undefined && !stopped; [next] = stale) {
      stale.delete(next);
      await draw(next);
    }
  }

  function outdate(users: readonly UserId[]): Promise<void> {
    for (const user of users) stale.add(user);
    drawing ??= drawAll().finally(() => {
      drawing = undefined;
    });
    return drawing;
  }

  async function look(change: Change): Promise<void> {
    // Nobody who pressed waits for this, and what comes of one press is looked up once.
    await new Promise((resolve) => setImmediate(resolve));
    try {
      const users = await book.among([...concerned(change)]);
      if (users.length > 0) void outdate(users);
    } catch (cause) {
      log.warn({ err: cause }, 'it could not be looked up whose Home is out of date');
    }
  }

  return {
    opened: async (user) => {
      await book.remember(user, now());
      await outdate([user]);
    },
    notice: (change) => {
      if (stopped) return;
      const task: Promise<void> = look(change).finally(() => noticing.delete(task));
      noticing.add(task);
    },
    idle: async () => {
      while (noticing.size > 0 || drawing) await Promise.all([...noticing, drawing]);
    },
    stop: () => {
      stopped = true;
    },
  };
}

/** `handle`, and the Homes of those whom its outcome concerns are kept fresh. */
export const keepingHomes =
  (handle: Handle, { notice }: Pick<HomeKeeper, 'notice'>): Handle =>
  async (key, command, options) => {
    const outcome = await handle(key, command, options);
    if (outcome.ok) notice(outcome.value);
    return outcome;
  };
