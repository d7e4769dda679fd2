import { describe, expect, it } from 'vitest';
import type { ChangeDeclared, ChangeEvent } from '../../../src/domain/change/events.ts';
import { findingsOf } from '../../../src/domain/findings/findings.ts';
import { bucketsOf } from '../../../src/domain/report/buckets.ts';
import type { ReportOptions } from '../../../src/domain/report/report.ts';
import { reporter } from '../../../src/domain/report/report.ts';
import { spreadOf } from '../../../src/domain/report/tally.ts';
import { partOf, repeatWords, shareWords, spreadWords } from '../../../src/domain/report/words.ts';
import {
  ana,
  approved,
  ben,
  changeOf,
  cleo,
  declared,
  declaredAt,
  deployed,
  HOUR,
  MINUTE,
} from '../../support/changes.ts';
import { asked, authorized, closedStory, proceeded, submitted } from '../../support/facts.ts';

type Story = readonly [ChangeDeclared, ...ChangeEvent[]];
const DAY = 24 * HOUR;
const options: ReportOptions = {
  from: Date.UTC(2026, 10, 1),
  to: Date.UTC(2026, 11, 1),
  asOf: Date.UTC(2026, 11, 1),
  before: 2,
  thresholds: { readTime: 10_000, repeats: 3, pairs: 3 },
  teamOf: (system) => (system === 'payments' ? 'Money' : undefined),
};

function reportOf(stories: readonly Story[], other: Partial<ReportOptions> = {}) {
  const all = { ...options, ...other };
  const { add, report } = reporter(all);
  for (const story of stories) {
    const change = changeOf(...story);
    add({ change, events: story, findings: findingsOf(change, story, all.asOf) });
  }
  return report();
}

const search = declared({ details: { systems: ['search', 'checkout'], kind: 'database' } });
const late: Story = [
  declared(),
  asked(),
  deployed(),
  authorized(declaredAt + HOUR),
  submitted(ana, declaredAt + 60 * HOUR),
];
const unreviewed: Story = [search, asked(), proceeded(), deployed()];
const open: Story = [declared(), asked()];

describe('a report', () => {
  it('counts what was declared, by week, system, kind, criterion and team', () => {
    expect(reportOf([closedStory, late, unreviewed])).toMatchObject({
      declared: 3,
      before: 2,
      trend: [
        { label: '2026-11-01', declared: 0, unapproved: 0 },
        { label: '2026-11-08', declared: 0, unapproved: 0 },
        { label: '2026-11-15', declared: 3, unapproved: 2 },
        { label: '2026-11-22', declared: 0, unapproved: 0 },
        { label: '2026-11-29', declared: 0, unapproved: 0 },
      ],
      systems: [
        { name: 'payments', times: 2 },
        { name: 'checkout', times: 1 },
        { name: 'search', times: 1 },
      ],
      kinds: [
        { name: 'application code', times: 2 },
        { name: 'database', times: 1 },
      ],
      criteria: [{ name: 'Customer-facing outage', times: 3 }],
      teams: [{ name: 'Money', times: 2 }],
      proceeded: 1,
    });
  });

  it('tells in which order things were done', () => {
    const { verdicts } = reportOf([closedStory, late, unreviewed, open]);
    expect(verdicts).toEqual([
      { verdict: 'approved before deploy', times: 1 },
      { verdict: 'deployed before approval', times: 1 },
      { verdict: 'declared after deploy', times: 0 },
      { verdict: 'never approved', times: 1 },
      { verdict: 'not deployed', times: 1 },
    ]);
  });

  it('tells how long authorizing and reviewing took', () => {
    const { toAuthorize, toReview } = reportOf([closedStory, late, unreviewed]);
    expect(toAuthorize).toEqual({ count: 2, median: 4 * MINUTE, p90: HOUR });
    expect(toReview).toEqual({ count: 2, median: 10 * HOUR - 7 * MINUTE, p90: 60 * HOUR - 7 * MINUTE });
  });

  it('counts the reviews that were due: late, missing and on time', () => {
    expect(reportOf([closedStory, late, unreviewed]).reviews).toEqual({ due: 3, onTime: 1 });
    expect(reportOf([unreviewed], { asOf: declaredAt + DAY }).reviews).toEqual({ due: 0, onTime: 0 });
  });

  it('counts yeses that were hardly read', () => {
    const quick: Story = [
      declared(),
      asked(),
      approved(ben, 'oncall-leads', declaredAt + 4000),
      approved(cleo, 'leadership'),
    ];
    expect(reportOf([quick, closedStory]).approvals).toEqual({ given: 4, quick: 1 });
    expect(reportOf([quick], { thresholds: { readTime: 2000, repeats: 3, pairs: 3 } }).approvals.quick).toBe(0);
  });

  it('names pairs and systems from the policy’s number on', () => {
    const two = reportOf([closedStory, closedStory]);
    expect([two.pairs, two.repeats]).toEqual([[], []]);
    const three = reportOf([closedStory, closedStory, closedStory]);
    expect(three.pairs).toEqual([
      { requester: ana, approver: ben, times: 3 },
      { requester: ana, approver: cleo, times: 3 },
    ]);
    expect(three.repeats).toEqual([{ name: 'payments', times: 3 }]);
  });

  it('knows the share of all deployments when somebody says how many there were', () => {
    expect(reportOf([closedStory]).deployments).toEqual({ emergency: 1, total: undefined, share: undefined });
    expect(reportOf([closedStory], { deployments: 40 }).deployments).toEqual({ emergency: 1, total: 40, share: 0.025 });
  });

  it('counts findings, and which are open', () => {
    const { findings } = reportOf([late, unreviewed]);
    expect(findings.find(({ code }) => code === 'review-missing')).toEqual({
      code: 'review-missing',
      times: 2,
      open: 1,
    });
  });
});

describe('the parts of a period', () => {
  it.each([
    {
      from: '2026-11-01',
      to: '2026-12-01',
      labels: ['2026-11-01', '2026-11-08', '2026-11-15', '2026-11-22', '2026-11-29'],
    },
    { from: '2026-07-01', to: '2026-10-01', labels: ['2026-07', '2026-08', '2026-09'] },
    { from: '2025-11-15', to: '2026-02-02', labels: ['2025-11', '2025-12', '2026-01', '2026-02'] },
    { from: '2026-11-01', to: '2026-11-02', labels: ['2026-11-01'] },
  ])('from $from to $to', ({ from, to, labels }) => {
    expect(bucketsOf(Date.parse(from), Date.parse(to)).map(({ label }) => label)).toEqual(labels);
  });
});

describe('median and p90', () => {
  it.each([
    { of: [], median: undefined, p90: undefined },
    { of: [7], median: 7, p90: 7 },
    { of: [4, 1, 3, 2], median: 2, p90: 4 },
    { of: [10, 9, 8, 7, 6, 5, 4, 3, 2, 1], median: 5, p90: 9 },
  ])('of $of', ({ of, median, p90 }) => {
    expect(spreadOf(of)).toEqual({ count: of.length, median, p90 });
  });
});

describe('words', () => {
  it('say how often it was', () => {
    const said = [3, 11, 21, 22, 23].map((times) => repeatWords({ name: 'payments', times }));
    expect(said[0]).toBe('Third time for payments: fix the normal path.');
    expect(said.slice(1).map((words) => words.split(' ')[0])).toEqual(['11th', '21st', '22nd', '23rd']);
  });

  it('say what is not known', () => {
    expect(spreadWords(spreadOf([]))).toBe('never');
    expect(partOf(0, 0)).toBe('none was due');
    expect(shareWords(reportOf([closedStory]))).toBe('1 deployment; the total is not known');
    expect(shareWords(reportOf([closedStory], { deployments: 40 }))).toBe('1 deployment of 40: 2.5 %');
  });
});
