import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/domain/change/commands.ts';
import type { ChangeEvent } from '../../../src/domain/change/events.ts';
import { ana, ben, cardPosted, declared, declaredAt, HOUR, incident, linked } from '../../support/changes.ts';
import { withdrawn } from '../../support/facts.ts';
import { given } from '../../support/given.ts';
import { namesIncident, notesIncident } from '../../support/orders.ts';

const at = declaredAt + HOUR;
const ask = { purpose: 'approve' as const, user: ben, channel: 'D0BEN', ts: '1795230721.000100' };
const ticket = { issueKey: 'OPS-1', url: 'https://example.atlassian.net/browse/OPS-1', assigned: true };
const failure = { destination: 'jira' as const, effect: 'open-ticket', words: 'The project OPS is archived' };

const notes: readonly { what: string; order: Command; fact: ChangeEvent }[] = [
  { what: 'where the card is', order: { ...cardPosted, type: 'NoteCard' } as Command, fact: cardPosted },
  { what: 'where somebody was asked', order: { type: 'NoteAsk', at, ...ask }, fact: { type: 'AskPosted', at, ...ask } },
  { what: 'the ticket', order: { type: 'NoteTicket', at, ...ticket }, fact: { type: 'TicketOpened', at, ...ticket } },
  { what: 'that the ticket is closed', order: { type: 'NoteTicketClosed', at }, fact: { type: 'TicketClosed', at } },
  { what: 'the incident', order: notesIncident(), fact: { type: 'IncidentLinked', at, incident } },
  {
    what: 'that something was refused for good',
    order: { type: 'NoteFailure', at, ...failure },
    fact: { type: 'DeliveryFailed', at, ...failure },
  },
];

describe('noting what the outside world answered', () => {
  it.each(notes)('keeps $what', ({ order, fact }) => {
    expect(given(declared()).when(order)).toEqual({ ok: true, events: [fact] });
  });

  it.each(notes)('keeps $what once, however often the answer comes', ({ order, fact }) => {
    expect(given(declared(), fact).when(order)).toEqual({ ok: true, events: [] });
  });

  it.each(notes)('keeps $what after a withdrawal too: it has happened', ({ order, fact }) => {
    expect(given(declared(), withdrawn()).when(order)).toEqual({ ok: true, events: [fact] });
  });
});

describe('naming the incident', () => {
  it('replaces the one before it, to be looked up anew', () => {
    expect(given(declared(), linked).when(namesIncident('8813')).events).toEqual([
      { type: 'IncidentNamed', by: ana, at, reference: '8813' },
    ]);
  });

  it.each([
    {
      case: 'for the same one twice',
      past: [{ type: 'IncidentNamed' as const, by: ana, at, reference: '8812' }],
      code: 'already-noted',
    },
    { case: 'after a withdrawal', past: [withdrawn()], code: 'withdrawn' },
  ])('is refused $case', ({ past, code }) => {
    expect(given(declared(), ...past).when(namesIncident('8812'))).toMatchObject({ ok: false, error: { code } });
  });
});
