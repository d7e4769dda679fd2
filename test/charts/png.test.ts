import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { chartPictures } from '../../src/main/pictures.ts';

const week = (day: number, onTime: number, late = 0, open = 0) => ({
  from: Date.UTC(2026, 10, day),
  onTime,
  late,
  open,
});

/** How many points of a picture are not white. */
function drawn(bytes: Uint8Array): number {
  const { data } = PNG.sync.read(Buffer.from(bytes));
  let count = 0;
  for (let at = 0; at < data.length; at += 4) if (data.readUIntBE(at, 3) !== 0xffffff) count += 1;
  return count;
}

describe('the chart of the weeks', () => {
  it('is a picture twice its size, and says in words what it shows', async () => {
    const { bytes, alt, name } = await chartPictures().trend([week(2, 1, 1), week(9, 0, 0, 2)]);
    const { width, height } = PNG.sync.read(Buffer.from(bytes));
    expect({ name, width, height }).toEqual({ name: 'trend.png', width: 1280, height: 440 });
    expect(alt).toBe(
      'Emergency changes by week, 2 weeks. review on time: 2 Nov 1, 9 Nov 0. review late: 2 Nov 1, 9 Nov 0. no review due yet: 2 Nov 0, 9 Nov 2.',
    );
  });

  it('is the same picture for the same weeks, and shows letters and bars', async () => {
    const [one, again, empty] = await Promise.all(
      [[week(2, 3)], [week(2, 3)], [week(2, 0)]].map((weeks) => chartPictures().trend(weeks)),
    );
    expect(Buffer.from(one?.bytes ?? []).equals(Buffer.from(again?.bytes ?? []))).toBe(true);
    expect(drawn(empty?.bytes ?? new Uint8Array())).toBeGreaterThan(1_000);
    expect(drawn(one?.bytes ?? new Uint8Array())).toBeGreaterThan(drawn(empty?.bytes ?? new Uint8Array()) + 1_000);
  });
});
