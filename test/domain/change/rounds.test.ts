import { describe, expect, it } from 'vitest';
import { scopeOf } from '../../../src/domain/change/state.ts';
import { timingVerdict } from '../../../src/domain/verdict.ts';
import {
  ana,
  approved,
  asBen,
  asCleo,
  asDan,
  ben,
  changeOf,
  cleo,
  dan,
  declared,
  declaredAt,
  deployed,
  deployment,
  HOUR,
  MINUTE,
} from '../../support/changes.ts';
import {
  approvedByAll,
  asked,
  authorized,
  closedStory,
  expired,
  finn,
  signedOff,
  submitted,
  withdrawn,
} from '../../support/facts.ts';
import { given } from '../../support/given.ts';
import { approves, deploys, extendsScope, learns, rejects } from '../../support/orders.ts';

const open = [declared(), asked()];
const settled = [...open, ...approvedByAll];
const at = declaredAt + 20 * MINUTE;
const wider = given(...settled).when(extendsScope()).events;
const types = (events: readonly { type: string }[]) => events.map(({ type }) => type);

describe('a wider scope', () => {
  it('needs a yes of its own', () => {
    expect(types(wider)).toEqual(['ScopeExtended', 'ApprovalRequested']);
    expect(wider[1]).toEqual(asked({ round: 2, because: 'scope extended', at, asked: [asBen, asDan] }));
  });

  it('may be approved by the same people, on what it requires', () => {
    const yes = approves(ben, ['oncall-leads'], { at: declaredAt + HOUR });
    expect(types(given(...settled, ...wider).when(yes).events)).toEqual(['ApprovalGiven', 'ChangeAuthorized']);
  });

  it('does not move when the change was first authorized', () => {
    const change = changeOf(
      declared(),
      asked(),
      ...approvedByAll,
      ...wider,
      approved(ben, 'oncall-leads', at),
      authorized(declaredAt + HOUR),
    );
    expect(change.authorization.authorizedAt).toBe(declaredAt + 4 * MINUTE);
  });

  it('may be refused: what was approved stays approved', () => {
    const no = given(...settled, ...wider).when(rejects(dan, ['oncall-leads'], { at: declaredAt + HOUR }));
    expect(types(no.events)).toEqual(['ScopeExtensionRejected']);
    expect(changeOf(declared(), asked(), ...approvedByAll, ...wider, ...no.events).authorization.status).toBe(
      'authorized',
    );
  });

  it('that is refused leaves those who approved, and what they were asked for, as it was', () => {
    const no = given(...settled, ...wider).when(rejects(dan, ['oncall-leads'], { at: declaredAt + HOUR }));
    const before = changeOf(declared(), asked(), ...approvedByAll);
    const after = changeOf(declared(), asked(), ...approvedByAll, ...wider, ...no.events);
    expect(after.authorization.given).toEqual(before.authorization.given);
    expect(after.terms).toEqual(before.terms);
    expect(scopeOf(after)).toEqual(scopeOf(before));
    expect(after.extensions).toMatchObject([{ status: 'rejected', rejectedBy: dan }]);
  });

  it('that nobody decides on lapses, and what was approved stays approved', () => {
    const lapse = given(...settled, ...wider).when({ type: 'ExpireApproval', at: declaredAt + 5 * HOUR });
    const after = changeOf(declared(), asked(), ...approvedByAll, ...wider, ...lapse.events);
    expect(types(lapse.events)).toEqual(['ApprovalExpired']);
    expect(after).toMatchObject({ authorization: { status: 'authorized', given: [{ by: ben }, { by: cleo }] } });
    expect(after.extensions).toMatchObject([{ status: 'lapsed' }]);
  });

  it('that is approved is part of what is asked about from then on', () => {
    const yes = given(...settled, ...wider).when(approves(ben, ['oncall-leads'], { at: declaredAt + HOUR }));
    const after = changeOf(declared(), asked(), ...approvedByAll, ...wider, ...yes.events);
    expect(scopeOf(after)).toEqual({ systems: ['payments', 'search'], commits: [] });
  });

  it('that is refused shows what is owed, when somebody who approved has deployed meanwhile', () => {
    const byBen = given(...settled, ...wider).when(deploys({ at, deployment: { ...deployment, who: ben } }));
    expect(types(byBen.events)).toEqual(['DeploymentRecorded', 'InvolvementLearned']);
    const no = given(...settled, ...wider, ...byBen.events).when(
      rejects(dan, ['oncall-leads'], { at: declaredAt + HOUR }),
    );
    expect(no.events[1]).toMatchObject({ type: 'ApprovalRequested', because: 'independent approval owed' });
  });

  it('that is refused after the review was signed off closes the change', () => {
    const past = [...settled, deployed(), ...wider, submitted(), signedOff(finn)];
    const no = given(...past).when(rejects(dan, ['oncall-leads'], { at: declaredAt + 20 * HOUR }));
    expect(types(no.events)).toEqual(['ScopeExtensionRejected', 'ChangeClosed']);
  });

  it.each([
    { case: 'to outsiders', past: settled, order: extendsScope({ by: dan }), code: 'only-involved' },
    { case: 'before the first approval', past: open, order: extendsScope(), code: 'not-approved-yet' },
    { case: 'once the request lapsed', past: [...open, expired()], order: extendsScope(), code: 'not-approved-yet' },
    { case: 'on a withdrawn change', past: [...settled, withdrawn()], order: extendsScope(), code: 'withdrawn' },
    { case: 'without saying what', past: settled, order: extendsScope({ systems: [] }), code: 'not-substantial' },
    { case: 'without saying why', past: settled, order: extendsScope({ reason: 'asap' }), code: 'not-substantial' },
  ])('is refused $case', ({ past, order, code }) => {
    expect(given(...past).when(order)).toMatchObject({ ok: false, error: { code }, events: [] });
  });
});

describe('an approver who turns out to have a hand in the change', () => {
  const owed = asked({ round: 2, because: 'independent approval owed', at, asked: [asCleo, asDan] });

  it('is replaced: another yes is asked for, of somebody else', () => {
    expect(given(...settled).when(learns(ben)).events).toEqual([
      { type: 'InvolvementLearned', at, user: ben, as: 'author', approved: [ben] },
      owed,
    ]);
  });

  it('leaves a gap that is said, when the only one asked for that place has given their yes for another', () => {
    const byCleo = [approved(cleo, 'oncall-leads'), approved(dan, 'leadership'), authorized()];
    const [, again] = given(...open, ...byCleo).when(learns(dan)).events;
    expect(again).toMatchObject({ because: 'independent approval owed', shortfall: ['leadership'] });
  });

  it('is replaced too when they are the one who deployed', () => {
    const deploy = {
      type: 'RecordDeployment' as const,
      by: ana,
      at,
      standing: 'member' as const,
      source: 'slack' as const,
    };
    const deployment = { deployedAt: at, what: 'v841', where: 'production', who: ben };
    expect(types(given(...settled).when({ ...deploy, deployment }).events)).toEqual([
      'DeploymentRecorded',
      'InvolvementLearned',
      'ApprovalRequested',
    ]);
  });

  it('is replaced under whichever account they said yes', () => {
    const { events } = given(...settled).when(learns(finn, { sameAs: [ben] }));
    expect(events[0]).toMatchObject({ user: finn, approved: [ben] });
    expect(types(events)).toEqual(['InvolvementLearned', 'ApprovalRequested']);
  });

  it('does not take back the time at which the change was authorized', () => {
    const change = changeOf(
      declared(),
      asked(),
      ...approvedByAll,
      deployed(),
      ...given(...settled).when(learns(ben)).events,
    );
    expect(timingVerdict(change)).toBe('approved before deploy');
    expect(change.authorization.earlier).toMatchObject([{ by: ben }]);
  });

  it('takes the authorization with it while nothing is out', () => {
    const change = changeOf(declared(), asked(), ...approvedByAll, ...given(...settled).when(learns(ben)).events);
    const out = changeOf(declared(), asked(), ...approvedByAll, ...given(...settled).when(learns(ben)).events, {
      ...deployed({ deployedAt: at + MINUTE }),
      at: at + MINUTE,
    });
    expect(change.authorization.voided).toEqual([{ from: declaredAt + 4 * MINUTE, until: at }]);
    expect(timingVerdict(out)).toBe('never approved');
  });

  it('may not approve again, under either account', () => {
    const past = [...settled, ...given(...settled).when(learns(finn, { sameAs: [ben] })).events];
    for (const by of [ben, finn]) {
      expect(given(...past).when(approves(by, ['oncall-leads']))).toMatchObject({ error: { code: 'implementer' } });
    }
  });

  it('leaves nobody to ask: then that is said', () => {
    const past = [declared(), asked({ asked: [asBen, asCleo] }), ...approvedByAll];
    const { events } = given(...past).when(learns(ben));
    expect(events[1]).toMatchObject({ asked: [asCleo], shortfall: ['oncall-leads'] });
  });

  it('opens nothing where enough others said yes', () => {
    const two = declared({
      terms: { requirements: [{ rule: 'r', groups: ['oncall-leads', 'leadership'], places: 1 }] },
    });
    const past = [two, asked(), approved(ben, 'oncall-leads'), approved(cleo, 'leadership'), authorized()];
    expect(types(given(...past).when(learns(ben)).events)).toEqual(['InvolvementLearned']);
  });

  it('opens nothing on a change that is closed: the involvement alone is on record', () => {
    expect(types(given(...closedStory).when(learns(ben, { at: declaredAt + 30 * HOUR })).events)).toEqual([
      'InvolvementLearned',
    ]);
  });

  it('is noted once', () => {
    const past = [...settled, ...given(...settled).when(learns(ben)).events];
    expect(given(...past).when(learns(ben))).toEqual({ ok: true, events: [] });
    expect(given(...settled).when(learns(ana))).toEqual({ ok: true, events: [] });
  });
});
