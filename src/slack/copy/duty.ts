import type { ChangeEvent } from '../../domain/change/events.ts';
import type { CannotBeAsked, Refusal } from '../../domain/change/refusals.ts';
import type { Change } from '../../domain/change/state.ts';
import { idText } from '../../domain/change/types.ts';
import { reviewClock } from '../../domain/review.ts';
import type { Scene } from '../scene.ts';
import { groupNames } from '../scene.ts';
import { dateTime, mention, said, span } from '../text.ts';

/** Who owes the review, as one message in the card's thread; `undefined` for everything else. */
export function dutyWords(change: Change, event: ChangeEvent): string | undefined {
  const review = `the review of ${idText(change.id)}`;
  switch (event.type) {
    case 'HandOverOffered':
      return `${mention(event.by)} asks ${mention(event.to)} to take over ${review}, by ${dateTime(event.answerBy)}. Until they say yes, ${mention(event.by)} owes it.`;
    case 'HandOverAccepted':
      return `${mention(event.by)} took over ${review} from ${mention(event.from)}. ${dueWords(change)}`;
    case 'ReviewTakenOver':
      return `${mention(event.by)} took over ${review} from ${mention(event.from)}, as escalation contact. ${dueWords(change)}`;
    case 'HandOverDeclined':
      return `${mention(event.from)} ${mention(event.by)} cannot take over ${review}: you still owe it. Ask somebody else, or write it.`;
    case 'HandOverUnanswered':
      return `:hourglass: ${mention(event.from)} ${mention(event.to)} has not answered whether to take over ${review}: you still owe it. The escalation contact is being told.`;
    case 'ReviewOwnerLeft':
      return `:warning: ${mention(event.user)}, who owes ${review}, is no longer active in Slack. The escalation contact is being asked to take it over.`;
    default:
      return undefined;
  }
}

function dueWords(change: Change): string {
  const { target, limit } = reviewClock(change);
  return `It is due ${dateTime(target)}, at the latest ${dateTime(limit)}.`;
}

/** How late the review was handed in, and why; nothing when it was in time. */
export function lateWords(change: Change): string {
  const { submitted, firstSubmittedAt } = change.review;
  const { limit } = reviewClock(change);
  if (!submitted || (firstSubmittedAt ?? 0) <= limit) return '';
  const { lateReason } = submitted.review;
  return `\n:warning: ${span((firstSubmittedAt ?? 0) - limit)} past the limit${lateReason ? `: ${said(lateReason, 500)}` : '.'}`;
}

type DutyRefusal = Extract<
  Refusal,
  {
    code:
      | 'only-owner'
      | 'already-owner'
      | 'cannot-be-asked'
      | 'hand-over-pending'
      | 'hand-over-not-asked'
      | 'not-an-escalation-contact'
      | 'snoozed-before'
      | 'limit-passed'
      | 'time-passed';
  }
>;

const CANNOT: Readonly<Record<CannotBeAsked, string>> = {
  guest: 'is a guest here and cannot owe a review',
  bot: 'is an app and cannot write a review',
  deactivated: 'is no longer active in Slack',
  stranger: 'belongs to another workspace',
  unknown: 'could not be looked up in Slack just now',
  owner: 'owes it already',
  reviewer: 'judged this review as its reviewer, and the second pair of eyes has to stay independent',
};

export function dutyRefusalWords(refusal: DutyRefusal, id: string, scene: Scene): string {
  switch (refusal.code) {
    case 'only-owner':
      return `${mention(refusal.owner)} owes the review of ${id}, so only they can do that.`;
    case 'already-owner':
      return `You owe the review of ${id} already. “Write review” opens it.`;
    case 'cannot-be-asked':
      return `${mention(refusal.user)} ${CANNOT[refusal.why]}. ${refusal.why === 'unknown' ? 'Please try again in a moment.' : 'Please ask somebody else.'}`;
    case 'hand-over-pending':
      return `${mention(refusal.to)} has been asked and has until ${dateTime(refusal.answerBy)} to answer. You can ask somebody else instead.`;
    case 'hand-over-not-asked':
      return `You are not asked to take over the review of ${id} any more. ${mention(refusal.owner)} owes it.`;
    case 'not-an-escalation-contact':
      return refusal.group === undefined
        ? `The policy names no escalation contact who could take ${id} over. Its owner can hand it over to you.`
        : `Only ${groupNames(scene, [refusal.group])} can take ${id} over without being asked. Its owner can hand it over to you.`;
    case 'snoozed-before':
      return `The reminders of ${id} have been put off once already, until ${dateTime(refusal.until)}. Once for each change is all there is: write the review, or hand it over.`;
    case 'limit-passed':
      return `The review of ${id} was due ${dateTime(refusal.limit)} at the latest, so its reminders cannot be put off any more. Write it, or hand it over.`;
    case 'time-passed':
      return 'This time has passed already. Please press again on the newest reminder.';
  }
}
