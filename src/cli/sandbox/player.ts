import type { Story, StoryScene } from '../../sandbox/server/world.ts';
import type { Step } from './story.ts';

/** Milliseconds of real time. */
export interface Pace {
  /** To read the caption before it happens. */
  readonly before: number;
  /** Between two things done in one step. */
  readonly beat: number;
  /** To look at what has happened. */
  readonly after: number;
  /** At most so long is waited for somebody to open the page. */
  readonly audience: number;
}

export const WATCHABLE: Pace = { before: 2_500, beat: 900, after: 4_000, audience: 60_000 };
export const FAST: Pace = { before: 0, beat: 0, after: 0, audience: 0 };

export interface Stage {
  readonly story: Story;
  readonly beat: () => Promise<void>;
  /** Plays the steps; `tell` hears what was seen of each. @throws what the first step threw that did not happen */
  readonly play: (steps: readonly Step[], tell: (words: string) => void) => Promise<void>;
}

export function openStage(pace: Pace): Stage {
  const listeners = new Set<() => void>();
  let scene: StoryScene | undefined;
  let audienceCame = () => {};
  const audience = new Promise<void>((resolve) => {
    audienceCame = resolve;
  });
  const show = (next: StoryScene | undefined): void => {
    scene = next;
    for (const listener of listeners) listener();
  };

  return {
    story: {
      // Whoever asks what is playing has the page open.
      scene: () => {
        audienceCame();
        return scene;
      },
      onChange: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    beat: () => pause(pace.beat),
    play: async (steps, tell) => {
      await Promise.race([audience, pause(pace.audience)]);
      for (const [index, { caption, person, channel, play }] of steps.entries()) {
        const place = (): StoryScene => {
          const where = channel();
          return { caption, step: index + 1, of: steps.length, person: person.id, ...(where && { channel: where }) };
        };
        show(place());
        await pause(pace.before);
        const seen = await play().catch((cause: unknown) => {
          const why = cause instanceof Error ? cause.message : cause;
          throw new Error(`✗ ${index + 1} of ${steps.length} (${caption}): ${why}`, { cause });
        });
        // A direct message may only be there now.
        show(place());
        tell(seen);
        await pause(pace.after);
      }
      show(undefined);
    },
  };
}

const pause = (milliseconds: number): Promise<void> =>
  milliseconds === 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
