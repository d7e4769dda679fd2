import type { Ask } from '../../domain/change/state.ts';
import { TransientFailure } from '../errors.ts';
import type { Handler } from './context.ts';

/** Messages redrawn at once, at most. */
const WIDEST = 8;

/**
 * Redraws every message that asked somebody. One mailbox that refuses does not leave live buttons in the others; a Slack
 * that asks us to slow down is not asked for more: the next try goes on with those that are left, since a message that
 * shows what it should is not sent again (`slack/chat.ts`). Waves grow from one, so that few calls are refused in vain.
 */
export const refreshAsks: Handler<'refresh-asks'> = async ({ change }, { chat }) => {
  let failed: unknown;
  for (let begin = 0, width = 1; begin < change.asks.length; begin += width, width = Math.min(WIDEST, width * 2)) {
    const wave = change.asks.slice(begin, begin + width);
    const failures = await failuresOf(wave, (asked) => chat.refreshAsk(change, asked));
    const slowDown = failures.find(isSlowDown);
    if (slowDown) throw slowDown;
    failed ??= failures[0];
    // One that fails may be alone in that; several at once, and none that works, are an outage.
    if (failures.length > 1 && failures.length === wave.length) break;
  }
  if (failed) throw failed;
  return undefined;
};

async function failuresOf(wave: readonly Ask[], redraw: (asked: Ask) => Promise<void>): Promise<unknown[]> {
  const outcomes = await Promise.allSettled(wave.map(redraw));
  return outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
}

const isSlowDown = (failure: unknown): boolean =>
  failure instanceof TransientFailure && failure.retryAfter !== undefined;
