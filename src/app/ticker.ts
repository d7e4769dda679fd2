import type { Instant } from '../domain/change/types.ts';
import { nextTimer } from '../domain/timers.ts';
import type { Policy } from '../policy/load.ts';
import { takeDigest } from './digest.ts';
import type { Handle } from './handle.ts';
import type { Log } from './log.ts';
import type { Ledger, Queries } from './ports.ts';
import { read } from './read.ts';
import { SYSTEM } from './record.ts';

export interface TickerDeps {
  readonly ledger: Ledger;
  readonly queries: Queries;
  readonly handle: Handle;
  readonly policy: () => Policy;
  readonly log: Log;
}

const PAGE = 200;

/**
 * Brings about what is due at `now`: reminders, expiries, the digest. Everything due is data in the ledger, so a
 * restart loses nothing; the ledger's transaction decides, so two processes do nothing twice.
 */
export async function tick(deps: TickerDeps, now: Instant): Promise<void> {
  const passed = new Set<string>();
  for (;;) {
    const due = (await deps.queries.timersDueBefore(now, PAGE + passed.size)).filter((key) => !passed.has(key));
    if (due.length === 0) break;
    for (const key of due) {
      const fired = await fire(key, deps, now).catch((cause: unknown) => {
        // One broken record must not silence the others.
        deps.log.error({ change: key, err: cause }, 'a due timer failed');
        return false;
      });
      if (!fired) passed.add(key);
    }
  }
  await takeDigest(deps.ledger, deps.queries, deps.policy(), now);
}

async function fire(key: string, { ledger, handle }: TickerDeps, now: Instant): Promise<boolean> {
  const known = await read(ledger, key);
  const timer = known && nextTimer(known.change);
  if (!timer || timer.at > now) throw new Error(`${key} has no timer due: its row in the read model is stale`);
  const outcome = await handle(key, { type: timer.type, at: now }, { author: SYSTEM });
  if (outcome.ok) return true;
  // Another process was faster: what it wrote is the truth now.
  if (outcome.error.code === 'nothing-due') return false;
  throw new Error(`${timer.type} was refused: ${outcome.error.code}`);
}
