import { describe, expect, it } from 'vitest';
import { evolve, fold } from '../../../src/domain/change/evolve.ts';
import { firstDeployedAt, hasEnded, involved } from '../../../src/domain/change/state.ts';
import {
  ana,
  approved,
  ben,
  cardPosted,
  changeOf,
  dan,
  declared,
  declaredAt,
  deployed,
  HOUR,
  incident,
  KEY,
  linked,
  MINUTE,
} from '../../support/changes.ts';
import {
  approvedByAll,
  asked,
  closedStory,
  eva,
  expired,
  nagged,
  notImplemented,
  proceeded,
  rejected,
  reminded,
  returned,
  signedOff,
  submitted,
  withdrawn,
} from '../../support/facts.ts';

const at = declaredAt + HOUR;

describe('a change as its events tell it', () => {
  it('is nothing before it is declared', () => {
    expect(fold(KEY, [])).toBeUndefined();
  });

  it('cannot begin with anything else', () => {
    expect(() => fold(KEY, [asked()])).toThrow('begins with ApprovalRequested');
  });

  it('begins open, owed by its requester', () => {
    expect(changeOf()).toMatchObject({
      key: KEY,
      version: 1,
      requester: ana,
      declaredAt,
      authorization: { status: 'pending', given: [] },
      review: { status: 'not started', owner: ana, lastRung: -1 },
    });
  });

  it('counts each event as a version', () => {
    expect(changeOf(...closedStory).version).toBe(closedStory.length);
  });

  it('goes from declared to closed', () => {
    expect(changeOf(...closedStory)).toMatchObject({
      authorization: { status: 'authorized', authorizedAt: declaredAt + 4 * MINUTE },
      review: { status: 'signed off', signedOff: { by: eva }, firstSubmittedAt: declaredAt + 10 * HOUR },
      closedAt: declaredAt + 12 * HOUR,
    });
  });

  it('does not alter the state it came from', () => {
    const before = changeOf();
    const copy = structuredClone(before);
    evolve(before, deployed());
    expect(before).toEqual(copy);
  });
});

describe('a new round of asking', () => {
  const change = changeOf(
    declared(),
    asked(),
    reminded(),
    approved(ben, 'oncall-leads'),
    expired(),
    asked({ round: 2, at: declaredAt + 3 * HOUR, asked: [] }),
  );

  it('waits again and counts its reminders anew', () => {
    expect(change.authorization).toMatchObject({ status: 'pending', round: 2, reminders: 0, asked: [] });
  });

  it('keeps the yes that was given and when the first round lapsed', () => {
    expect(change.authorization).toMatchObject({ given: [{ by: ben }], expiredAt: declaredAt + 2 * HOUR });
  });
});

describe('a returned review', () => {
  it('keeps when it was first handed in, and takes the new text', () => {
    const again = submitted(ana, declaredAt + 13 * HOUR, { impact: 'Nobody could pay' });
    expect(changeOf(declared(), deployed(), submitted(), returned(), again).review).toMatchObject({
      status: 'submitted',
      firstSubmittedAt: declaredAt + 10 * HOUR,
      submitted: { at: declaredAt + 13 * HOUR, review: { impact: 'Nobody could pay' } },
      returned: { by: eva },
    });
  });
});

describe('what else is kept', () => {
  it('is where the card, the questions and the ticket are', () => {
    const ask = { purpose: 'approve' as const, user: ben, channel: 'D0BEN', ts: '1.2' };
    const ticket = { issueKey: 'OPS-1', url: 'https://example.com', assigned: false };
    const change = changeOf(
      declared(),
      cardPosted,
      { type: 'AskPosted', at, ...ask },
      { type: 'TicketOpened', at, ...ticket },
      { type: 'TicketClosed', at },
    );
    expect(change).toMatchObject({ card: { channel: 'C0EMERGENCY' }, asks: [ask], ticket, ticketClosedAt: at });
  });

  it('is the incident, until another one is named', () => {
    const named = (reference: string) => ({ type: 'IncidentNamed' as const, by: ana, at, reference });
    expect(changeOf(declared(), named('8812'), linked).incident).toEqual(incident);
    expect(changeOf(declared(), named('8812'), linked, named('8813'))).toMatchObject({
      incidentReference: '8813',
      incident: undefined,
    });
  });

  it('is how many attempts were refused and which rung was sent', () => {
    const attempt = {
      type: 'ApprovalAttemptRefused' as const,
      by: ana,
      at,
      attempted: 'approve' as const,
      code: 'own-change',
    };
    const change = changeOf(declared(), attempt, attempt, nagged(2));
    expect(change).toMatchObject({ authorization: { refusedAttempts: 2 }, review: { lastRung: 2 } });
  });

  it.each([
    {
      destination: 'jira' as const,
      overcome: { type: 'TicketOpened' as const, at, issueKey: 'OPS-1', url: '', assigned: true },
    },
    { destination: 'jira' as const, overcome: { type: 'TicketClosed' as const, at } },
    { destination: 'pagerduty' as const, overcome: linked },
  ])('is a failed delivery to $destination, until it is overcome', ({ destination, overcome }) => {
    const failed = { type: 'DeliveryFailed' as const, at, destination, effect: 'x', words: 'No such project' };
    expect(changeOf(declared(), failed).failures[destination]).toEqual(failed);
    expect(changeOf(declared(), failed, overcome).failures).toEqual({});
  });
});

describe('who is involved', () => {
  it('is the requester, the implementers and everybody who deployed', () => {
    const change = changeOf(declared({ details: { implementers: [dan] } }), deployed({ who: ben }, eva));
    expect([...involved(change)].sort()).toEqual([ana, ben, dan].sort());
  });
});

describe('a change', () => {
  it.each([
    { is: 'withdrawn', events: [withdrawn()], ended: true },
    { is: 'not done at all', events: notImplemented(), ended: true },
    { is: 'closed', events: closedStory.slice(1), ended: true },
    { is: 'rejected', events: [rejected()], ended: false },
    { is: 'lapsed', events: [asked(), expired()], ended: false },
    { is: 'out without a yes', events: [proceeded(), deployed()], ended: false },
    { is: 'signed off and still without a yes', events: [deployed(), submitted(), signedOff()], ended: false },
    { is: 'approved', events: approvedByAll, ended: false },
  ])('that is $is has ended: $ended', ({ events, ended }) => {
    expect(hasEnded(changeOf(declared(), ...events))).toBe(ended);
  });

  it('was out when its earliest deployment went out', () => {
    const events = [deployed(), deployed({ what: 'v840', deployedAt: declaredAt - HOUR })];
    expect(firstDeployedAt(changeOf(declared(), ...events))).toBe(declaredAt - HOUR);
    expect(firstDeployedAt(changeOf())).toBeUndefined();
  });
});
