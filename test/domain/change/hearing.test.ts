import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/domain/change/commands.ts';
import type { ChangeEvent } from '../../../src/domain/change/events.ts';
import { declared, declaredAt, incident, MINUTE } from '../../support/changes.ts';
import { given } from '../../support/given.ts';

const at = declaredAt + 30 * MINUTE;
const linked: ChangeEvent = { type: 'IncidentLinked', at: declaredAt, incident };
const opened: Extract<ChangeEvent, { type: 'TicketOpened' }> = {
  type: 'TicketOpened',
  at: declaredAt,
  issueKey: 'OPS-1',
  url: 'https://example.com/OPS-1',
  assigned: true,
};
const closed: ChangeEvent = { type: 'ChangeClosed', at };

const status = (now: 'resolved' | 'reopened', occurredAt: number, incidentId = incident.id): Command => ({
  type: 'HearIncidentStatus',
  at,
  incidentId,
  status: now,
  occurredAt,
});
const moved = (isDone: boolean, occurredAt: number, issueKey = 'OPS-1'): Command => ({
  type: 'HearTicketStatus',
  at,
  issueKey,
  status: isDone ? 'Done' : 'In Progress',
  isDone,
  occurredAt,
});
const resolved = (occurredAt: number): ChangeEvent => ({
  type: 'IncidentResolved',
  at,
  incidentId: incident.id,
  occurredAt,
});
const early: ChangeEvent = { type: 'TicketClosedEarly', at, issueKey: 'OPS-1', status: 'Done', occurredAt: at };

describe('hearing of the incident', () => {
  it('is a fact once', () => {
    expect(given(declared(), linked).when(status('resolved', at)).events).toMatchObject([
      { type: 'IncidentResolved', incidentId: incident.id, occurredAt: at },
    ]);
    expect(given(declared(), linked, resolved(at)).when(status('resolved', at + MINUTE)).events).toEqual([]);
    expect(given(declared(), linked, resolved(at)).when(status('reopened', at + MINUTE)).events).toMatchObject([
      { type: 'IncidentReopened' },
    ]);
  });

  it.each([
    { what: 'of an incident that is not this one', past: [linked], when: status('resolved', at, 'Q0OTHER') },
    { what: 'when none is linked', past: [], when: status('resolved', at) },
    { what: 'that was overtaken', past: [linked, resolved(at)], when: status('reopened', at - MINUTE) },
  ])('is nothing $what', ({ past, when }) => {
    expect(given(declared(), ...past).when(when)).toEqual({ ok: true, events: [] });
  });

  const priority = (name: string | undefined, occurredAt: number): Command => ({
    type: 'HearIncidentPriority',
    at,
    incidentId: incident.id,
    priority: name,
    occurredAt,
  });

  it('that its priority changed is a fact once, and what was overtaken is none', () => {
    const { events } = given(declared(), linked).when(priority('P1', at));
    expect(events).toMatchObject([{ type: 'IncidentPriorityChanged', priority: 'P1' }]);
    const past = [declared(), linked, ...events];
    expect(given(...past).when(priority('P1', at + MINUTE)).events).toEqual([]);
    expect(given(...past).when(priority('P3', at - MINUTE)).events).toEqual([]);
    expect(given(...past).when(priority(undefined, at + MINUTE)).events).toMatchObject([
      { type: 'IncidentPriorityChanged', priority: undefined },
    ]);
    expect(given(declared(), linked).when(priority(undefined, at)).events).toEqual([]);
  });

  it('that it was merged leads to the other one, once', () => {
    const merged: Command = {
      type: 'HearIncidentMerged',
      at,
      incidentId: incident.id,
      into: 'Q0OTHER',
      occurredAt: at,
    };
    const { events } = given(declared(), linked).when(merged);
    expect(events).toMatchObject([{ type: 'IncidentMerged', incidentId: incident.id, into: 'Q0OTHER' }]);
    expect(given(declared(), linked, ...events).when(merged).events).toEqual([]);
  });
});

describe('hearing of the ticket', () => {
  it('that it is Done is a fact while the change is not closed', () => {
    expect(given(declared(), opened).when(moved(true, at)).events).toMatchObject([{ type: 'TicketClosedEarly' }]);
  });

  it('that it is open again settles it', () => {
    expect(given(declared(), opened, early).when(moved(false, at + MINUTE)).events).toMatchObject([
      { type: 'TicketReopened', status: 'In Progress' },
    ]);
  });

  it.each([
    { what: 'when the change has ended', past: [opened, closed], when: moved(true, at) },
    { what: 'when that is known', past: [opened, early], when: moved(true, at + MINUTE) },
    { what: 'of another ticket', past: [opened], when: moved(true, at, 'OPS-2') },
    { what: 'when it was not closed', past: [opened], when: moved(false, at) },
    { what: 'that was overtaken', past: [opened, early], when: moved(false, at - MINUTE) },
  ])('is nothing $what', ({ past, when }) => {
    expect(given(declared(), ...past).when(when)).toEqual({ ok: true, events: [] });
  });

  it('that it is Done still, in a search that lags behind its reopening, is nothing', () => {
    const reopened = given(declared(), opened, early).when(moved(false, at + MINUTE)).events;
    const past = [declared(), opened, early, ...reopened];
    expect(given(...past).when(moved(true, at)).events).toEqual([]);
    expect(given(...past).when(moved(true, at + 2 * MINUTE)).events).toMatchObject([{ type: 'TicketClosedEarly' }]);
  });

  it('that it was moved gives it another key, by which it is heard of from then on', () => {
    const elsewhere: Command = { type: 'HearTicketMoved', at, issueKey: 'OPS-1', to: 'PLAT-7', occurredAt: at };
    const { events } = given(declared(), opened).when(elsewhere);
    expect(events).toMatchObject([{ type: 'TicketMoved', to: 'PLAT-7', url: 'https://example.com/PLAT-7' }]);
    const past = [declared(), opened, ...events];
    expect(given(...past).when(elsewhere).events).toEqual([]);
    expect(given(...past).when(moved(true, at, 'OPS-1')).events).toEqual([]);
    expect(given(...past).when(moved(true, at, 'PLAT-7')).events).toMatchObject([{ type: 'TicketClosedEarly' }]);
  });

  const givenTo = (assignee: string | undefined, occurredAt: number): Command => ({
    type: 'HearTicketAssigned',
    at,
    issueKey: 'OPS-1',
    assignee,
    name: assignee && 'Dan Wu',
    occurredAt,
  });

  it('that it was given to somebody is a fact once, and what was overtaken is none', () => {
    const { events } = given(declared(), opened).when(givenTo('dan', at));
    expect(events).toMatchObject([{ type: 'TicketAssigned', assignee: 'dan', name: 'Dan Wu' }]);
    const past = [declared(), opened, ...events];
    expect(given(...past).when(givenTo('dan', at + MINUTE)).events).toEqual([]);
    expect(given(...past).when(givenTo('cleo', at - MINUTE)).events).toEqual([]);
    expect(given(...past).when(givenTo(undefined, at + MINUTE)).events).toMatchObject([{ type: 'TicketAssigned' }]);
    expect(given(declared(), { ...opened, assignee: 'ana' }).when(givenTo('ana', at)).events).toEqual([]);
  });

  it('that it was deleted is a fact once, and it is no longer the ticket', () => {
    const deleted: Command = { type: 'HearTicketDeleted', at, issueKey: 'OPS-1', occurredAt: at };
    const { events } = given(declared(), opened).when(deleted);
    expect(events).toMatchObject([{ type: 'TicketDeleted', issueKey: 'OPS-1' }]);
    expect(given(declared(), opened, ...events).when(deleted).events).toEqual([]);
  });
});
