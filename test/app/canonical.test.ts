import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/app/canonical.ts';

const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('"', '\\', '\u0000', '\u007f', 'é'));
const key = fc.oneof(text, fc.constantFrom('10', '9', '__proto__', 'a', 'A', '\u{1f600}', '\ufb33'));
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(null, true, false, undefined),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    text,
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(key, tie('any'), { maxKeys: 5 }),
  ),
})).any;

describe('canonical JSON', () => {
  it('is the very text that the library of the standard’s author writes', () => {
    fc.assert(
      fc.property(fc.record({ value }), (sample) => {
        expect(canonicalJson(sample)).toBe(canonicalize(sample));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    { what: 'half a character', value: 'a\ud800' },
    { what: 'half a character as a name', value: { '\udc00b': 1 } },
    { what: 'no number', value: Number.NaN },
    { what: 'infinity', value: [Number.NEGATIVE_INFINITY] },
  ])('does not exist of $what', ({ value: sample }) => {
    expect(() => canonicalJson({ sample })).toThrow('no canonical form');
    expect(() => canonicalize({ sample })).toThrow();
  });
});
