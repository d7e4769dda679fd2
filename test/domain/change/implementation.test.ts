import { describe, expect, it } from 'vitest';
import type { ChangeEvent } from '../../../src/domain/change/events.ts';
import type { Standing } from '../../../src/domain/change/types.ts';
import { ana, ben, declared, declaredAt, deployed, deployment, HOUR, MINUTE } from '../../support/changes.ts';
import {
  approvedByAll,
  asked,
  closedStory,
  expired,
  notImplemented,
  rejected,
  rolledBack,
  withdrawn,
} from '../../support/facts.ts';
import { given } from '../../support/given.ts';
import { addsEvidence, deploys, drops, rollsBack } from '../../support/orders.ts';

const open = [declared(), asked()];
const at = declaredAt + 10 * MINUTE;
const ends: readonly { state: string; past: readonly ChangeEvent[]; code: string }[] = [
  { state: 'withdrawn', past: [...open, withdrawn()], code: 'withdrawn' },
  { state: 'not implemented', past: [...open, ...notImplemented()], code: 'not-implemented' },
  { state: 'closed', past: closedStory, code: 'closed' },
];

describe('recording a deployment', () => {
  it.each([
    { state: 'approved', past: [...open, ...approvedByAll] },
    { state: 'not approved yet', past: open },
    { state: 'rejected', past: [...open, rejected()] },
    { state: 'deployed already', past: [...open, deployed({ what: 'v840' })] },
  ])('takes the fact when the change is $state', ({ past }) => {
    expect(given(...past).when(deploys())).toEqual({
      ok: true,
      events: [{ type: 'DeploymentRecorded', by: ana, at, deployment, source: 'slack' }],
    });
  });

  it.each([
    { state: 'closed', past: closedStory },
    { state: 'withdrawn after the request lapsed', past: [...open, expired(), withdrawn()] },
  ])('of a log is taken on a change that is $state, which stays so', ({ past }) => {
    const long = declaredAt + 400 * 24 * HOUR;
    const { ok, events } = given(...past).when(
      deploys({ at: long, source: 'import', deployment: { ...deployment, what: 'v842' } }),
    );
    expect([ok, events.map(({ type }) => type)]).toEqual([true, ['DeploymentRecorded']]);
  });

  it('is open to every member, not only to those involved', () => {
    expect(given(...open).when(deploys({ by: ben })).ok).toBe(true);
  });

  it('asks again for an approval that had lapsed: now it is owed', () => {
    const { events } = given(...open, expired()).when(deploys({ at: declaredAt + 3 * HOUR }));
    expect(events[1]).toEqual(asked({ round: 2, at: declaredAt + 3 * HOUR }));
  });

  it.each(['11', 'v8', '#42', '2.2.2'])('takes a short name such as %s', (what) => {
    expect(given(...open).when(deploys({ deployment: { ...deployment, what } })).ok).toBe(true);
  });

  it.each(ends)('is refused when the change is $state', ({ past, code }) => {
    expect(given(...past).when(deploys())).toMatchObject({ ok: false, error: { code }, events: [] });
  });

  it.each<Standing>(['guest', 'bot', 'deactivated', 'stranger', 'unknown'])('is refused to a %s', (standing) => {
    expect(given(...open).when(deploys({ standing }))).toMatchObject({ error: { code: 'no-standing', standing } });
  });

  it.each([
    { case: 'without a name', spoilt: { what: ' ' }, error: { code: 'not-substantial', field: 'what' } },
    { case: 'from the future', spoilt: { deployedAt: at + 3 * MINUTE }, error: { code: 'time-in-future' } },
    { case: 'from another age', spoilt: { deployedAt: at - 91 * 24 * HOUR }, error: { code: 'time-too-old' } },
  ])('is refused $case', ({ spoilt, error }) => {
    expect(given(...open).when(deploys({ deployment: { ...deployment, ...spoilt } }))).toMatchObject({
      ok: false,
      error,
    });
  });

  it('bears with clocks that differ by two minutes', () => {
    expect(given(...open).when(deploys({ deployment: { ...deployment, deployedAt: at + 2 * MINUTE } })).ok).toBe(true);
  });

  it('happens once for one deployment', () => {
    expect(given(...open, deployed()).when(deploys())).toMatchObject({
      error: { code: 'same-deployment', at: declaredAt + 8 * MINUTE },
    });
  });
});

describe('recording a rollback', () => {
  const out = [...open, deployed()];

  it('takes who, when and what happened', () => {
    expect(given(...out).when(rollsBack())).toEqual({
      ok: true,
      events: [
        {
          type: 'DeploymentRolledBack',
          by: ana,
          at: declaredAt + HOUR,
          rolledBackAt: declaredAt + 50 * MINUTE,
          note: 'It made things worse',
        },
      ],
    });
  });

  it.each(ends)('is refused when the change is $state', ({ past, code }) => {
    expect(given(...past).when(rollsBack())).toMatchObject({ error: { code } });
  });

  it.each([
    { case: 'while nothing is deployed', past: open, order: rollsBack(), code: 'nothing-deployed' },
    { case: 'twice', past: [...out, rolledBack()], order: rollsBack(), code: 'already-rolled-back' },
    { case: 'to outsiders', past: out, order: rollsBack({ by: ben }), code: 'only-involved' },
    {
      case: 'ahead of time',
      past: out,
      order: rollsBack({ rolledBackAt: declaredAt + 2 * HOUR }),
      code: 'time-in-future',
    },
  ])('is refused $case', ({ past, order, code }) => {
    expect(given(...past).when(order)).toMatchObject({ ok: false, error: { code } });
  });

  it('is open to whoever deployed', () => {
    expect(given(...open, deployed({ who: ben })).when(rollsBack({ by: ben })).ok).toBe(true);
  });
});

describe('saying that it was not implemented', () => {
  it('closes the change', () => {
    expect(given(...open, ...approvedByAll).when(drops())).toEqual({
      ok: true,
      events: notImplemented(ana, declaredAt + HOUR),
    });
  });

  it.each(ends)('is refused when the change is $state', ({ past, code }) => {
    expect(given(...past).when(drops())).toMatchObject({ error: { code } });
  });

  it.each([
    { case: 'to outsiders', past: open, order: drops({ by: ben }), code: 'only-involved' },
    { case: 'once something is deployed', past: [...open, deployed()], order: drops(), code: 'already-deployed' },
    { case: 'without a reason', past: open, order: drops({ reason: '' }), code: 'not-substantial' },
  ])('is refused $case', ({ past, order, code }) => {
    expect(given(...past).when(order)).toMatchObject({ ok: false, error: { code } });
  });
});

describe('adding evidence', () => {
  it('is open to every member', () => {
    expect(given(...open).when(addsEvidence())).toEqual({
      ok: true,
      events: [
        {
          type: 'EvidenceAdded',
          by: ben,
          at: declaredAt + HOUR,
          evidence: { kind: 'test', text: 'Smoke test passed' },
        },
      ],
    });
  });

  it('takes a bare link', () => {
    const evidence = { kind: 'link' as const, text: '', url: 'https://ci.example.com/runs/991' };
    expect(given(...open).when(addsEvidence({ evidence })).ok).toBe(true);
  });

  it.each(ends)('is refused when the change is $state', ({ past, code }) => {
    expect(given(...past).when(addsEvidence())).toMatchObject({ error: { code } });
  });

  it.each([
    { case: 'to a guest', order: addsEvidence({ standing: 'guest' }), code: 'no-standing' },
    {
      case: 'when it is empty',
      order: addsEvidence({ evidence: { kind: 'note', text: ' ' } }),
      code: 'not-substantial',
    },
  ])('is refused $case', ({ order, code }) => {
    expect(given(...open).when(order)).toMatchObject({ ok: false, error: { code } });
  });
});
