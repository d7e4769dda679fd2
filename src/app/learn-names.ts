import type { Instant, UserId } from '../domain/change/types.ts';
import { peopleIn } from '../domain/people-in.ts';
import type { Handle } from './handle.ts';
import type { Log } from './log.ts';
import type { NameBook } from './names.ts';
import { isUserId } from './names.ts';
import type { People } from './people-ports.ts';

/** How long a name is believed before Slack is asked again. */
const FRESH = 24 * 60 * 60_000;

export interface Learner {
  /** Somebody was named by an event: their name is looked up behind the scenes. */
  readonly notice: (users: Iterable<UserId>) => void;
  /** Resolves when every look-up under way has ended. */
  readonly idle: () => Promise<void>;
}

export interface LearnerDeps {
  readonly names: NameBook;
  readonly people: People;
  readonly now: () => Instant;
  readonly log: Log;
}

/** Fills the book of names from Slack as people act. Nobody waits for it, and what fails is tried when they act again. */
export function learner({ names, people, now, log }: LearnerDeps): Learner {
  const asked = new Map<UserId, Instant>();
  const underWay = new Set<Promise<void>>();

  async function learn(user: UserId): Promise<void> {
    try {
      const { id, name, email, standing } = await people.find(user);
      if (standing === 'unknown') asked.delete(user);
      else await names.keep([{ id, name, email }], now());
    } catch (cause) {
      asked.delete(user);
      log.warn({ err: cause, user }, 'a name could not be kept');
    }
  }

  return {
    notice: (users) => {
      for (const user of users) {
        if (!isUserId(user) || (asked.get(user) ?? Number.NEGATIVE_INFINITY) > now() - FRESH) continue;
        asked.set(user, now());
        const task: Promise<void> = learn(user).finally(() => underWay.delete(task));
        underWay.add(task);
      }
    },
    idle: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

/** `handle`, and whoever is named by what came of it is noticed. */
export const learning =
  (handle: Handle, { notice }: Learner): Handle =>
  async (key, command, options) => {
    const outcome = await handle(key, command, options);
    notice([options.author.actor, ...(outcome.ok ? peopleIn(outcome.value) : [])]);
    return outcome;
  };
