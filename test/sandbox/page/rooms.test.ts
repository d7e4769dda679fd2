import { describe, expect, it } from 'vitest';
import type { SeenMessage } from '../../../src/sandbox/page/kit/kit.ts';
import { EMPTY, type Room, withLatest, withOlder } from '../../../src/sandbox/page/rooms.ts';

const message = (ts: number, text = 'x'): SeenMessage => ({
  channel: 'C1',
  ts: String(ts),
  user: 'U1',
  text,
  blocks: [],
});
const run = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => message(from + at));
const known = ({ messages }: Room) => messages.map(({ ts }) => Number(ts));

describe('what the page knows of a conversation', () => {
  const opened = withLatest(EMPTY, run(40, 49), '40');

  it('is the newest page, and older ones once they were asked for', () => {
    expect(known(opened)).toEqual([40, 41, 42, 43, 44, 45, 46, 47, 48, 49]);
    const more = withOlder(opened, run(38, 39), '38');
    expect([known(more)[0], more.since]).toEqual([38, '38']);
    expect(withOlder(more, run(36, 37), undefined).since).toBeUndefined();
  });

  it('keeps what newer messages pushed out of the page', () => {
    const moved = withLatest(opened, run(42, 51), '42');
    expect([known(moved).length, moved.since]).toEqual([12, '40']);
  });

  it('begins anew when too much came at once to close the gap', () => {
    const later = withLatest(opened, run(70, 79), '70');
    expect([known(later)[0], later.since]).toEqual([70, '70']);
  });

  it('shows a message as it is now, and none that is gone', () => {
    const edited = withLatest(opened, [message(40), message(41, 'new'), ...run(43, 49)], '40');
    expect(edited.messages[1]?.text).toBe('new');
    expect(known(edited)).not.toContain(42);
  });

  it('carries the beginning of a thread that is older than the page', () => {
    const withParent = withLatest(EMPTY, [message(10), ...run(40, 49)], '40');
    expect([known(withParent)[0], withParent.since]).toEqual([10, '40']);
  });
});
