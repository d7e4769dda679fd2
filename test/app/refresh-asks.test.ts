import { describe, expect, it } from 'vitest';
import { refreshAsks } from '../../src/app/effects/refresh-asks.ts';
import { PermanentFailure, TransientFailure } from '../../src/app/errors.ts';
import type { Chat } from '../../src/app/outside-ports.ts';
import type { ChangeEvent } from '../../src/domain/change/events.ts';
import { changeOf, declared, declaredAt } from '../support/changes.ts';
import { outsideWorld } from '../support/outside.ts';

const people = Array.from({ length: 50 }, (_, index) => `U${index}`);
const asks = people.map(
  (user): ChangeEvent => ({
    type: 'AskPosted',
    at: declaredAt,
    purpose: 'approve',
    user,
    channel: `D${user}`,
    ts: '1.1',
  }),
);
const change = changeOf(declared(), ...asks);
const delivery = { key: 'x', inDoubt: false, lastTriedAt: undefined, now: declaredAt };

/** Redraws all, Slack answering each person's as given; tells whose were asked for, and how it ended. */
async function redrawn(answer: (user: string) => Error | undefined) {
  const tried: string[] = [];
  const refreshAsk: Chat['refreshAsk'] = async (_change, { user }) => {
    tried.push(user);
    const failure = answer(user);
    if (failure) throw failure;
  };
  const work = { kind: 'refresh-asks' } as const;
  const task = { work, change, events: [], version: change.version, delivery };
  const failed = await refreshAsks(task, outsideWorld({ chat: { refreshAsk } })).catch((cause: unknown) => cause);
  return { tried, failed };
}

const slower = new TransientFailure('Slack asks us to slow down', { certain: true, retryAfter: 2000 });
const down = new TransientFailure('Slack answered with HTTP 503', { certain: false });
const closed = new PermanentFailure('Slack refused: channel_not_found');

describe('redrawing what was asked', () => {
  it('reaches everybody', async () => {
    expect(await redrawn(() => undefined)).toEqual({ tried: people, failed: undefined });
  });

  it('is not stopped by one mailbox that refuses, and says so afterwards', async () => {
    const { tried, failed } = await redrawn((user) => (user === 'U0' ? closed : undefined));
    expect(tried).toEqual(people);
    expect(failed).toBe(closed);
  });

  it('asks for no more once Slack asks to slow down, and waits as long as it says', async () => {
    let left = 10;
    const { tried, failed } = await redrawn(() => {
      left -= 1;
      return left < 0 ? slower : undefined;
    });
    expect(failed).toBe(slower);
    expect(tried.length).toBeLessThan(20);
  });

  it('does not go through all of them while Slack is down', async () => {
    const { tried, failed } = await redrawn(() => down);
    expect(failed).toBe(down);
    expect(tried.length).toBeLessThan(5);
  });
});
