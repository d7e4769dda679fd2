import { describe, expect, it } from 'vitest';
import type { ChangeEvent } from '../../../src/domain/change/events.ts';
import { findingsOf, nextFindingAt, openFindings, RULES } from '../../../src/domain/findings/findings.ts';
import type { FindingCode } from '../../../src/domain/findings/types.ts';
import { FINDING_CODES } from '../../../src/domain/findings/types.ts';
import {
  ana,
  approved,
  ben,
  changeOf,
  cleo,
  dan,
  declared,
  declaredAt,
  deployed,
  HOUR,
  MINUTE,
  terms,
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
  rolledBack,
  signedOff,
  submitted,
  withdrawn,
} from '../../support/facts.ts';

type Story = readonly [ReturnType<typeof declared>, ...ChangeEvent[]];
const DAY = 24 * HOUR;
const open: Story = [declared(), asked()];
const impact = { details: { impact: 'Nobody could pay' } };

const find = (story: Story, now: number) => findingsOf(changeOf(...story), story, now);
const only = (code: FindingCode, story: Story, now = declaredAt + 12 * HOUR) =>
  find(story, now).find((finding) => finding.code === code);

const refusedTry = (by: string, code: string, attempted: 'approve' | 'reject' = 'approve'): ChangeEvent => ({
  type: 'ApprovalAttemptRefused',
  by,
  at: declaredAt + 2 * MINUTE,
  attempted,
  code,
});
const ticket = (at: number): ChangeEvent => ({
  type: 'TicketOpened',
  at,
  issueKey: 'OPS-311',
  url: 'https://example.com/OPS-311',
  assigned: true,
});
const dated = declared({ terms: { ...terms, patchWithin: 3 * DAY } });
const patchDue = declaredAt + 3 * DAY;
const wentOutLate = (at: number, recordedAt = at): ChangeEvent => ({
  type: 'DeploymentRecorded',
  by: ana,
  at: recordedAt,
  deployment: { deployedAt: at, what: 'v841', where: 'production', who: ana },
  source: 'slack',
});
const withTicket = declared({ terms: { ...terms, ticket: true } });
const extended = (commit: string, at: number): ChangeEvent => ({
  type: 'ScopeExtended',
  by: ana,
  at,
  systems: [],
  commit,
  reason: 'A second fix is needed',
  requirements: [{ rule: 'everything', groups: ['oncall-leads'], places: 1 }],
});
const learned = (user: string, approvedBy: readonly string[]): ChangeEvent => ({
  type: 'InvolvementLearned',
  at: declaredAt + 30 * MINUTE,
  user,
  as: 'author',
  approved: approvedBy,
});
const COMMIT = '9f3c1de0a4b56718293a4b5c6d7e8f9012345678';
const OTHER = 'abc1234';
const forCommit = declared({ details: { links: [`https://github.com/acme/payments/commit/${COMMIT}`] } });
const late = submitted(ana, declaredAt + 60 * HOUR, { lateReason: 'The weekend shift' });
const testRun = (at: number): ChangeEvent => ({
  type: 'EvidenceAdded',
  by: ben,
  at,
  evidence: { kind: 'test', text: 'Smoke test passed' },
});

interface Case {
  readonly code: FindingCode;
  readonly when: string;
  readonly story: Story;
  readonly state?: 'open' | 'cleared';
  readonly since?: number;
  readonly now?: number;
}

const wentOut = declaredAt + 7 * MINUTE;
const limit = wentOut + 48 * HOUR;

const there: readonly Case[] = [
  { code: 'patch-late', when: 'nothing is out by then', story: [dated, asked()], since: patchDue, now: patchDue + 1 },
  {
    code: 'patch-late',
    when: 'it went out after that',
    story: [dated, asked(), wentOutLate(patchDue + HOUR)],
    now: patchDue + DAY,
  },
  {
    code: 'patch-late',
    when: 'it was out, as is told later, as cleared',
    story: [dated, asked(), wentOutLate(patchDue - HOUR, patchDue + HOUR)],
    now: patchDue + DAY,
    state: 'cleared',
  },
  {
    code: 'patch-late',
    when: 'it was given up after that, as cleared',
    story: [dated, asked(), withdrawn(ana, patchDue + HOUR)],
    now: patchDue + DAY,
    state: 'cleared',
  },
  { code: 'never-approved', when: 'it is out and nobody said yes', story: [...open, deployed()], since: wentOut },
  { code: 'never-approved', when: 'somebody said no', story: [...open, rejected(), deployed()] },
  {
    code: 'never-approved',
    when: 'the approval came afterwards, as cleared',
    story: [...open, deployed(), authorized(declaredAt + HOUR)],
    state: 'cleared',
  },
  {
    code: 'approved-after-deployment',
    when: 'the approval came afterwards',
    story: [...open, deployed(), authorized(declaredAt + HOUR)],
    since: wentOut,
  },
  {
    code: 'approved-after-deployment',
    when: 'a deployment before the approval becomes known later',
    story: [...open, authorized(declaredAt + 20 * MINUTE), deployed()],
  },
  { code: 'proceeded-without-approval', when: 'somebody went ahead', story: [...open, proceeded()] },
  {
    code: 'proceeded-without-approval',
    when: 'the approval came within 24 h, as cleared',
    story: [...open, proceeded(), deployed(), authorized(declaredAt + 20 * HOUR)],
    state: 'cleared',
  },
  {
    code: 'proceeded-without-approval',
    when: 'the approval came later than that',
    story: [...open, proceeded(), deployed(), authorized(declaredAt + 25 * HOUR)],
  },
  {
    code: 'proceeded-without-approval',
    when: 'nothing went out after all, as cleared',
    story: [...open, proceeded(), ...notImplemented()],
    state: 'cleared',
  },
  { code: 'rejected-but-deployed', when: 'it went out against a no', story: [...open, rejected(), deployed()] },
  {
    code: 'rejected-but-deployed',
    when: 'it was rolled back',
    story: [...open, rejected(), deployed(), rolledBack()],
  },
  { code: 'self-approval-attempted', when: 'the requester tried', story: [...open, refusedTry(ana, 'own-change')] },
  { code: 'self-approval-attempted', when: 'an implementer tried', story: [...open, refusedTry(dan, 'implementer')] },
  {
    code: 'approver-also-implemented',
    when: 'an approver deployed it',
    story: [...open, approved(ben, 'oncall-leads'), deployed({ who: ben })],
    since: declaredAt + 8 * MINUTE,
  },
  {
    code: 'approver-also-implemented',
    when: 'an approver turned out to be its author',
    story: [...open, ...approvedByAll, learned(ben, [ben])],
  },
  {
    code: 'approver-also-implemented',
    when: 'an independent approval came instead, as cleared',
    story: [
      ...open,
      ...approvedByAll,
      learned(ben, [ben]),
      asked({ round: 2, because: 'independent approval owed', at: declaredAt + 30 * MINUTE }),
      approved(dan, 'oncall-leads', declaredAt + HOUR),
      authorized(declaredAt + HOUR),
    ],
    state: 'cleared',
  },
  {
    code: 'different-commit-deployed',
    when: 'another commit than the named one went out',
    story: [forCommit, asked(), ...approvedByAll, deployed({ what: OTHER })],
    since: wentOut,
  },
  {
    code: 'different-commit-deployed',
    when: "the commit is in the deployment's link",
    story: [forCommit, asked(), deployed({ link: `https://github.com/acme/payments/commit/${OTHER}` })],
  },
  {
    code: 'different-commit-deployed',
    when: 'the pipeline names another commit',
    story: [forCommit, asked(), ...approvedByAll, deployed({ system: 'payments', commit: 'abc1234def' })],
  },
  {
    code: 'different-commit-deployed',
    when: 'the pipeline names a system nobody approved',
    story: [...open, ...approvedByAll, deployed({ system: 'search' })],
  },
  {
    code: 'different-commit-deployed',
    when: 'the extension is only asked for',
    story: [forCommit, asked(), ...approvedByAll, deployed({ what: OTHER }), extended(OTHER, declaredAt + HOUR)],
  },
  {
    code: 'different-commit-deployed',
    when: 'the extension was rejected',
    story: [
      forCommit,
      asked(),
      ...approvedByAll,
      extended(OTHER, declaredAt + 5 * MINUTE),
      { type: 'ScopeExtensionRejected', by: ben, at: declaredAt + 6 * MINUTE, reason: 'Another change', memberOf: [] },
      deployed({ what: OTHER }),
    ],
  },
  {
    code: 'different-commit-deployed',
    when: 'the extension lapsed',
    story: [
      forCommit,
      asked(),
      ...approvedByAll,
      extended(OTHER, declaredAt + 5 * MINUTE),
      expired(declaredAt + 6 * MINUTE, 2),
      deployed({ what: OTHER }),
    ],
  },
  {
    code: 'different-commit-deployed',
    when: 'the extension was approved afterwards, as cleared',
    story: [
      forCommit,
      asked(),
      ...approvedByAll,
      deployed({ what: OTHER }),
      extended(OTHER, declaredAt + HOUR),
      authorized(declaredAt + 2 * HOUR),
    ],
    state: 'cleared',
  },
  {
    code: 'record-opened-after-deployment',
    when: 'it was out before it was declared',
    story: [...open, deployed({ deployedAt: declaredAt - HOUR })],
    since: declaredAt - HOUR,
  },
  {
    code: 'ticket-later-than-24-h',
    when: 'it was opened later',
    story: [...open, ticket(declaredAt + 25 * HOUR)],
    since: declaredAt + DAY,
    now: declaredAt + 26 * HOUR,
  },
  {
    code: 'ticket-later-than-24-h',
    when: 'there is none after 24 h',
    story: [withTicket, asked()],
    now: declaredAt + DAY + 1,
  },
  {
    code: 'no-test-evidence',
    when: 'the limit passed without a test on record',
    story: [...open, deployed()],
    now: limit + 1,
    since: limit,
  },
  {
    code: 'no-test-evidence',
    when: 'the review says that nothing was tested',
    story: [...open, ...approvedByAll, deployed(), submitted(ana, declaredAt + HOUR, { tests: 'None, it was urgent' })],
    now: limit + 1,
  },
  {
    code: 'no-test-evidence',
    when: 'the evidence came later, as cleared',
    story: [...open, deployed(), testRun(limit + HOUR)],
    now: limit + 2 * HOUR,
    state: 'cleared',
  },
  {
    code: 'record-incomplete',
    when: 'the limit passed and nobody said what the impact was',
    story: [...open, deployed()],
    now: limit + 1,
    since: limit,
  },
  {
    code: 'record-incomplete',
    when: 'the review said it later, as cleared',
    story: [...open, deployed(), late],
    now: declaredAt + 61 * HOUR,
    state: 'cleared',
  },
  {
    code: 'review-late',
    when: 'it was handed in after the limit',
    story: [...open, deployed(), late],
    now: declaredAt + 61 * HOUR,
    since: limit,
  },
  {
    code: 'review-late',
    when: 'an earlier deployment that becomes known later brings the limit forward',
    story: [
      ...open,
      deployed(),
      submitted(ana, declaredAt + 40 * HOUR),
      { ...deployed({ what: 'v840', deployedAt: declaredAt - 20 * HOUR }), at: declaredAt + 41 * HOUR },
    ],
    now: declaredAt + 42 * HOUR,
    since: declaredAt + 28 * HOUR,
  },
  { code: 'review-missing', when: 'the limit passed without one', story: [...open, deployed()], now: limit + 1 },
  {
    code: 'review-missing',
    when: 'not even a deployment is known',
    story: open,
    now: declaredAt + 48 * HOUR + 1,
    since: declaredAt + 48 * HOUR,
  },
  {
    code: 'review-missing',
    when: 'a deployment becomes known after the limit from declare: a breach stays',
    story: [...open, { ...deployed({ deployedAt: declaredAt + 49 * HOUR }), at: declaredAt + 50 * HOUR }],
    now: declaredAt + 51 * HOUR,
    since: declaredAt + 48 * HOUR,
  },
  {
    code: 'review-missing',
    when: 'it was rejected after the limit, as cleared',
    story: [...open, rejected(ben, declaredAt + 50 * HOUR)],
    now: declaredAt + 51 * HOUR,
    state: 'cleared',
  },
  {
    code: 'review-missing',
    when: 'it was rejected and went out all the same',
    story: [...open, rejected(), deployed()],
    now: limit + 1,
  },
  {
    code: 'review-missing',
    when: 'it was handed in late, as cleared',
    story: [...open, deployed(), late],
    now: declaredAt + 61 * HOUR,
    state: 'cleared',
  },
  {
    code: 'review-missing',
    when: 'nothing went out after all, as cleared',
    story: [...open, ...notImplemented(ana, declaredAt + 60 * HOUR)],
    now: declaredAt + 61 * HOUR,
    state: 'cleared',
  },
  {
    code: 'review-by-involved-person',
    when: 'the one who signed it off turned out to be an author',
    story: [...closedStory, learned(eva, [])],
  },
  {
    code: 'review-by-involved-person',
    when: 'the one who signed it off approved the change',
    story: [...open, ...approvedByAll, deployed(), submitted(), signedOff(cleo)],
  },
  {
    code: 'review-by-involved-person',
    when: 'the one who signed it off wrote it',
    story: [...open, ...approvedByAll, deployed(), submitted(dan), signedOff(dan)],
  },
  {
    code: 'approved-in-seconds',
    when: 'somebody said yes four seconds after being asked',
    story: [...open, approved(ben, 'oncall-leads', declaredAt + 4000)],
    since: declaredAt + 4000,
  },
  {
    code: 'approved-in-seconds',
    when: 'it was taken back, as cleared',
    story: [
      ...open,
      approved(ben, 'oncall-leads', declaredAt + 4000),
      { type: 'ApprovalWithdrawn', by: ben, at: declaredAt + MINUTE, authorized: false },
    ],
    state: 'cleared',
  },
  {
    code: 'approved-in-seconds',
    when: 'the terms ask for a minute',
    story: [
      declared({ terms: { ...terms, approval: { ...terms.approval, readTime: MINUTE } } }),
      asked(),
      approved(ben, 'oncall-leads', declaredAt + 59_000),
    ],
  },
  {
    code: 'approved-in-seconds',
    when: 'their group had just joined',
    story: [
      declared(),
      asked({ asked: [] }),
      { type: 'NextTierAsked', at: declaredAt + HOUR, rung: 0, group: 'x', asked: [{ user: eva, groups: ['x'] }] },
      approved(eva, 'x', declaredAt + HOUR + 3000),
    ],
  },
];

const absent: readonly Case[] = [
  { code: 'patch-late', when: 'the criterion sets none', story: open, now: declaredAt + 365 * DAY },
  { code: 'patch-late', when: 'there is time left', story: [dated, asked()], now: patchDue },
  { code: 'patch-late', when: 'it went out in time', story: [dated, asked(), deployed()], now: patchDue + DAY },
  { code: 'patch-late', when: 'it was withdrawn in time', story: [dated, asked(), withdrawn()], now: patchDue + DAY },
  { code: 'never-approved', when: 'nothing is out', story: open },
  { code: 'never-approved', when: 'the approval came first', story: closedStory },
  {
    code: 'never-approved',
    when: 'it went out while an approval stood that was taken back later',
    story: [
      ...open,
      ...approvedByAll,
      { type: 'ApprovalWithdrawn', by: ben, at: declaredAt + 10 * MINUTE, authorized: true },
      asked({ round: 2, because: 'approval withdrawn', at: declaredAt + 10 * MINUTE }),
      deployed({ deployedAt: declaredAt + 6 * MINUTE }),
    ],
  },
  { code: 'approved-after-deployment', when: 'the approval came first', story: closedStory },
  { code: 'approved-after-deployment', when: 'there is no approval', story: [...open, deployed()] },
  { code: 'proceeded-without-approval', when: 'nobody went ahead', story: closedStory },
  { code: 'rejected-but-deployed', when: 'nothing is out', story: [...open, rejected()] },
  { code: 'rejected-but-deployed', when: 'it was approved', story: closedStory },
  {
    code: 'self-approval-attempted',
    when: 'somebody who is not eligible tried',
    story: [...open, refusedTry(dan, 'not-eligible')],
  },
  {
    code: 'self-approval-attempted',
    when: 'the requester tried to reject',
    story: [...open, refusedTry(ana, 'own-change', 'reject')],
  },
  { code: 'approver-also-implemented', when: 'another one deployed it', story: closedStory },
  {
    code: 'approver-also-implemented',
    when: 'they had taken their yes back before',
    story: [
      ...open,
      approved(ben, 'oncall-leads'),
      { type: 'ApprovalWithdrawn', by: ben, at: declaredAt + 2 * MINUTE, authorized: false },
      deployed({ who: ben }),
    ],
  },
  {
    code: 'different-commit-deployed',
    when: 'the named commit went out, abbreviated',
    story: [forCommit, asked(), ...approvedByAll, deployed({ what: COMMIT.slice(0, 7) })],
  },
  {
    code: 'different-commit-deployed',
    when: 'the pipeline names the approved system and commit',
    story: [forCommit, asked(), ...approvedByAll, deployed({ system: 'Payments', commit: COMMIT })],
  },
  {
    code: 'different-commit-deployed',
    when: 'the system is approved and the commit is not known',
    story: [forCommit, asked(), ...approvedByAll, deployed({ system: 'payments' })],
  },
  {
    code: 'different-commit-deployed',
    when: 'no commit was named',
    story: [...open, ...approvedByAll, deployed({ what: OTHER })],
  },
  {
    code: 'different-commit-deployed',
    when: 'a version went out that names no commit',
    story: [forCommit, asked(), ...approvedByAll, deployed()],
  },
  {
    code: 'different-commit-deployed',
    when: 'the extension was approved before',
    story: [
      forCommit,
      asked(),
      ...approvedByAll,
      extended(OTHER, declaredAt + 5 * MINUTE),
      authorized(declaredAt + 6 * MINUTE),
      deployed({ what: OTHER }),
    ],
  },
  { code: 'record-opened-after-deployment', when: 'it was declared first', story: closedStory },
  {
    code: 'ticket-later-than-24-h',
    when: 'it was opened at the last moment',
    story: [withTicket, ticket(declaredAt + DAY)],
    now: declaredAt + 60 * HOUR,
  },
  { code: 'ticket-later-than-24-h', when: 'the day is not over', story: [withTicket], now: declaredAt + DAY },
  { code: 'ticket-later-than-24-h', when: 'no ticket is asked for', story: open, now: declaredAt + 60 * HOUR },
  { code: 'no-test-evidence', when: 'the review tells of tests', story: closedStory, now: limit + DAY },
  { code: 'no-test-evidence', when: 'nothing is out', story: open, now: limit + DAY },
  {
    code: 'no-test-evidence',
    when: 'a test result was added',
    story: [...open, deployed(), testRun(declaredAt + HOUR)],
    now: limit + DAY,
  },
  { code: 'no-test-evidence', when: 'there is time left', story: [...open, deployed()], now: limit },
  { code: 'record-incomplete', when: 'the review says the rest', story: closedStory, now: limit + DAY },
  {
    code: 'record-incomplete',
    when: 'everything was said at declare',
    story: [declared(impact), asked(), deployed()],
    now: limit + DAY,
  },
  { code: 'record-incomplete', when: 'there is time left', story: [...open, deployed()], now: limit },
  { code: 'review-late', when: 'it came in time', story: closedStory, now: limit + DAY },
  { code: 'review-late', when: 'there is none', story: [...open, deployed()], now: limit + DAY },
  { code: 'review-missing', when: 'it came in time', story: closedStory, now: limit + DAY },
  { code: 'review-missing', when: 'there is time left', story: [...open, deployed()], now: limit },
  { code: 'review-missing', when: 'it was withdrawn', story: [...open, withdrawn()], now: limit + DAY },
  { code: 'review-missing', when: 'it was rejected', story: [...open, rejected()], now: limit + DAY },
  {
    code: 'review-missing',
    when: 'nothing went out',
    story: [...open, ...notImplemented()],
    now: limit + DAY,
  },
  { code: 'review-by-involved-person', when: 'the one who signed it off had no part', story: closedStory },
  {
    code: 'approved-in-seconds',
    when: 'somebody took ten seconds',
    story: [...open, approved(ben, 'oncall-leads', declaredAt + 10_000)],
  },
  {
    code: 'approved-in-seconds',
    when: 'they confirm what they said on a call',
    story: [
      ...open,
      {
        type: 'ApprovalGiven',
        by: ben,
        at: declaredAt + 4000,
        memberOf: [],
        confirms: { saidAt: declaredAt, how: 'On the call' },
      },
    ],
  },
];

describe('a finding is there', () => {
  it.each(there)('$code: when $when', ({ code, story, now, state = 'open', since }) => {
    const finding = only(code, story, now);
    expect(finding).toMatchObject({ code, state });
    if (since !== undefined) expect(finding?.since).toBe(since);
  });
});

describe('a finding is not there', () => {
  it.each(absent)('$code: when $when', ({ code, story, now }) => {
    expect(only(code, story, now)).toBeUndefined();
  });
});

describe('the rules', () => {
  it('cover the whole list, but for deployments that belong to no change', () => {
    expect(RULES.map(({ code }) => code)).toEqual(FINDING_CODES.filter((code) => code !== 'deployment-without-record'));
  });

  it.each(FINDING_CODES.filter((code) => code !== 'deployment-without-record'))(
    'have a case where it appears and one where it must not: %s',
    (code) => {
      expect(there.some((one) => one.code === code)).toBe(true);
      expect(absent.some((one) => one.code === code)).toBe(true);
    },
  );

  it('find nothing in a change that went as it should', () => {
    expect(find(closedStory, declaredAt + 365 * DAY)).toEqual([]);
  });

  it('tell the evidence in a sentence with names where they are known', () => {
    const story: Story = [...open, rejected(), deployed()];
    const names = { person: (user: string) => (user === ben ? 'Ben Okafor' : user), group: (group: string) => group };
    const findings = findingsOf(changeOf(...story), story, declaredAt + HOUR, names);
    expect(findings.find(({ code }) => code === 'rejected-but-deployed')?.evidence).toBe(
      'Rejected by Ben Okafor at 2026-11-21 03:15 UTC; deployed: v841 at 2026-11-21 03:19 UTC.',
    );
  });
});

describe('an explanation', () => {
  const explained = (at: number): ChangeEvent => ({
    type: 'FindingExplained',
    by: ana,
    at,
    finding: 'approved-after-deployment',
    text: 'Customers could not pay and nobody answered',
  });
  const story: Story = [...open, deployed(), authorized(declaredAt + HOUR)];

  it('answers the finding and never takes it away', () => {
    const finding = only('approved-after-deployment', [...story, explained(declaredAt + 2 * HOUR)]);
    expect(finding).toMatchObject({
      state: 'explained',
      explanations: [{ by: ana, at: declaredAt + 2 * HOUR, text: 'Customers could not pay and nobody answered' }],
    });
  });

  it('answers no other finding', () => {
    const findings = find([...open, deployed(), explained(declaredAt + 2 * HOUR)], declaredAt + 3 * HOUR);
    expect(openFindings(findings).map(({ code }) => code)).toEqual(['never-approved']);
  });

  it('does not cover what became known after it', () => {
    const more = { ...deployed({ what: 'v840', deployedAt: declaredAt + MINUTE }), at: declaredAt + 3 * HOUR };
    const finding = only('approved-after-deployment', [...story, explained(declaredAt + 2 * HOUR), more]);
    expect(finding).toMatchObject({ state: 'open', explanations: [{ by: ana }] });
  });
});

describe('what time alone will find', () => {
  it('is the ticket first, then the review', () => {
    const first: Story = [withTicket, asked(), deployed()];
    expect(nextFindingAt(changeOf(...first), first, declaredAt + HOUR)).toBe(declaredAt + DAY + 1);
    expect(nextFindingAt(changeOf(...first), first, declaredAt + DAY + 1)).toBe(limit + 1);
    expect(nextFindingAt(changeOf(...first), first, limit + 1)).toBeUndefined();
  });

  it('is nothing once the change is closed', () => {
    expect(nextFindingAt(changeOf(...closedStory), closedStory, declaredAt)).toBeUndefined();
  });
});
