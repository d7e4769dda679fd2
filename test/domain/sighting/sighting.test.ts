import { describe, expect, it } from 'vitest';
import {
  answerSighting,
  findNormal,
  findUndeclared,
  matchSighting,
  recordSighting,
} from '../../../src/domain/sighting/decide.ts';
import type { SightingEvent } from '../../../src/domain/sighting/events.ts';
import { foldSighting } from '../../../src/domain/sighting/evolve.ts';
import type { Candidate } from '../../../src/domain/sighting/match.ts';
import { coveringChange, namingChange, otherCommitOf } from '../../../src/domain/sighting/match.ts';
import type { Seen } from '../../../src/domain/sighting/types.ts';
import { ana, ben, declaredAt, HOUR, MINUTE } from '../../support/changes.ts';

const SHA = '9f3c1de0a4b56718293a4b5c6d7e8f9012345678';
const OTHER = 'aa11bb22cc33dd44ee55ff6677889900aabbccdd';
const at = declaredAt + HOUR;
const seen: Seen = {
  kind: 'deployment',
  source: 'api',
  system: 'payments',
  commit: SHA,
  what: 'v841',
  occurredAt: declaredAt + 7 * MINUTE,
  who: ana,
};
const recorded: SightingEvent = { type: 'SightingRecorded', at, seen, fingerprint: 'f', judgeAt: at + 5 * MINUTE };
const undeclared: SightingEvent = { type: 'SightingFoundUndeclared', at, who: ana, answerBy: at + 24 * HOUR };
const explained: SightingEvent = { type: 'SightingExplained', by: ana, at, text: 'A test of the pipeline itself' };
const known = (...events: readonly SightingEvent[]) => foldSighting('s', [recorded, ...events]);
const EC = { key: 'k', id: { sequence: 'EC', number: 42 } } as const;

describe('what went out', () => {
  it('is recorded once', () => {
    const order = { seen, fingerprint: 'f', at, judgeAt: at };
    expect(recordSighting(undefined, order)).toMatchObject({ ok: true, value: [{ type: 'SightingRecorded' }] });
    expect(recordSighting(known(), order)).toEqual({ ok: true, value: [] });
  });

  it('is asked about once', () => {
    expect(findUndeclared(known(), { at, within: 24 * HOUR })).toEqual({ ok: true, value: [undeclared] });
    expect(findUndeclared(known(undeclared), { at, within: 24 * HOUR })).toEqual({ ok: true, value: [] });
  });

  it('may be found to belong to a change while somebody thinks, and no more once it is answered', () => {
    expect(matchSighting(known(undeclared), { at, ...EC })).toMatchObject({ value: [{ type: 'SightingMatched' }] });
    expect(matchSighting(known(undeclared, explained), { at, ...EC })).toEqual({ ok: true, value: [] });
    expect(findNormal(known(undeclared, explained), { at, reference: 'CHG-1', approvedBy: [] }).ok).toBe(true);
  });

  it.each([
    { answer: { how: 'linked' as const, reference: 'CHG-1042' }, type: 'SightingLinked' },
    { answer: { how: 'explained' as const, text: 'A test of the pipeline itself' }, type: 'SightingExplained' },
    { answer: { how: 'declared' as const, change: EC.key, id: EC.id }, type: 'SightingDeclared' },
  ])('is answered by a named person: $type', ({ answer, type }) => {
    expect(answerSighting(known(undeclared), { by: ben, at, ...answer })).toMatchObject({ value: [{ type, by: ben }] });
    expect(answerSighting(known(undeclared, explained), { by: ben, at, ...answer })).toMatchObject({
      ok: false,
      error: { code: 'already-answered', by: ana },
    });
  });

  it.each(['', 'n/a', 'asdf', 'urgent', 'hotfix'])('is not explained by “%s”', (text) => {
    expect(answerSighting(known(undeclared), { by: ana, at, how: 'explained', text })).toMatchObject({
      error: { code: 'not-substantial', field: 'text' },
    });
  });
});

describe('to which change it belongs', () => {
  const candidate = (overrides: Partial<Candidate> = {}): Candidate => ({
    ...EC,
    declaredAt,
    standing: 'pending',
    grants: [{ systems: ['payments'], commits: [] }],
    pulls: [],
    ...overrides,
  });
  const naming = candidate({ grants: [{ systems: ['payments'], commits: [SHA] }] });
  const namingOther = candidate({ grants: [{ systems: ['payments'], commits: [OTHER] }] });
  const before = { ...seen, occurredAt: declaredAt - 10 * MINUTE };

  it('is the one that names its commit, also when it was declared after', () => {
    expect(namingChange(before, [], [candidate(), naming])).toBe(naming);
  });

  it('is the one that names its pull request', () => {
    const url = 'https://github.com/acme/payments/pull/12';
    const change = candidate({ pulls: [url] });
    expect(namingChange(seen, [url], [change])).toBe(change);
    expect(namingChange(seen, [], [change])).toBeUndefined();
  });

  it('is the newest that covers its system whatever the commit', () => {
    const older = candidate({ key: 'older', declaredAt: declaredAt - HOUR });
    expect(coveringChange(seen, [older, candidate()])).toMatchObject({ key: 'k' });
  });

  it('is none that was declared after it: it may be what made the emergency', () => {
    expect(coveringChange(before, [candidate()])).toBeUndefined();
  });

  it('is none for another system or commit; another commit is told where one is under way', () => {
    expect(coveringChange({ ...seen, system: 'search' }, [candidate()])).toBeUndefined();
    expect(coveringChange(seen, [namingOther])).toBeUndefined();
    expect(otherCommitOf(seen, [namingOther])).toBe(namingOther);
    expect(otherCommitOf(seen, [naming])).toBeUndefined();
  });
});
