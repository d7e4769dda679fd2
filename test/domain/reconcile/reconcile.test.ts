import { describe, expect, it } from 'vitest';
import type { KnownChange } from '../../../src/domain/reconcile/known.ts';
import { reconciler } from '../../../src/domain/reconcile/match.ts';
import type { LogRow } from '../../../src/domain/reconcile/types.ts';
import { HOUR, MINUTE } from '../../support/changes.ts';

const noon = Date.UTC(2026, 8, 15, 12);
const DAY = 24 * HOUR;
const commit = '9f3c1de0a4b56718293a4b5c6d7e8f9012345678';
const other = '00000000a4b56718293a4b5c6d7e8f9012345678';

const known = (overrides: Partial<KnownChange> = {}): KnownChange => ({
  key: 'ec-42',
  id: 'EC-42',
  systems: ['payments'],
  commits: [commit],
  deployments: [],
  declaredAt: noon,
  approved: [{ from: noon + 10 * MINUTE }],
  endedAt: noon + 2 * DAY,
  ...overrides,
});

const row = (overrides: Partial<LogRow> = {}): LogRow => ({
  line: 2,
  system: 'payments',
  isKnown: true,
  version: commit,
  deployedAt: noon + 20 * MINUTE,
  ...overrides,
});

const judge = (one: LogRow, ...changes: readonly KnownChange[]) =>
  reconciler(changes, { tolerance: MINUTE }).judge(one);

describe('a row of a deployment log', () => {
  it.each([
    { case: 'the approved commit, after the approval', kind: 'matched' },
    { case: 'the same, with a short hash', at: { version: commit.slice(0, 7) }, kind: 'matched' },
    { case: 'the change is named by the log', at: { version: undefined, reference: 'ec 42' }, kind: 'matched' },
    { case: 'before the approval', at: { deployedAt: noon + 5 * MINUTE }, kind: 'approved after' },
    { case: 'never approved', change: { approved: [] }, kind: 'approved after' },
    { case: 'while an approval stood that was taken back', change: took(5, 30), kind: 'matched' },
    { case: 'after an approval was taken back', change: took(5, 15), kind: 'approved after' },
    { case: 'seconds after the approval', at: { deployedAt: noon + 10.5 * MINUTE }, kind: 'inconclusive' },
    { case: 'seconds before the approval', at: { deployedAt: noon + 9.5 * MINUTE }, kind: 'inconclusive' },
    { case: 'seconds after, and recorded so', ...witnessed(10.5), kind: 'matched' },
    { case: 'seconds before, and recorded so', ...witnessed(9.5), kind: 'inconclusive' },
    { case: 'another commit', at: { version: other }, kind: 'different commit' },
    { case: 'another version than was recorded', ...recorded('v841', 'v842'), kind: 'different commit' },
    { case: 'the recorded tag, whatever its case', ...recorded('v841', 'V841'), kind: 'matched' },
    { case: 'a commit where a tag was recorded, at that time', ...recorded('v841', other), kind: 'matched' },
    { case: 'another system', at: { system: 'search' }, kind: 'undeclared' },
    { case: 'after the change ended', at: { deployedAt: noon + 3 * DAY }, kind: 'undeclared' },
    { case: 'before the change began', at: { deployedAt: noon - HOUR }, kind: 'undeclared' },
    { case: 'declared after it, and recorded so', ...retroactive(), kind: 'approved after' },
    { case: 'the change was withdrawn', change: { dropped: 'withdrawn' }, kind: 'undeclared' },
    { case: 'a normal change', at: { system: 'search', reference: 'CHG0031' }, kind: 'normal' },
    { case: 'a normal change while this one is under way', ...untied({ reference: 'CHG0031' }), kind: 'normal' },
    { case: 'nothing but the time ties it', ...untied(), kind: 'matched' },
    { case: 'nothing but the time, a day later', ...untied({ deployedAt: noon + 30 * HOUR }), kind: 'undeclared' },
    { case: 'named by the log long after it ended', ...named(noon + 30 * DAY), kind: 'undeclared' },
    { case: 'a change that is not in the record', at: { reference: 'EC-7' }, kind: 'undeclared' },
    { case: 'a change of another system', at: { system: 'search', reference: 'EC-42' }, kind: 'undeclared' },
    { case: 'a system nobody knows', at: { system: 'mainframe', isKnown: false }, kind: 'unknown system' },
  ] as const)('is “$kind”: $case', ({ kind, ...rest }) => {
    const { at = {}, change = {} } = rest as { at?: Partial<LogRow>; change?: Partial<KnownChange> };
    expect(judge(row(at), known(change))).toMatchObject({ kind });
  });

  it('says why, and which change it was held against', () => {
    expect(judge(row({ version: other }), known())).toMatchObject({
      change: 'EC-42',
      why: 'EC-42 is for 9f3c1de0a4b5',
    });
    expect(judge(row({ system: 'search' }), known()).change).toBeUndefined();
  });

  it('belongs to the change that names its commit, not to the one that is nearer', () => {
    const nearer = known({ id: 'EC-43', commits: [], declaredAt: noon + 19 * MINUTE, approved: [] });
    expect(judge(row(), nearer, known())).toMatchObject({ change: 'EC-42', kind: 'matched' });
  });

  it('is explained by the time alone once: the next one is not', () => {
    const { judge: next } = reconciler([known({ commits: [] })], { tolerance: MINUTE });
    expect(next(row({ version: undefined })).kind).toBe('matched');
    expect(next(row({ version: undefined, line: 3, deployedAt: noon + HOUR }))).toMatchObject({
      kind: 'inconclusive',
      why: 'EC-42 was under way, and explains line 2 already: nothing ties this one to it',
    });
  });

  it('finds a change that has been open for months', () => {
    const old = known({ endedAt: undefined, declaredAt: noon - 200 * DAY, approved: [{ from: noon - 199 * DAY }] });
    expect(judge(row(), old).kind).toBe('matched');
  });
});

describe('a change without a row', () => {
  it('is told, unless nothing should have gone out or it is of another time', () => {
    const changes = [
      known(),
      known({ id: 'EC-43', systems: ['search'] }),
      known({ id: 'EC-44', dropped: 'not implemented' }),
      known({ id: 'EC-45', declaredAt: noon - 10 * DAY, endedAt: noon - 9 * DAY }),
    ];
    const held = reconciler(changes, { tolerance: MINUTE });
    held.judge(row());
    expect(held.unseen(noon - DAY, noon + DAY).map(({ id }) => id)).toEqual(['EC-43']);
  });
});

function took(from: number, until: number) {
  return { approved: [{ from: noon + from * MINUTE, until: noon + until * MINUTE }] };
}

function witnessed(minutes: number) {
  const at = noon + minutes * MINUTE;
  return { at: { deployedAt: at }, change: { deployments: [{ at, versions: [commit] }] } };
}

function recorded(version: string, seen: string) {
  const deployments = [{ at: noon + 20 * MINUTE, versions: [version] }];
  return { at: { version: seen }, change: { commits: [], deployments } };
}

function retroactive() {
  const at = noon - 3 * HOUR;
  return { at: { deployedAt: at }, change: { deployments: [{ at, versions: [commit] }] } };
}

function untied(at: Partial<LogRow> = {}) {
  return { at: { version: undefined, ...at }, change: { commits: [] } };
}

function named(deployedAt: number) {
  return { at: { deployedAt, reference: 'EC-42' } };
}
