import type { Change } from '../../domain/change/state.ts';
import type { Instant } from '../../domain/change/types.ts';
import { reviewClock, reviewIsLate, reviewIsOwed } from '../../domain/review.ts';
import { utc } from '../../domain/telling.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { timingVerdict } from '../../domain/verdict.ts';
import type { Html } from './html.ts';
import { html } from './html.ts';

// The same few words about a change on every page.

type Tone = 'good' | 'warn' | 'bad' | '';

export const mark = (words: string, tone: Tone = ''): Html => html`<span class="mark ${tone}">${words}</span>`;

const VERDICT_TONES: Readonly<Record<Verdict, Tone>> = {
  'approved before deploy': 'good',
  'deployed before approval': 'bad',
  'declared after deploy': 'warn',
  'never approved': 'bad',
};

export function verdictMark(change: Change): Html {
  const verdict = timingVerdict(change);
  return verdict ? mark(verdict, VERDICT_TONES[verdict]) : mark('nothing deployed');
}

/** Where the change stands, in two or three words. */
export function stateOf(change: Change): string {
  if (change.withdrawn) return 'withdrawn';
  if (change.notImplemented) return 'not implemented';
  return change.closedAt === undefined ? 'open' : 'closed';
}

/** `signed off`, `submitted late`, `missing since ...`: how the review stands against its limit. */
export function reviewWords(change: Change, asOf: Instant): string {
  const { status, firstSubmittedAt } = change.review;
  const isLate = reviewIsLate(change, asOf);
  if (firstSubmittedAt === undefined && !reviewIsOwed(change)) return 'none owed';
  if (firstSubmittedAt !== undefined) return isLate ? `${status}, handed in late` : `${status}, in time`;
  const { limit } = reviewClock(change);
  return isLate ? `missing since ${utc(limit)}` : `due by ${utc(limit)}`;
}

export function reviewMark(change: Change, asOf: Instant): Html {
  const words = reviewWords(change, asOf);
  if (words === 'none owed') return mark(words);
  if (reviewIsLate(change, asOf)) return mark(words, 'bad');
  return mark(words, change.review.status === 'signed off' ? 'good' : 'warn');
}
