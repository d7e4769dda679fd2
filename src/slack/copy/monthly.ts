import type { MonthlyRefusal } from '../../app/monthly/review.ts';
import { assertNever } from '../../domain/result.ts';
import type { Scene } from '../scene.ts';
import { groupNames } from '../scene.ts';
import { dateTime, mention } from '../text.ts';

/** Why something about a month's review was not recorded, and what to do instead. */
export function monthlyRefusalWords(refusal: MonthlyRefusal, scene: Scene): string {
  switch (refusal.code) {
    case 'no-such-month':
      return 'There is no review of that month. Its card is posted on the first working day of the month after.';
    case 'month-signed-off':
      return `${mention(refusal.by)} signed this month off ${dateTime(refusal.at)}. What is decided now belongs to the next month’s card.`;
    case 'not-of-the-group':
      return `A month is signed off by ${groupNames(scene, [refusal.group])}. Ask one of them.`;
    case 'group-unreachable':
      return `It cannot be looked up just now who belongs to ${groupNames(scene, [refusal.group])}, so nothing was signed. Please try again in a moment.`;
    case 'no-member':
      return 'Only full members of this workspace can do this: guests, bots and people of other workspaces cannot.';
    default:
      return assertNever(refusal);
  }
}
