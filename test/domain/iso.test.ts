import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoText } from '../../src/domain/iso.ts';

describe('an instant as text', () => {
  it('is what the language itself says, of any day and in any order', () => {
    const instant = fc.oneof(
      fc.integer({ min: -8.64e15, max: 8.64e15 }),
      fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 0, 4) }),
      fc.double({ min: -1e6, max: Date.UTC(2030, 0, 1), noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(instant, { minLength: 1, maxLength: 20 }), (instants) => {
        expect(instants.map(isoText)).toEqual(instants.map((at) => new Date(at).toISOString()));
      }),
      { numRuns: 1000 },
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 8.64e15 + 1])('does not exist of %d', (at) => {
    expect(() => isoText(at)).toThrow(RangeError);
  });
});
