import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deal, drawSample } from '../../src/evidence/sample.ts';

const population = (count: number, stratumOf?: (number: number) => string) =>
  Array.from({ length: count }, (_, index) => ({ id: `EC-${index + 1}`, stratum: stratumOf?.(index + 1) }));
const ids = (drawn: readonly { id: string }[]) => drawn.map(({ id }) => id);
const shell = (script: string) => execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trim().split('\n');

describe('a sample', () => {
  it('is what a shell with sha256sum draws from the numbers', () => {
    const recipe = `for id in $(seq -f 'EC-%g' 1 137); do
      echo "$(printf '%s' "7:$id" | sha256sum | cut -c1-64) $id"
    done | LC_ALL=C sort | head -25 | cut -d' ' -f2`;
    expect(ids(drawSample(population(137), { size: 25, seed: '7' }))).toEqual(shell(recipe));
  });

  it('is fixed for good: these numbers were drawn with other tools', () => {
    expect(ids(drawSample(population(40), { size: 5, seed: '7' }))).toEqual([
      'EC-13',
      'EC-34',
      'EC-3',
      'EC-25',
      'EC-10',
    ]);
  });

  it('does not depend on the order in which the changes are listed', () => {
    const all = population(60);
    expect(drawSample(all.toReversed(), { size: 9, seed: 'q3' })).toEqual(drawSample(all, { size: 9, seed: 'q3' }));
  });

  it('is another one with another seed, and the beginning of a larger one', () => {
    const [small, large, other] = [
      { size: 10, seed: '7' },
      { size: 20, seed: '7' },
      { size: 10, seed: '8' },
    ].map((draw) => ids(drawSample(population(200), draw)));
    expect(large?.slice(0, 10)).toEqual(small);
    expect(other).not.toEqual(small);
  });

  it.each([
    { what: 'more than there is', count: 3, size: 25, drawn: 3 },
    { what: 'nothing', count: 3, size: 0, drawn: 0 },
    { what: 'of nothing', count: 0, size: 25, drawn: 0 },
  ])('of $what is $drawn', ({ count, size, drawn }) => {
    expect(drawSample(population(count), { size, seed: '7' })).toHaveLength(drawn);
  });
});

describe('a sample in strata', () => {
  const systems = (number: number) => (number % 10 === 0 ? 'identity' : number % 3 === 0 ? 'search' : 'payments');

  it('takes of each stratum what that stratum alone would give', () => {
    const all = population(100, systems);
    const drawn = drawSample(all, { size: 20, seed: '7' });
    for (const system of ['identity', 'search', 'payments']) {
      const own = drawn.filter(({ stratum }) => stratum === system);
      const alone = all.filter(({ stratum }) => stratum === system).map(({ id }) => ({ id }));
      expect(ids(own)).toEqual(ids(drawSample(alone, { size: own.length, seed: '7' })));
    }
  });

  it.each([
    { sizes: { payments: 60, search: 30, identity: 10 }, size: 10, places: { payments: 6, search: 3, identity: 1 } },
    { sizes: { payments: 98, search: 1, identity: 1 }, size: 10, places: { payments: 8, search: 1, identity: 1 } },
    { sizes: { payments: 5, search: 5, identity: 5 }, size: 2, places: { payments: 1, search: 0, identity: 1 } },
    { sizes: { payments: 9, search: 2, identity: 2 }, size: 2, places: { payments: 1, search: 0, identity: 1 } },
    { sizes: { payments: 2, search: 1, identity: 1 }, size: 9, places: { payments: 2, search: 1, identity: 1 } },
  ])('deals $size places of $sizes as $places', ({ sizes, size, places }) => {
    expect(Object.fromEntries(deal(new Map(Object.entries(sizes)), size))).toEqual(places);
  });

  it('never deals more places than there are changes, all of them where there are enough, and one to each first', () => {
    const strata = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.integer({ min: 1, max: 40 }));
    fc.assert(
      fc.property(strata, fc.integer({ min: 0, max: 120 }), (sizes, size) => {
        const places = deal(new Map(Object.entries(sizes)), size);
        const total = Object.values(sizes).reduce((sum, count) => sum + count, 0);
        expect([...places.values()].reduce((sum, count) => sum + count, 0)).toBe(Math.min(size, total));
        for (const [name, count] of Object.entries(sizes)) {
          expect(places.get(name)).toBeLessThanOrEqual(count);
          if (size >= Object.keys(sizes).length) expect(places.get(name)).toBeGreaterThan(0);
        }
      }),
    );
  });
});
