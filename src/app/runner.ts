import type { Instant } from '../domain/change/types.ts';
import type { TickerDeps } from './ticker.ts';
import { tick } from './ticker.ts';
import type { Upcoming } from './upcoming.ts';
import { upcoming } from './upcoming.ts';
import type { WorkerDeps } from './worker.ts';
import { deliverDue } from './worker.ts';

/** How long nothing is looked for when nobody woke us: half a second of real time. */
const IDLE = 500;

export interface Runner {
  /** Something is due, or may be: look now. */
  readonly wake: () => void;
  /** Does everything that is due now, timers first, until nothing is. */
  readonly advance: () => Promise<void>;
  /** What will be due next. */
  readonly next: () => Promise<Upcoming>;
  /** Lets what has begun come to its end. */
  readonly stop: () => Promise<void>;
}

export interface RunnerOptions {
  readonly worker: WorkerDeps;
  readonly ticker: TickerDeps;
  readonly selfRunning: boolean;
  readonly nextJudgement?: (() => Promise<Instant | undefined>) | undefined;
  /** Done beside the rounds, at its own pace: looks by itself whether it is time. Never throws. */
  readonly beside?: (() => Promise<void>) | undefined;
}

/** Runs ticker and worker, one round at a time, whenever somebody wakes it and every half second. */
export function startRunner({ worker, ticker, selfRunning, nextJudgement, beside }: RunnerOptions): Runner {
  let round: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let callWorker = () => {};

  const woken = () =>
    new Promise<void>((resolve) => {
      callWorker = resolve;
    });

  async function work(): Promise<void> {
    try {
      do {
        again = false;
        await tick(ticker, worker.now());
        await deliverDue(worker, woken);
      } while (again && !stopped);
    } finally {
      // In the same turn as the last look at `again`, so that no call for another round is lost in between.
      round = undefined;
    }
  }

  /** Joins the round under way, which then looks once more. */
  function advance(): Promise<void> {
    again = true;
    callWorker();
    round ??= work();
    return round;
  }

  function wake(): void {
    if (stopped || !selfRunning) return;
    timer ??= setInterval(wake, IDLE);
    void beside?.();
    // While one call hangs, the others' next tries come due.
    if (round) void advance();
    else advance().catch((cause: unknown) => worker.log.error({ err: cause }, 'a round of the worker failed'));
  }

  return {
    wake,
    advance: async () => {
      await beside?.();
      await advance();
    },
    next: () => upcoming({ ...worker, policy: ticker.policy, nextJudgement }, worker.now()),
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await round?.catch(() => {});
    },
  };
}
