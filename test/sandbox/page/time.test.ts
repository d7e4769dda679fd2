import { describe, expect, it } from 'vitest';
import { dayName, distance, instantOf, localOf, slackDate, stamp } from '../../../src/sandbox/page/text/time.ts';

const at = Date.parse('2026-11-20T23:30:00Z');
const HOUR = 3_600_000;

describe("a person's time", () => {
  it.each([
    { zone: 'Europe/Lisbon', shown: 'Today 23:30' },
    { zone: 'Asia/Tokyo', shown: 'Today 08:30' },
  ])('is that of $zone', ({ zone, shown }) => {
    expect(slackDate(at, '{date_short_pretty} {time}', at, zone)).toBe(shown);
  });

  it('changes its day at midnight where the person is', () => {
    expect(dayName(at, at + HOUR, 'Europe/Lisbon')).toBe('Yesterday');
    expect(dayName(at, at + HOUR, 'America/New_York')).toBe('Today');
    expect(stamp(at + 48 * HOUR, at, 'Europe/Lisbon')).toBe('Sun 22 Nov 23:30');
  });

  it("begins with a capital, as Slack's dates do, unless something invisible comes first", () => {
    expect(slackDate(at, '{date_pretty}', at, 'UTC')).toBe('Today');
    expect(slackDate(at, '\u200B{date_pretty}', at, 'UTC')).toBe('\u200Btoday');
  });

  it.each(['Europe/Lisbon', 'America/New_York', 'Asia/Kolkata'])('typed in %s comes back the same', (zone) => {
    for (const local of ['2026-11-20T03:12', '2026-03-29T00:30', '2026-10-25T12:00']) {
      expect(localOf(instantOf(local, zone), zone)).toBe(local);
    }
  });

  it('says how far away it is', () => {
    expect([distance(at + HOUR / 2, at), distance(at - 3 * HOUR, at), distance(at + 72 * HOUR, at)]).toEqual([
      'in 30 min',
      '3 h ago',
      'in 3 days',
    ]);
  });
});
