import { lasting } from '../../lasting.ts';
import { openPatchDue, patchDue } from '../../patch.ts';
import { utc } from '../../telling.ts';
import { droppedAt, endedAt, isDropped, wentOutAt } from '../facts.ts';
import type { Rule } from '../types.ts';

export const patchLate: Rule = {
  code: 'patch-late',
  rule: 'Where the criterion sets a deadline for the fix, it is out by then.',
  source: 'SOC 2 CC7.1, ISO 27001 A.8.8',
  clears: 'Proof that it was out in time, or that nothing goes out; otherwise a named person explains it.',
  find: ({ change, now }) => {
    const due = patchDue(change);
    if (due === undefined || now <= due) return undefined;
    const out = change.deployments.filter(({ outcome }) => outcome !== 'failed');
    const settled = droppedAt(change) ?? endedAt(change);
    if (out.some(({ recordedAt }) => recordedAt <= due) || (settled !== undefined && settled <= due)) return undefined;
    const first = out.length === 0 ? undefined : Math.min(...out.map(wentOutAt));
    return {
      evidence: () =>
        `The fix was due at ${utc(due)}; ${first === undefined ? 'nothing is out' : outcomeOf(first, due)}.`,
      since: due,
      latest: due,
      cleared: isDropped(change) || (first !== undefined && first <= due),
    };
  },
  dueAt: ({ change }) => {
    const due = openPatchDue(change);
    return due === undefined ? undefined : due + 1;
  },
};

const outcomeOf = (first: number, due: number): string =>
  first <= due ? `it was out at ${utc(first)}, as was told later` : `it was out ${lasting(first - due)} later`;
