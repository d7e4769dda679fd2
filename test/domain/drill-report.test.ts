import { describe, expect, it } from 'vitest';
import type { ChangeDeclared, ChangeEvent } from '../../src/domain/change/events.ts';
import { react } from '../../src/domain/change/react.ts';
import { drillReport } from '../../src/domain/drill-report.ts';
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
} from '../support/changes.ts';
import { approvedByAll, asked, closedStory, eva, notImplemented, withdrawn } from '../support/facts.ts';

const drill = declared({ id: { sequence: 'DRILL', number: 3 }, details: { drill: true } });
type Story = readonly [ChangeDeclared, ...ChangeEvent[]];
const whole: Story = [drill, asked(), ...approvedByAll, deployed(), ...closedStory.slice(-3)];
const reportOf = (story: Story, now = declaredAt + 20 * HOUR) => drillReport(changeOf(...story), story, now);

describe('the report of a drill', () => {
  it('names who took part and with what, and who did not answer', () => {
    expect(reportOf(whole).people).toEqual([
      { user: ana, parts: ['declared', 'recorded the deployment', 'handed the review in', 'implementer'] },
      { user: ben, parts: ['approved'] },
      { user: cleo, parts: ['approved'] },
      { user: eva, parts: ['signed the review off'] },
      { user: dan, parts: ['was asked and did not answer'] },
    ]);
  });

  it('tells how long each step took after the one before', () => {
    const { steps, lasted } = reportOf(whole);
    expect(steps.map(({ what, took }) => [what, took / MINUTE])).toEqual([
      ['declared', 0],
      ['approved', 1],
      ['approved', 3],
      ['approval complete', 0],
      ['recorded the deployment', 4],
      ['handed the review in', 592],
      ['signed the review off', 120],
      ['closed', 0],
    ]);
    expect(lasted).toBe(12 * HOUR);
  });

  it('says what would have been a finding, and nothing where all went well', () => {
    expect(reportOf(whole).findings).toEqual([]);
    const hasty: Story = [drill, asked(), deployed(), approved(ben, 'oncall-leads')];
    expect(reportOf(hasty).findings.map(({ title }) => title)).toEqual(['never approved']);
  });

  it('goes on counting while the drill goes on', () => {
    expect(reportOf([drill, asked()], declaredAt + HOUR)).toMatchObject({ endedAt: undefined, lasted: HOUR });
  });
});

describe('the end of a drill', () => {
  const kindsAfter = (...story: Story) => {
    const event = story.at(-1);
    return event ? react(changeOf(...story), event).map(({ work }) => work.kind) : [];
  };

  it.each([
    { end: 'closed', story: whole },
    { end: 'withdrawn', story: [drill, asked(), withdrawn()] as Story },
    { end: 'not implemented', story: [drill, asked(), ...notImplemented()] as Story },
  ])('is reported once it is $end', ({ story }) => {
    expect(kindsAfter(...story)).toContain('report-drill');
  });

  it('is not reported before, nor for the real thing', () => {
    expect(kindsAfter(drill, asked(), deployed())).not.toContain('report-drill');
    expect(kindsAfter(...closedStory)).not.toContain('report-drill');
  });
});
