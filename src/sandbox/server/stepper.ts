import type { ClockFace } from './wire.ts';
import type { SteppedClock } from './world.ts';

const MINUTE = 60_000;

/** Moves the workspace's time, one step at a time, and tells what the clock bar shows. */
export interface Stepper {
  readonly face: () => ClockFace;
  /** Asks again what comes next; `face` shows the answer. */
  readonly refresh: () => Promise<void>;
  readonly isStepping: () => boolean;
  readonly advanceBy: (milliseconds: number) => Promise<void>;
  readonly advanceToNext: () => Promise<void>;
}

export function createStepper(clock: SteppedClock, onChange: () => void): Stepper {
  let isStepping = false;
  let next: ClockFace['next'];

  // One question at a time, and none while time moves: answering may be work for the bot.
  let asking: Promise<void> | undefined;
  const ask = async () => {
    next = await clock.nextDue?.();
  };
  const refresh = () => {
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    return asking;
  };
  const advanceBy = async (milliseconds: number) => {
    isStepping = true;
    onChange();
    try {
      await clock.advanceBy(milliseconds);
    } finally {
      isStepping = false;
      await refresh().catch(() => undefined);
      onChange();
    }
  };
  return {
    face: () => ({ now: Math.floor(clock.now() / MINUTE) * MINUTE, isStepping, ...(next && { next }) }),
    refresh,
    isStepping: () => isStepping,
    advanceBy,
    advanceToNext: async () => {
      await refresh();
      if (next) await advanceBy(Math.max(0, next.at - clock.now()));
    },
  };
}
