import { describe, expect, it } from 'vitest';
import { PermanentFailure, TransientFailure } from '../../src/app/errors.ts';
import type { Home } from '../../src/app/home.ts';
import { homeKeeper } from '../../src/app/homes.ts';
import { ana, ben, changeOf, dan, declared } from '../support/changes.ts';
import { quietLog } from '../support/log.ts';

const home: Home = {
  at: 0,
  owed: [],
  started: [],
  open: [],
  openCount: 0,
  findings: [],
  tally: { declared: 0, before: 0, onTime: undefined, repeats: [] },
};
const change = changeOf(declared());

/** A keeper of whom each publication is known, and may be made to fail. */
function keeping(publish: (user: string) => Promise<void> = async () => {}) {
  const openers = new Set<string>();
  const drawn: string[] = [];
  const pauses: number[] = [];
  const keeper = homeKeeper({
    book: {
      remember: async (user) => void openers.add(user),
      among: async (users) => users.filter((user) => openers.has(user)),
    },
    compose: async () => home,
    publish: async (user) => {
      drawn.push(user);
      await publish(user);
    },
    now: () => 0,
    pause: async (wait) => void pauses.push(wait),
    log: quietLog(),
  });
  return { keeper, drawn, pauses };
}

describe('keeping Homes fresh', () => {
  it('spends no call on people who never opened theirs', async () => {
    const { keeper, drawn } = keeping();
    keeper.notice(change);
    await keeper.idle();
    expect(drawn).toEqual([]);
    await keeper.opened(ben);
    keeper.notice(change);
    await keeper.idle();
    expect(drawn).toEqual([ben]);
  });

  it('draws what happens during a drawing once more, however much it is', async () => {
    let go = () => {};
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const { keeper, drawn } = keeping(() => gate);
    const first = keeper.opened(ana);
    for (let n = 0; n < 20; n++) keeper.notice(change);
    await new Promise((resolve) => setImmediate(resolve));
    go();
    await first;
    await keeper.idle();
    expect(drawn).toEqual([ana, ana]);
  });

  it('waits as long as Slack asks, and then draws it', async () => {
    let refusals = 1;
    const { keeper, drawn, pauses } = keeping(async () => {
      if (refusals-- > 0) throw new TransientFailure('slow down', { certain: true, retryAfter: 30_000 });
    });
    await keeper.opened(ana);
    expect([drawn, pauses]).toEqual([[ana, ana], [30_000]]);
  });

  it('gives one up that Slack never takes, and still draws the others', async () => {
    const { keeper, drawn, pauses } = keeping(async (user) => {
      if (user === dan) throw new TransientFailure('down', { certain: true });
    });
    await Promise.all([keeper.opened(dan), keeper.opened(ana)]);
    await keeper.idle();
    expect(drawn.filter((user) => user === dan)).toHaveLength(3);
    expect(drawn).toContain(ana);
    expect(pauses).toEqual([5_000, 5_000]);
  });

  it('does not try again what is refused for good', async () => {
    const { keeper, drawn } = keeping(async () => {
      throw new PermanentFailure('no such user');
    });
    await keeper.opened(ana);
    expect(drawn).toEqual([ana]);
  });

  it('draws no more once stopped', async () => {
    const { keeper, drawn } = keeping();
    await keeper.opened(ana);
    keeper.stop();
    keeper.notice(change);
    await keeper.idle();
    expect(drawn).toEqual([ana]);
  });
});
