import { describe, expect, it } from 'vitest';
import { accept } from '../../../src/domain/change/decision.ts';
import type { ChangeEvent } from '../../../src/domain/change/events.ts';
import { react } from '../../../src/domain/change/react.ts';
import { findingsOf } from '../../../src/domain/findings/findings.ts';
import { approved, ben, changeOf, cleo, declared, declaredAt, deployed, HOUR } from '../../support/changes.ts';
import { asked, closedStory, eva, finn, signedOff, submitted } from '../../support/facts.ts';
import { given } from '../../support/given.ts';
import { learns } from '../../support/orders.ts';

const at = declaredAt + 14 * HOUR;
/** Signed off by Eva while the second approval is still owed. */
const owed = [declared(), asked(), approved(ben, 'oncall-leads'), deployed(), submitted(), signedOff()] as const;
const learned = (extra: object = {}) => ({
  type: 'InvolvementLearned' as const,
  at,
  user: eva,
  as: 'author' as const,
  approved: [],
  signedOff: eva,
  ...extra,
});

describe('somebody who signed the review off and turns out to have a hand in the change', () => {
  it('is recorded with that sign-off', () => {
    expect(given(...owed).when(learns(eva, { at }))).toEqual(accept(learned()));
  });

  it('is the same person under another account', () => {
    expect(given(...owed).when(learns(finn, { at, sameAs: [eva] }))).toEqual(accept(learned({ user: finn })));
  });

  it('even when they only deployed', () => {
    expect(given(...owed).when(learns(eva, { at, as: 'deployer' }))).toEqual(accept(learned({ as: 'deployer' })));
  });

  it('leaves the review waiting for an independent sign-off, of which the others are asked', () => {
    const askedBoth = [eva, cleo].map((user) => ({
      type: 'AskPosted' as const,
      at,
      purpose: 'review' as const,
      user,
      channel: `D-${user}`,
      ts: '1.1',
    }));
    const change = changeOf(...owed, ...askedBoth, learned());
    expect(change.review).toMatchObject({ status: 'submitted', signedOff: undefined, setAside: [{ by: eva }] });
    const asks = react(change, learned()).flatMap(({ work }) => (work.kind === 'ask' ? [work.user] : []));
    expect(asks).toEqual([cleo]);
  });

  it('is a finding that an independent sign-off clears', () => {
    const codes = (more: readonly ChangeEvent[]) => {
      const found = findingsOf(changeOf(...owed, ...more), [...owed, ...more], at + HOUR);
      return found.filter(({ code }) => code === 'review-by-involved-person').map(({ state }) => state);
    };
    expect(codes([])).toEqual([]);
    expect(codes([learned()])).toEqual(['open']);
    expect(codes([learned(), signedOff(finn, at + 1)])).toEqual(['cleared']);
  });

  it('leaves what is closed closed: the finding stays', () => {
    const events = [...closedStory, learned()] as const;
    const change = changeOf(...events);
    expect(change.review).toMatchObject({ status: 'signed off', signedOff: { by: eva } });
    expect(change.closedAt).toBeDefined();
    const found = findingsOf(change, events, at + HOUR).find(({ code }) => code === 'review-by-involved-person');
    expect(found).toMatchObject({ state: 'open', evidence: expect.stringContaining('signed the review off') });
  });

  it('that was never theirs changes nothing about the review', () => {
    const change = changeOf(...owed, learned({ user: finn, signedOff: undefined }));
    expect(change.review.status).toBe('signed off');
  });
});
