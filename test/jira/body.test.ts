import { describe, expect, it } from 'vitest';
import type { ChangeEvent } from '../../src/domain/change/events.ts';
import { carriesMark, closingBody, commentBody, dueDate, ticketBody, ticketSummary } from '../../src/jira/body.ts';
import { isValidDocument, plainText } from '../../src/sandbox/jira/adf.ts';
import {
  ana,
  approved,
  asBen,
  asCleo,
  ben,
  cardPosted,
  changeOf,
  cleo,
  dan,
  declared,
  declaredAt,
  deployed,
  HOUR,
  linked,
  MINUTE,
  review,
  reviewedChange,
} from '../support/changes.ts';
import { names } from '../support/people.ts';

const ODD = 'a\u0000b\r\n\r\n\n\n<b>&amp; {{x}} *y* \uD800 😀 \u202Eright-to-left';

describe('the ticket', () => {
  it('tells the record, what the review asks, and by when', () => {
    const words = plainText(ticketBody(changeOf(declared(), cardPosted, linked), names));
    expect(words).toContain('Declared: by Ana Silva at 2026-11-21 03:12 UTC');
    expect(words).toContain('Needs approval by: 1 on-call lead, 1 leadership');
    expect(words).toContain('PagerDuty: #8812 Checkout 500s');
    expect(words).toContain('Owed by Ana Silva by 2026-11-22 03:12 UTC, at the latest 2026-11-23 03:12 UTC.');
    expect(words).toContain('- What was the root cause?');
    expect(words).not.toContain('Impact\n');
  });

  it('says when it was declared after the deployment', () => {
    const change = changeOf(declared(), deployed({ deployedAt: declaredAt - HOUR }));
    expect(plainText(ticketBody(change, names))).toContain('at 2026-11-21 03:12 UTC, after the deployment');
    expect(dueDate(change)).toBe('2026-11-23');
  });

  it.each([
    ['odd characters', ODD],
    ['ten thousand of them', 'ж'.repeat(10_000)],
    ['pairs that a cut would halve', '😀'.repeat(5_000)],
    ['nothing but spaces', ' \n '],
  ])('holds people’s words with %s in a document that Jira takes', (_, words) => {
    const change = changeOf(
      declared({
        details: {
          summary: words,
          justification: words,
          rollbackPlan: words,
          impact: words,
          testPlan: words,
          reference: words,
          systems: [words],
          links: [words, 'javascript:alert(1)', 'https://example.com/pr/1'],
        },
      }),
    );
    const body = ticketBody(change, names);
    expect(isValidDocument(body)).toBe(true);
    expect(plainText(body).length).toBeLessThan(32_767);
    expect(JSON.stringify(body)).not.toContain('"href":"javascript');
    expect(JSON.stringify(body)).not.toMatch(/\\ud[89a-f]/i);
    expect(ticketSummary(change)).toMatch(/^EC-42 · /);
    expect(ticketSummary(change).length).toBeLessThanOrEqual(255);
    expect(ticketSummary(change)).not.toMatch(/[\r\n]/);
  });
});

describe('comments', () => {
  const at = declaredAt + MINUTE;
  it.each<[ChangeEvent, string]>([
    [approved(ben, 'oncall-leads'), 'Approved by Ben Okafor (on-call lead) at 2026-11-21 03:13 UTC'],
    [
      { type: 'ChangeRejected', by: cleo, at, reason: 'Wait for the fix', memberOf: [] },
      'Rejected by Cleo Martin at 2026-11-21 03:13 UTC\nWait for the fix',
    ],
    [
      { type: 'ProceededWithoutApproval', by: ana, at, reason: 'Nobody answers the phone' },
      'Ana Silva went ahead without approval at 2026-11-21 03:13 UTC\nNobody answers the phone',
    ],
    [
      deployed(),
      'Deployed v841 to production by Ana Silva at 2026-11-21 03:19 UTC · never approved\nhttps://ci.example.com/runs/991',
    ],
    [
      deployed({ who: dan, link: undefined, where: ' ' }),
      'Deployed v841 by Dan Wu at 2026-11-21 03:19 UTC, recorded by Ana Silva · never approved',
    ],
    [
      { type: 'ReviewSubmitted', by: ana, at: declaredAt + 50 * HOUR, review, askReviewers: [] },
      'Review handed in by Ana Silva at 2026-11-23 05:12 UTC, after the limit of 2026-11-23 03:12 UTC',
    ],
    [
      { type: 'ApprovalRequested', at, round: 2, asked: [asBen, asCleo], shortfall: [] },
      'Approval asked for again (round 2) at 2026-11-21 03:13 UTC: Ben Okafor, Cleo Martin',
    ],
    [
      { type: 'EvidenceAdded', by: ana, at, evidence: { kind: 'test', text: '', url: 'https://example.com/t' } },
      'Test evidence added by Ana Silva at 2026-11-21 03:13 UTC\nhttps://example.com/t',
    ],
  ])('tell %o in plain words', (event, words) => {
    const change = event.type === 'DeploymentRecorded' ? changeOf(declared(), event) : changeOf();
    const body = commentBody({ event, mark: 'EC-42 #7' }, change, names);
    expect(isValidDocument(body)).toBe(true);
    expect(plainText(body)).toBe(`${words}\nEC-42 #7`);
  });

  it('tell the yes that completed an approval in one breath with it', () => {
    const first = approved(ben, 'oncall-leads');
    const event = { type: 'ChangeAuthorized' as const, at };
    const body = commentBody({ first, event, mark: 'EC-42 #7' }, changeOf(declared(), first, event), names);
    expect(isValidDocument(body)).toBe(true);
    expect(plainText(body)).toMatch(/^Approved by Ben Okafor.*\nApproval complete at .*: Ben Okafor\nEC-42 #7$/);
  });

  it('are known by their own mark only', () => {
    const body = commentBody({ event: approved(ben, 'oncall-leads'), mark: 'EC-42 #71' }, changeOf(), names);
    expect(carriesMark(body, 'EC-42 #71')).toBe(true);
    expect(carriesMark(body, 'EC-42 #7')).toBe(false);
    expect(carriesMark(undefined, 'EC-42 #7')).toBe(false);
  });
});

describe('the last comment', () => {
  it('holds the review', () => {
    const body = closingBody(reviewedChange(), names, 'EC-42 closed');
    const words = plainText(body);
    expect(isValidDocument(body)).toBe(true);
    expect(words).toContain('Signed off: by Dan Wu at 2026-11-21 15:12 UTC');
    expect(words).toContain('Timing: approved before deploy');
    expect(words).toContain('Root cause\nThe new currency table lacked an index.');
    expect(words).toContain('Done: code reviewed after the fact, CI green on the deployed commit');
    expect(words).toContain('Not ticked: merged back into the main branch');
  });

  it.each([
    ['odd characters', ODD],
    ['ten thousand of them', 'x'.repeat(10_000)],
  ])('takes a review of %s', (_, words) => {
    const said = { rootCause: words, deployed: words, whyNotNormal: words, impact: words, tests: words };
    const body = closingBody(
      reviewedChange({ ...said, followUps: [{ id: '1', what: words }], lateReason: words }),
      names,
      'EC-42 closed',
    );
    expect(isValidDocument(body)).toBe(true);
    expect(plainText(body).length).toBeLessThan(32_767);
  });

  it.each<[string, ChangeEvent, string]>([
    ['withdrawn', { type: 'ChangeWithdrawn', by: ana, at: declaredAt + MINUTE }, 'Withdrawn by Ana Silva'],
    [
      'not implemented',
      { type: 'ChangeNotImplemented', by: ana, at: declaredAt + MINUTE, reason: 'It recovered by itself' },
      'It recovered by itself',
    ],
  ])('says that the change was %s', (_, event, words) => {
    const told = plainText(closingBody(changeOf(declared(), event), names, 'EC-42 closed'));
    expect(told).toContain(words);
    expect(told).toContain('no review is owed');
  });
});
