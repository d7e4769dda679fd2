import type { Change } from '../../change/state.ts';
import type { Instant } from '../../change/types.ts';
import { lasting } from '../../lasting.ts';
import { reviewClock } from '../../review.ts';
import { utc } from '../../telling.ts';
import { allOf, endedAt, list } from '../facts.ts';
import type { Facts, Rule } from '../types.ts';
import { A_DAY } from '../types.ts';

export const ticketLaterThan24h: Rule = {
  code: 'ticket-later-than-24-h',
  rule: 'The retro ticket is opened within 24 h of the declaration.',
  source: 'SOC 2 CC8.1',
  clears: 'Nothing: a named person explains it.',
  find: ({ change, events, now }) => {
    const due = change.declaredAt + A_DAY;
    const opened = allOf(events, 'TicketOpened')[0];
    if (opened ? opened.at <= due : !change.terms.ticket || now <= due) return undefined;
    return {
      evidence: () =>
        opened
          ? `Ticket ${opened.issueKey} was opened at ${utc(opened.at)}, ${lasting(opened.at - change.declaredAt)} after the declaration.`
          : `Declared at ${utc(change.declaredAt)}, and no ticket is open yet.`,
      since: due,
      latest: due,
    };
  },
  dueAt: ({ change, events }) =>
    change.terms.ticket && allOf(events, 'TicketOpened').length === 0 ? change.declaredAt + A_DAY + 1 : undefined,
};

export const noTestEvidence: Rule = {
  code: 'no-test-evidence',
  rule: 'What goes out is tested, after the fact where it could not be before.',
  source: 'SOC 2 CC8.1, ISO 27001 A.8.32',
  clears: 'Test evidence, from “Add evidence” or in the review.',
  find: (facts) => {
    const due = judgedAt(facts);
    if (due === undefined || facts.change.deployments.length === 0) return undefined;
    const evidence = testEvidenceAt(facts);
    if (evidence !== undefined && evidence <= due) return undefined;
    return {
      evidence: () =>
        `Nothing on record showed a test by ${utc(due)}${evidence === undefined ? '' : `; evidence came at ${utc(evidence)}`}.`,
      since: due,
      latest: due,
      cleared: evidence !== undefined,
    };
  },
  dueAt: ({ change }) => openUntilLimit(change),
};

export const recordIncomplete: Rule = {
  code: 'record-incomplete',
  rule: 'The record says what was changed, why, with which impact and which way back.',
  source: 'SOC 2 CC8.1, ISO 27001 A.8.32',
  clears: 'What is missing, as evidence or in the review.',
  find: (facts) => {
    const due = judgedAt(facts);
    if (due === undefined || facts.change.deployments.length === 0) return undefined;
    const missing = missingBy(due, facts);
    if (missing.length === 0) return undefined;
    const still = missingBy(Number.POSITIVE_INFINITY, facts);
    return {
      evidence: () => `Missing at ${utc(due)}: ${list(missing)}.${still.length === 0 ? ' It is there now.' : ''}`,
      since: due,
      latest: due,
      cleared: still.length === 0,
    };
  },
  dueAt: ({ change }) => openUntilLimit(change),
};

/** When the record has to be whole: as it is closed, and at the review's limit at the latest. */
function judgedAt({ change, now }: Facts): Instant | undefined {
  const due = Math.min(change.closedAt ?? Number.POSITIVE_INFINITY, reviewClock(change).limit);
  return due < now || change.closedAt !== undefined ? due : undefined;
}

const openUntilLimit = (change: Change): Instant | undefined =>
  endedAt(change) === undefined && change.deployments.length > 0 ? reviewClock(change).limit + 1 : undefined;

/** When the first test came on record: added as evidence, or told in a review. "None run" is honest, and no test. */
function testEvidenceAt({ events }: Facts): Instant | undefined {
  const added = allOf(events, 'EvidenceAdded').filter(({ evidence }) => evidence.kind === 'test');
  const told = allOf(events, 'ReviewSubmitted').filter(({ review }) => isSaid(review.tests) && !saysNone(review.tests));
  const all = [...added, ...told].map(({ at }) => at);
  return all.length === 0 ? undefined : Math.min(...all);
}

const saysNone = (text: string): boolean => /^\W*(none|no tests?|not tested|nothing|untested)\b/i.test(text);

/** Whether it says anything worth reading was asked when it was handed in; this runs with every event. */
const isSaid = (text: string | undefined): boolean => (text ?? '').trim() !== '';

function missingBy(instant: Instant, { change, events }: Facts): string[] {
  const { details } = change;
  const reviews = allOf(events, 'ReviewSubmitted').filter(({ at }) => at <= instant);
  return [
    isSaid(details.justification) ? [] : ['why it was an emergency'],
    details.rollbackPlan.trim() === '' ? ['the way back'] : [],
    [details.impact, ...reviews.map(({ review }) => review.impact)].some(isSaid) ? [] : ['the impact'],
    details.systems.length === 0 ? ['the systems'] : [],
  ].flat();
}
