import type { ChangeEvent } from '../../domain/change/events.ts';
import type { Change } from '../../domain/change/state.ts';
import type { Instant, Review } from '../../domain/change/types.ts';
import { CLEAN_UP } from '../../domain/change/types.ts';
import { reviewClock, reviewIsOwed } from '../../domain/review.ts';
import type { Names } from '../../domain/telling.ts';
import { tell } from '../../domain/telling.ts';
import { CLEAN_UP_WORDS, followUpWords } from '../../domain/words.ts';
import type { Told } from '../case.ts';
import { reviewMark } from './case-words.ts';
import type { Html } from './html.ts';
import { fact, html, nothing, time } from './html.ts';

export function reviewParts(change: Change, names: Names, asOf: Instant): Html[] {
  const { owner, submitted, returned, signedOff } = change.review;
  const { target, limit } = reviewClock(change);
  const isOver = !reviewIsOwed(change) && !submitted;
  return [
    html`<p>${reviewMark(change, asOf)}</p>`,
    html`<dl>
${fact('Owed by', names.person(owner))}
${fact('Due', isOver ? undefined : html`${time(target)}, at the latest ${time(limit)}`)}
${fact('Handed in', submitted && html`by ${names.person(submitted.by)} at ${time(submitted.at)}`)}
${fact('Returned', returned && html`by ${names.person(returned.by)} at ${time(returned.at)}: ${returned.comments}`)}
${fact('Signed off', signedOff && html`by ${names.person(signedOff.by)} at ${time(signedOff.at)} ${signedOff.comment ?? ''}`)}
</dl>`,
    submitted ? answers(submitted.review, names) : nothing,
  ];
}

const answers = (review: Review, names: Names): Html => html`<h3>What it says</h3><dl>
${fact('Root cause', review.rootCause)}
${fact('Deployed', review.deployed)}
${fact('Emergency path right', `${review.pathAppropriate}: ${review.whyNotNormal}`)}
${fact('Impact', review.impact)}
${fact('Tests', review.tests)}
${fact('Rolled back', review.rolledBack ? 'yes' : 'no')}
${CLEAN_UP.map((step) => fact(CLEAN_UP_WORDS[step], review.cleanUp.includes(step) ? '✔ done' : 'not ticked'))}
${review.followUps.map((followUp) => fact('Follow-up', followUpWords(followUp, names.person)))}
${fact('Why it was late', review.lateReason)}
</dl>`;

const NAGS: ReadonlySet<ChangeEvent['type']> = new Set([
  'ApproversReminded',
  'NextTierAsked',
  'ApproversPaged',
  'ProceedOffered',
  'ReviewReminded',
  'ReminderAddressed',
  'ReminderDelivered',
  'ReviewSnoozed',
  'HandOverOffered',
  'HandOverAccepted',
  'HandOverDeclined',
  'HandOverUnanswered',
  'ReviewOwnerLeft',
  'ReviewTakenOver',
]);

/** The nagging, as it is on record: who was told when and where, who asked for time, who took it over. */
export function nagParts(story: readonly Told[], names: Names): Html {
  const nags = story.filter(({ event }) => NAGS.has(event.type));
  if (nags.length === 0) return html`<p>Nobody had to be reminded.</p>`;
  return html`<ul>${nags.map(({ event, after }) => html`<li>${tell(event, after, names).line}</li>`)}</ul>`;
}
