import { describe, expect, it } from 'vitest';
import { deploymentWithoutRecord } from '../../../src/domain/findings/stray.ts';
import type { SightingEvent } from '../../../src/domain/sighting/events.ts';
import { foldSighting } from '../../../src/domain/sighting/evolve.ts';
import type { Seen } from '../../../src/domain/sighting/types.ts';
import { ana, ben, declaredAt, HOUR, KEY } from '../../support/changes.ts';

const seen: Seen = {
  kind: 'deployment',
  source: 'github',
  system: 'payments',
  environment: 'production',
  commit: 'abc1234def5678',
  what: 'v841',
  occurredAt: declaredAt,
  who: ana,
};
const at = declaredAt + HOUR;
const recorded: SightingEvent = { type: 'SightingRecorded', at, seen, fingerprint: 'f', judgeAt: at };
const asked: SightingEvent = { type: 'SightingFoundUndeclared', at, who: ana, answerBy: at + 24 * HOUR };
const text = 'A test of the pipeline on a quiet Sunday';

function findingAfter(...events: readonly SightingEvent[]) {
  const sighting = foldSighting('sighting/1', [recorded, ...events]);
  return sighting && deploymentWithoutRecord(sighting);
}

describe('a deployment without a record', () => {
  it('is a finding of its own shape, open until somebody answers', () => {
    expect(findingAfter(asked)).toMatchObject({
      code: 'deployment-without-record',
      title: 'deployment without a record',
      evidence: `payments v841 (abc1234) went out to production by ${ana} at 2026-11-21 03:12 UTC; no change covers it.`,
      since: declaredAt,
      state: 'open',
      explanations: [],
    });
  });

  it('is explained by a named person, and stays', () => {
    expect(findingAfter(asked, { type: 'SightingExplained', by: ben, at, text })).toMatchObject({
      state: 'explained',
      explanations: [{ by: ben, at, text }],
    });
  });

  it.each<{ by: string; event: SightingEvent; named: string }>([
    {
      by: 'declaring it',
      event: { type: 'SightingDeclared', by: ana, at, change: KEY, id: { sequence: 'EC', number: 42 } },
      named: 'EC-42',
    },
    {
      by: 'linking the normal change',
      event: { type: 'SightingLinked', by: ana, at, reference: 'OPS-7' },
      named: 'OPS-7',
    },
    {
      by: 'matching it later',
      event: { type: 'SightingMatched', at, change: KEY, id: { sequence: 'EC', number: 42 } },
      named: 'EC-42',
    },
  ])('is cleared by $by, and stays', ({ event, named }) => {
    const finding = findingAfter(asked, event);
    expect(finding?.state).toBe('cleared');
    expect(finding?.evidence).toContain(`${named} was named for it since`);
  });

  it.each<{ when: string; events: readonly SightingEvent[] }>([
    { when: 'its quiet period runs', events: [] },
    {
      when: 'it belongs to an emergency change',
      events: [{ type: 'SightingMatched', at, change: KEY, id: { sequence: 'EC', number: 42 } }],
    },
    {
      when: 'it went the normal way',
      events: [{ type: 'SightingFoundNormal', at, reference: '#12', approvedBy: [ben] }],
    },
  ])('is not there when $when', ({ events }) => {
    expect(findingAfter(...events)).toBeUndefined();
  });
});
