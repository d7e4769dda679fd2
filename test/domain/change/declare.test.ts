import { describe, expect, it } from 'vitest';
import type { Details } from '../../../src/domain/change/types.ts';
import { ana, cleo, declared, declaredAt, deployment, details, HOUR, MINUTE } from '../../support/changes.ts';
import { asked } from '../../support/facts.ts';
import { given } from '../../support/given.ts';
import { declares } from '../../support/orders.ts';

const DAY = 24 * HOUR;
const facts = (decision: ReturnType<ReturnType<typeof given>['when']>) => decision.events.map(({ type }) => type);

describe('declaring', () => {
  it('records the change with what the policy demands, and asks its approvers at once', () => {
    expect(given().when(declares())).toEqual({ ok: true, events: [declared(), asked()] });
  });

  it('records who cannot be asked, so that nobody has to find out', () => {
    const plan = {
      asked: [{ user: cleo, groups: ['leadership'] }],
      fallback: 'change-managers',
      shortfall: ['oncall-leads'],
    };
    expect(given().when(declares({ plan })).events[1]).toEqual(asked(plan));
  });

  it('names the incident and keeps the evidence', () => {
    const evidence = { kind: 'link' as const, text: 'The alarm', url: 'https://example.slack.com/archives/C1/p1' };
    const { events } = given().when(declares({ incident: '8812', evidence }));
    expect(events.slice(2)).toEqual([
      { type: 'IncidentNamed', by: ana, at: declaredAt, reference: '8812' },
      { type: 'EvidenceAdded', by: ana, at: declaredAt, evidence },
    ]);
  });

  it('records after the fact what is deployed already', () => {
    const before = { ...deployment, deployedAt: declaredAt - 20 * MINUTE };
    expect(
      given()
        .when(declares({ deployment: before }))
        .events.at(-1),
    ).toEqual({
      type: 'DeploymentRecorded',
      by: ana,
      at: declaredAt,
      deployment: before,
      source: 'slack',
    });
  });

  it('takes "none possible" for a way back', () => {
    const wayBack = { ...details, rollbackPlan: 'None possible: the messages are sent' };
    expect(facts(given().when(declares({ details: wayBack })))).toEqual(['ChangeDeclared', 'ApprovalRequested']);
  });

  it('happens once for one form', () => {
    expect(given(declared()).when(declares())).toEqual({ ok: false, error: { code: 'already-declared' }, events: [] });
  });

  it.each<{ without: string; spoilt: Partial<Details>; field: string; problem: object }>([
    { without: 'a summary', spoilt: { summary: ' ' }, field: 'summary', problem: { kind: 'missing' } },
    { without: 'a summary that says what', spoilt: { summary: 'fix it' }, field: 'summary', problem: { atLeast: 8 } },
    { without: 'a system', spoilt: { systems: [] }, field: 'systems', problem: { kind: 'missing' } },
    {
      without: 'a reason of substance',
      spoilt: { justification: 'urgent, asap!' },
      field: 'justification',
      problem: { kind: 'placeholder' },
    },
    {
      without: 'a way back',
      spoilt: { rollbackPlan: 'none' },
      field: 'rollbackPlan',
      problem: { kind: 'placeholder' },
    },
  ])('is refused without $without', ({ spoilt, field, problem }) => {
    expect(given().when(declares({ details: { ...details, ...spoilt } }))).toMatchObject({
      ok: false,
      error: { code: 'not-substantial', field, problem },
      events: [],
    });
  });

  it.each([
    { when: 'in the future', deployedAt: declaredAt + HOUR, code: 'time-in-future' },
    { when: 'a hundred days ago', deployedAt: declaredAt - 100 * DAY, code: 'time-too-old' },
  ])('is refused with a deployment $when', ({ deployedAt, code }) => {
    expect(given().when(declares({ deployment: { ...deployment, deployedAt } }))).toMatchObject({
      ok: false,
      error: { code, field: 'deployedAt' },
    });
  });

  it('comes before everything else', () => {
    const orphan = given().when({ type: 'Withdraw', by: ana, at: declaredAt });
    expect(orphan).toEqual({ ok: false, error: { code: 'no-such-change' }, events: [] });
  });
});
