import { beforeAll, describe, expect, it } from 'vitest';
import { openWorld } from '../support/world.ts';
import type { Way } from './seven-days.ts';
import { digestsIn, live, NOON, nagsIn, policy, transcript } from './seven-days.ts';

/** The seven days as they were lived in this way, told by what anybody was told. */
async function lived(way: Way = {}, bots = 1) {
  const world = await openWorld({ start: NOON, policy: policy(), bots });
  try {
    await live(world, way);
    return {
      nags: nagsIn(world),
      digests: digestsIn(world),
      told: transcript(world),
      pages: world.pagerduty.events().flatMap(({ action, dedupKey }) => (dedupKey.endsWith('/limit') ? action : [])),
      complaints: world.slack.complaints(),
      errors: world.log.lines.filter(({ level }) => level === 'error'),
    };
  } finally {
    await world.close();
  }
}

let undisturbed: Awaited<ReturnType<typeof lived>>;
beforeAll(async () => {
  undisturbed = await lived();
}, 120_000);

describe('seven days with five changes', () => {
  it('remind the right people of the right things at the right time', () => {
    expect(undisturbed.nags).toEqual([
      // EC-1, Ana in Lisbon: out Wednesday 12:00, reviewed on Thursday.
      'Wed 25 16:00 ana: EC-1',
      'Thu 26 08:00 ana: EC-1',
      // EC-2, Cleo in New York: out Thursday 02:00, which is 22:00 there. Nights there end at 11:00 UTC.
      'Thu 26 11:00 cleo: EC-2',
      'Thu 26 22:00 cleo: EC-2',
      'Fri 27 02:00 thread: EC-2',
      'Fri 27 11:00 cleo: EC-2',
      'Fri 27 14:00 cleo: EC-2',
      'Fri 27 22:00 channel: EC-2',
      'Fri 27 22:00 cleo: EC-2',
      'Sat 28 02:00 channel: EC-2',
      // EC-3 and EC-4, Ana: out Friday 20:00 and 23:30, four hours later it is night.
      'Sat 28 07:00 ana: EC-3, EC-4',
      'Sat 28 11:00 cleo: EC-2',
      // EC-5, Ben: out Saturday 10:00, then Ana's.
      'Sat 28 14:00 ben: EC-5',
      'Sat 28 16:00 ana: EC-3',
      // She puts EC-4 off until 09:00: on Sunday that is 08:00 UTC.
      'Sat 28 19:30 ana: EC-4',
      'Sat 28 20:00 thread: EC-3',
      'Sat 28 20:00 ana: EC-3',
      'Sat 28 23:30 thread: EC-4',
      'Sun 29 02:00 channel: EC-2',
      // The night the clocks went forward: 07:00 in Lisbon is 06:00 UTC. What is overdue goes along.
      'Sun 29 06:00 ana: EC-5, EC-3',
      'Sun 29 08:00 ana: EC-3, EC-4',
      'Sun 29 10:00 thread: EC-5',
      'Sun 29 10:00 ana: EC-5, EC-4, EC-3',
      // As escalation contact of EC-3, after her night, and for her own EC-2.
      'Sun 29 11:00 cleo: EC-2, EC-3',
      'Sun 29 11:30 ana: EC-4, EC-5, EC-3',
      'Sun 29 11:30 cleo: EC-4, EC-2',
      'Sun 29 16:00 channel: EC-3',
      'Sun 29 16:00 ana: EC-3, EC-5, EC-4',
      'Sun 29 19:30 channel: EC-4',
      'Sun 29 19:30 ana: EC-4, EC-5, EC-3',
      // Half an hour ago it was listed: the limit itself is for channel and pager.
      'Sun 29 20:00 channel: EC-3',
      'Sun 29 22:00 cleo: EC-5',
      'Sun 29 23:30 channel: EC-4',
      'Mon 30 06:00 channel: EC-5',
      'Mon 30 06:00 ana: EC-5, EC-4, EC-3',
      'Mon 30 10:00 channel: EC-5',
      'Mon 30 10:00 ana: EC-5, EC-4, EC-3',
      // All three are past their limits: one message a day.
      'Mon 30 20:00 channel: EC-3',
      'Mon 30 23:30 channel: EC-4',
      'Tue 31 10:00 channel: EC-5',
      'Tue 31 10:00 ana: EC-5, EC-4, EC-3',
      // EC-3 was handed in at noon and waits for its reviewers, one of them asleep.
      'Tue 31 20:00 channel: EC-3',
      'Tue 31 20:00 cleo: EC-3',
      'Tue 31 23:30 channel: EC-4',
      'Wed 01 05:00 eva: EC-3',
      'Wed 01 10:00 channel: EC-5',
      'Wed 01 10:00 ana: EC-5, EC-4',
    ]);
  });

  it('have one digest each morning at 09:00 in Lisbon, also when the clocks change', () => {
    expect(undisturbed.digests).toEqual([
      'Thu 26 09:00 Thursday 26 March: 0 overdue, 0 unapproved, 2 due within 24 h',
      'Fri 27 09:00 Friday 27 March: 1 overdue, 0 unapproved, 0 due within 24 h',
      'Sat 28 09:00 Saturday 28 March: 1 overdue, 0 unapproved, 2 due within 24 h',
      'Sun 29 08:00 Sunday 29 March: 3 overdue, 0 unapproved, 1 due within 24 h',
      'Mon 30 08:00 Monday 30 March: 3 overdue, 0 unapproved, 0 due within 24 h',
      'Tue 31 08:00 Tuesday 31 March: 3 overdue, 0 unapproved, 0 due within 24 h',
      'Wed 01 08:00 Wednesday 1 April: 3 overdue, 0 unapproved, 0 due within 24 h',
    ]);
  });

  it('page for each limit that passes, and let go once the review is in', () => {
    expect(undisturbed.pages).toEqual(['trigger', 'resolve', 'trigger', 'trigger', 'trigger', 'resolve']);
    expect(undisturbed.complaints).toEqual([]);
    expect(undisturbed.errors).toEqual([]);
  });

  it.each<{ what: string; way: Way; bots?: number }>([
    {
      what: 'the process dies right after it posted, before it heard the answer, at every moment something is due and at every step',
      way: {
        before: (world) => world.slack.fail('chat.postMessage', { kind: 'answer-lost' }, 1),
        after: (world) => world.restart(),
      },
    },
    { what: 'two processes share the database', way: {}, bots: 2 },
  ])(
    'tell the same, nothing twice and nothing missing, when $what',
    async ({ way, bots }) => {
      const disturbed = await lived(way, bots);
      expect(disturbed.nags).toEqual(undisturbed.nags);
      expect(disturbed.told).toEqual(undisturbed.told);
      expect(disturbed.pages).toEqual(undisturbed.pages);
      expect(disturbed.errors).toEqual([]);
    },
    120_000,
  );
});
