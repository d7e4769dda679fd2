import { describe, expect, it } from 'vitest';
import { accept } from '../../../src/domain/change/decision.ts';
import type { FollowUp } from '../../../src/domain/change/types.ts';
import { ana, dan, declared, declaredAt, deployed, HOUR, review } from '../../support/changes.ts';
import { given } from '../../support/given.ts';

// 21 November 2026, 13:12 UTC.
const at = declaredAt + 10 * HOUR;
const followUp: FollowUp = { id: '3', what: 'Add the missing index', owner: dan, due: '2026-11-27' };

const handsIn = (followUps: readonly FollowUp[], evidence?: readonly { kind: 'test'; text: string }[]) => ({
  type: 'SubmitReview' as const,
  by: ana,
  at,
  review: { ...review, followUps },
  askReviewers: [],
  evidence,
});

describe('follow-ups of a review', () => {
  it.each([
    { what: 'nothing to do', followUp: { what: 'fix it' }, field: 'what', code: 'not-substantial' },
    { what: 'a stock word', followUp: { what: 'tbd' }, field: 'what', code: 'not-substantial' },
    { what: 'nobody', followUp: { owner: undefined }, field: 'owner', code: 'not-substantial' },
    { what: 'no day', followUp: { due: undefined }, field: 'due', code: 'not-substantial' },
    { what: 'a day long gone', followUp: { due: '2026-11-19' }, field: 'due', code: 'day-has-passed' },
  ])('with $what are refused at that very field', ({ followUp: part, field, code }) => {
    const others = [{ ...followUp, id: '1' }];
    expect(given(declared(), deployed()).when(handsIn([...others, { ...followUp, ...part }]))).toMatchObject({
      ok: false,
      error: { code, field: `followUp-3-${field}` },
    });
  });

  it.each(['2026-11-20', '2026-11-21', '2027-01-01'])('may be due on %s: it is still that day somewhere', (due) => {
    expect(given(declared(), deployed()).when(handsIn([{ ...followUp, due }]))).toMatchObject({ ok: true });
  });

  it('are not needed', () => {
    expect(given(declared(), deployed()).when(handsIn([]))).toMatchObject({ ok: true });
  });
});

describe('test evidence handed in with a review', () => {
  const test = { kind: 'test', text: 'Three orders paid by hand' } as const;

  it('is on record before the review is', () => {
    const order = handsIn([], [test]);
    expect(given(declared(), deployed()).when(order)).toEqual(
      accept(
        { type: 'EvidenceAdded', by: ana, at, evidence: test },
        { type: 'ReviewSubmitted', by: ana, at, review: order.review, askReviewers: [] },
      ),
    );
  });

  it('is not taken when the review is not', () => {
    const thin = { ...handsIn([], [test]), review: { ...review, followUps: [], tests: 'n/a' } };
    expect(given(declared(), deployed()).when(thin)).toMatchObject({ ok: false });
  });
});
