/** The workspace's time: starts at a given instant and only moves forward, by itself or when told. */
export interface Clock {
  /** Milliseconds since the epoch, UTC. */
  readonly now: () => number;
  /** Moves the clock to `instant` (ms, UTC); an earlier instant leaves it where it is. */
  readonly advanceTo: (instant: number) => void;
}

/** A clock that runs on from `start` at the pace of real time and can be put forward. */
export function runningClock(start: number = Date.now()): Clock {
  let offset = start - Date.now();
  const now = () => Date.now() + offset;
  return {
    now,
    advanceTo: (instant) => {
      offset += Math.max(0, instant - now());
    },
  };
}

/** A clock that stands still until it is moved: for tests. */
export function stoppedClock(start: number): Clock {
  let instant = start;
  return {
    now: () => instant,
    advanceTo: (next) => {
      instant = Math.max(instant, next);
    },
  };
}
