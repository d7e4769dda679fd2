import { describe, expect, it } from 'vitest';
import type { Effect } from '../../../src/domain/change/effects.ts';
import type { ChangeEvent } from '../../../src/domain/change/events.ts';
import { react } from '../../../src/domain/change/react.ts';
import {
  ana,
  approved,
  ben,
  cardPosted,
  changeOf,
  cleo,
  dan,
  declared,
  declaredAt,
  deployed,
  deployment,
  HOUR,
  incident,
  KEY,
  linked,
} from '../../support/changes.ts';
import {
  approvedByAll,
  asked,
  authorized,
  closedStory,
  eva,
  expired,
  notImplemented,
  proceeded,
  rejected,
  reminded,
  returned,
  rolledBack,
  signedOff,
  submitted,
  withdrawn,
} from '../../support/facts.ts';

const open = [asked()];
const at = declaredAt + HOUR;

/** What the last of these facts calls for. */
function effectsOf(...events: readonly ChangeEvent[]): readonly Effect[] {
  const change = changeOf(declared(), ...events);
  return react(change, events.at(-1) ?? declared());
}
const kinds = (effects: readonly Effect[]) => effects.map(({ work }) => work.kind);
const people = (effects: readonly Effect[]) => effects.flatMap(({ work }) => (work.kind === 'ask' ? work.user : []));

const named: ChangeEvent = { type: 'IncidentNamed', by: ana, at, reference: '8812' };
const imported: ChangeEvent = { type: 'DeploymentRecorded', by: ana, at, deployment, source: 'import' };
const refusedAttempt: ChangeEvent = {
  type: 'ApprovalAttemptRefused',
  by: ana,
  at,
  attempted: 'approve',
  code: 'own-change',
};
const evidence: ChangeEvent = { type: 'EvidenceAdded', by: ana, at, evidence: { kind: 'note', text: 'Seen' } };
const ticket: ChangeEvent = { type: 'TicketOpened', at, issueKey: 'OPS-1', url: 'https://example.com', assigned: true };
const failedAt = (destination: 'slack' | 'jira'): ChangeEvent => ({
  type: 'DeliveryFailed',
  at,
  destination,
  effect: 'x',
  words: 'y',
});
const looking: ChangeEvent = { type: 'ApprovalClaimed', by: ben, at, until: at + HOUR };
const saidOnACall: ChangeEvent = {
  type: 'VerbalApprovalNamed',
  by: ana,
  at,
  approver: ben,
  how: 'On a call',
  saidAt: at,
  confirmBy: at + HOUR,
};
const takenBack = (wasAuthorized: boolean): ChangeEvent => ({
  type: 'ApprovalWithdrawn',
  by: ben,
  at,
  authorized: wasAuthorized,
});
const nextTier: ChangeEvent = {
  type: 'NextTierAsked',
  at,
  rung: 0,
  group: 'managers',
  asked: [{ user: eva, groups: ['managers'] }],
};
const paged: ChangeEvent = { type: 'ApproversPaged', at, rung: 1 };
const noToMore: ChangeEvent = { type: 'ScopeExtensionRejected', by: ben, at, reason: 'Another change', memberOf: [] };
const shown = ['refresh-card', 'refresh-asks', 'tell-thread', 'comment-ticket'];

describe('what a fact calls for', () => {
  it.each<{ fact: string; events: readonly ChangeEvent[]; calls: readonly string[] }>([
    { fact: 'a declaration', events: [], calls: ['refresh-card', 'open-ticket'] },
    { fact: 'a request for approval', events: open, calls: ['ask', 'ask', 'ask'] },
    {
      fact: 'a second request',
      events: [...open, expired(), asked({ round: 2 })],
      calls: ['ask', 'ask', 'ask', ...shown],
    },
    {
      fact: 'a reminder of approvers',
      events: [...open, reminded()],
      calls: ['ask', 'ask', 'ask', 'tell-thread', 'refresh-asks'],
    },
    { fact: 'a yes', events: [...open, approved(ben, 'oncall-leads')], calls: shown },
    {
      fact: 'the yes that completes the approval, which is told with it,',
      events: [...open, approved(ben, 'oncall-leads'), approved(cleo, 'leadership')],
      calls: [],
    },
    { fact: 'the authorization', events: [...open, authorized()], calls: [...shown, 'note-incident'] },
    { fact: 'a no', events: [...open, rejected()], calls: [...shown, 'note-incident'] },
    { fact: 'going ahead without approval', events: [...open, proceeded()], calls: [...shown, 'note-incident'] },
    { fact: 'a lapse', events: [...open, expired()], calls: shown },
    { fact: 'a refused attempt', events: [...open, refusedAttempt], calls: [] },
    { fact: 'a withdrawal', events: [...open, withdrawn()], calls: [...shown, 'note-incident', 'close-ticket'] },
    {
      fact: 'that it was not done',
      events: notImplemented().slice(0, 1),
      calls: [...shown, 'note-incident', 'close-ticket'],
    },
    { fact: 'the end of what was not done', events: notImplemented(), calls: [] },
    { fact: 'a deployment', events: [...open, deployed()], calls: [...shown, 'note-incident', 'announce-deployment'] },
    { fact: 'a deployment of long ago, from a log', events: [...open, imported], calls: shown },
    { fact: 'a rollback', events: [deployed(), rolledBack()], calls: shown },
    { fact: 'evidence', events: [evidence], calls: ['tell-thread', 'comment-ticket'] },
    {
      fact: 'a review',
      events: [deployed(), submitted()],
      calls: ['refresh-card', 'tell-thread', 'comment-ticket', 'ask'],
    },
    { fact: 'a returned review', events: [deployed(), submitted(), returned()], calls: shown },
    { fact: 'a sign-off', events: [deployed(), submitted(), signedOff()], calls: [...shown, 'open-follow-up-ticket'] },
    {
      fact: 'the end of a reviewed change',
      events: closedStory.slice(1),
      calls: ['refresh-card', 'refresh-asks', 'tell-thread', 'note-incident', 'close-ticket'],
    },
    {
      fact: 'a reminder of the review',
      events: [{ type: 'ReviewReminded', at, rung: 5, tell: ['owner', 'thread', 'page'] }],
      calls: ['refresh-card', 'nag-person', 'nag', 'page'],
    },
    { fact: 'a card', events: [cardPosted], calls: ['link-ticket'] },
    { fact: 'a ticket', events: [ticket], calls: ['refresh-card', 'link-ticket'] },
    { fact: 'a closed ticket', events: [{ type: 'TicketClosed', at }], calls: [] },
    { fact: 'a named incident', events: [named], calls: ['find-incident'] },
    { fact: 'a found incident', events: [named, linked], calls: ['refresh-card', 'note-incident', 'link-ticket'] },
    { fact: '“I’m looking”', events: [...open, looking], calls: ['refresh-card', 'refresh-asks'] },
    {
      fact: 'a yes said on a call',
      events: [...open, saidOnACall],
      calls: ['ask', 'refresh-card', 'tell-thread', 'comment-ticket'],
    },
    { fact: 'a yes taken back', events: [...open, takenBack(false)], calls: shown },
    {
      fact: 'a yes taken back that others rested on',
      events: [...open, takenBack(true)],
      calls: [...shown, 'note-incident'],
    },
    { fact: 'a tier that is asked', events: [...open, nextTier], calls: ['ask', ...shown] },
    { fact: 'a page', events: [...open, paged], calls: ['page-approvers', 'tell-thread', 'comment-ticket'] },
    {
      fact: 'a yes after a page',
      events: [...open, paged, authorized()],
      calls: [...shown, 'note-incident', 'settle-page'],
    },
    { fact: 'a refused extension after a page', events: [...open, paged, noToMore], calls: [...shown, 'settle-page'] },
    {
      fact: 'a yes in a round without a page',
      events: [...open, paged, expired(), asked({ round: 2 }), authorized()],
      calls: [...shown, 'note-incident'],
    },
    { fact: 'a ticket that cannot be opened', events: [failedAt('jira')], calls: ['refresh-card'] },
    { fact: 'a card that cannot be drawn', events: [failedAt('slack')], calls: [] },
  ])('after $fact is $calls', ({ events, calls }) => {
    expect(kinds(effectsOf(...events))).toEqual(calls);
  });
});

describe('who is asked', () => {
  it('is everybody eligible at first', () => {
    expect(people(effectsOf(...open))).toEqual([ben, cleo, dan]);
  });

  it.each([
    { when: 'reminding', past: [...open, approved(ben, 'oncall-leads')], fact: reminded() },
    { when: 'asking again', past: [...open, approved(ben, 'oncall-leads'), expired()], fact: asked({ round: 2 }) },
  ])('is nobody whose yes would not help when $when', ({ past, fact }) => {
    expect(people(effectsOf(...past, fact))).toEqual([cleo]);
  });

  it('for the review is whom its author laid it before', () => {
    expect(people(effectsOf(deployed(), submitted()))).toEqual([eva]);
  });
});

describe('a question that arrives late', () => {
  const posted: ChangeEvent = { type: 'AskPosted', at, purpose: 'approve', user: dan, channel: 'D0DAN', ts: '1.2' };

  it.each([
    { when: 'somebody said yes', past: [...open, approved(ben, 'oncall-leads')], calls: ['refresh-asks'] },
    { when: 'the change is authorized', past: [...open, ...approvedByAll], calls: ['refresh-asks'] },
    { when: 'the change is withdrawn', past: [...open, withdrawn()], calls: ['refresh-asks'] },
    { when: 'nothing has happened', past: open, calls: [] },
  ])('is redrawn or not: $calls when $when', ({ past, calls }) => {
    expect(kinds(effectsOf(...past, posted))).toEqual(calls);
  });
});

describe('an effect', () => {
  it('carries a key of its own in the whole history', () => {
    const keys = closedStory.flatMap((_event, index) => {
      const past = closedStory.slice(1, index + 1);
      return effectsOf(...past).map(({ key }) => key);
    });
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys[0]).toBe(`${KEY}/1/refresh-card`);
  });

  it('names the event it is about', () => {
    expect(effectsOf(...open, deployed()).map(({ version }) => version)).toEqual([3, 3, 3, 3, 3, 3]);
  });

  it('goes in the lane of its place, so that what is read there comes in order', () => {
    const effects = effectsOf({ type: 'ReviewReminded', at, rung: 0, tell: ['owner', 'thread', 'page'] });
    expect(effects.map(({ lane }) => lane)).toEqual(['slack/card', 'slack/nags/U0ANASILVA', 'slack/card', 'pagerduty']);
    expect(effectsOf(...open).map(({ lane }) => lane)).toEqual([ben, cleo, dan].map((user) => `slack/ask/${user}`));
    expect(new Set(effectsOf(...open, rejected()).map(({ lane }) => lane))).toEqual(
      new Set(['slack/card', 'slack/asks', 'jira', 'pagerduty']),
    );
  });

  it('stands for those that follow it only when it redraws from the state', () => {
    const effects = effectsOf(...open, deployed());
    expect(effects.filter(({ coalesce }) => coalesce).map(({ work }) => work.kind)).toEqual([
      'refresh-card',
      'refresh-asks',
    ]);
  });

  it('is planned again for another incident', () => {
    const other = { ...incident, id: 'Q1OTHER' };
    const again: ChangeEvent = { type: 'IncidentLinked', at, incident: other };
    expect(kinds(effectsOf(linked, again))).toContain('note-incident');
  });
});
