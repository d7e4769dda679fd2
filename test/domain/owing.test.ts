import { describe, expect, it } from 'vitest';
import type { ChangeEvent } from '../../src/domain/change/events.ts';
import { concerned, owedBy } from '../../src/domain/owing.ts';
import { ana, approved, ben, changeOf, cleo, dan, declared, declaredAt, deployed, HOUR } from '../support/changes.ts';
import { approvedByAll, asked, closedStory, eva, expired, returned, submitted, withdrawn } from '../support/facts.ts';

const askedEva: ChangeEvent = {
  type: 'AskPosted',
  at: declaredAt + 10 * HOUR,
  purpose: 'review',
  user: eva,
  channel: 'D0EVA',
  ts: '1.1',
};
const offered: ChangeEvent = {
  type: 'HandOverOffered',
  by: ana,
  at: declaredAt + 2 * HOUR,
  to: dan,
  answerBy: declaredAt + 3 * HOUR,
};

describe('what a change wants of somebody', () => {
  it.each<{ when: string; events: readonly ChangeEvent[]; wants: Readonly<Record<string, readonly string[]>> }>([
    { when: 'asked for', events: [asked()], wants: { ana: [], ben: ['approval'], cleo: ['approval'], eva: [] } },
    {
      when: 'half approved',
      events: [asked(), approved(ben, 'oncall-leads')],
      wants: { ana: [], ben: [], cleo: ['approval'] },
    },
    { when: 'lapsed', events: [asked(), expired()], wants: { ana: [], ben: [] } },
    { when: 'approved', events: [asked(), ...approvedByAll], wants: { ana: ['deployment'], ben: [] } },
    {
      when: 'deployed before anybody approved',
      events: [asked(), deployed()],
      wants: { ana: ['review'], ben: ['approval'] },
    },
    {
      when: 'handed in',
      events: [asked(), ...approvedByAll, deployed(), submitted(), askedEva],
      wants: { ana: [], eva: ['sign-off'], ben: [] },
    },
    {
      when: 'returned',
      events: [asked(), ...approvedByAll, deployed(), submitted(), askedEva, returned()],
      wants: { ana: ['review'], eva: [] },
    },
    {
      when: 'offered to a colleague',
      events: [asked(), ...approvedByAll, deployed(), offered],
      wants: { ana: ['review'], dan: ['hand-over'] },
    },
    { when: 'withdrawn', events: [asked(), withdrawn()], wants: { ana: [], ben: [] } },
    { when: 'closed', events: closedStory.slice(1), wants: { ana: [], ben: [], eva: [] } },
  ])('once it is $when', ({ events, wants }) => {
    const people: Readonly<Record<string, string>> = { ana, ben, cleo, dan, eva };
    const change = changeOf(declared(), ...events);
    const owed = Object.keys(wants).map((name) => [name, owedBy(change, people[name] ?? '')]);
    expect(Object.fromEntries(owed)).toEqual(wants);
  });

  it('concerns those who asked, were asked, decided, owe and sign off', () => {
    const change = changeOf(declared(), asked(), ...approvedByAll, deployed(), offered, askedEva);
    expect([...concerned(change)].toSorted()).toEqual([ana, ben, cleo, dan, eva].toSorted());
  });
});
