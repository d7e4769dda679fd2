import type { KnownBlock, ModalView } from '@slack/types';
import type { Change } from '../../domain/change/state.ts';
import type { FollowUp, Review } from '../../domain/change/types.ts';
import { CLEAN_UP, idText } from '../../domain/change/types.ts';
import { CLEAN_UP_WORDS } from '../../domain/words.ts';
import { actions, button, context, input, modal, option, section, textBox } from '../blocks.ts';
import { ACTION, MODAL } from '../ids.ts';
import { clip, dateTime, link, mention, said, saidInLine } from '../text.ts';
import { followUpLine } from './follow-ups.ts';
import { APPROPRIATE } from './review-form.ts';
import { headline } from './state-words.ts';

/** The review as its reader sees it; whoever may sign it off does so right there, or returns it. */
export function reviewReading(change: Change, maySignOff = false): ModalView {
  const { submitted, status } = change.review;
  const title = `Review of ${idText(change.id)}`.slice(0, 24);
  if (!submitted) return reading(title, [section(`${headline(change)}\nNo review has been handed in yet.`)]);
  const blocks = [
    section(headline(change)),
    context(`Handed in by ${mention(submitted.by)} ${dateTime(submitted.at)}`),
    ...incidentNote(change),
    ...answers(change, submitted.review).map(([question, answer]) => section(`*${question}*\n${answer}`)),
  ];
  if (!maySignOff || status !== 'submitted') return reading(title, blocks);
  return modal({ callbackId: MODAL.signOff, title, submit: 'Sign off', metadata: change.key }, [
    ...blocks,
    ...incidentQuestion(change),
    input('comment', { label: 'Comment', optional: true }, textBox({ lines: true })),
    ...actions(button(ACTION.returnReview, 'Return with comments', change.key)),
  ]);
}

const reading = (title: string, blocks: KnownBlock[]): ModalView => ({
  type: 'modal',
  title: { type: 'plain_text', text: title },
  close: { type: 'plain_text', text: 'Close' },
  blocks,
});

/** A wrong incident is easily linked in a hurry: the reviewer is the one who can still tell. */
function incidentNote({ incident }: Change): KnownBlock[] {
  if (!incident) return [];
  const named = link(incident.url, `PagerDuty #${incident.number} ${incident.title.slice(0, 150)}`);
  return [context(`${named}: whoever signs off says whether this is the incident it was about.`)];
}

const JUDGEMENTS = [option('confirmed', 'Yes'), option('wrong', 'No, another one or none')];

function incidentQuestion({ incident }: Change): KnownBlock[] {
  if (!incident) return [];
  const label = `Is PD #${incident.number} the incident it was about?`;
  return [input('incident', { label }, { type: 'radio_buttons', options: JUDGEMENTS, initial_option: JUDGEMENTS[0] })];
}

function answers(change: Change, review: Review): [string, string][] {
  const path = APPROPRIATE.find(({ value }) => value === review.pathAppropriate)?.text.text ?? review.pathAppropriate;
  const ticks = CLEAN_UP.map((item) => `${review.cleanUp.includes(item) ? '☑' : '☐'} ${CLEAN_UP_WORDS[item]}`);
  const evidence = change.evidence.filter(({ kind }) => kind === 'test');
  const rows: [string, string][] = [
    ['Root cause', said(review.rootCause, 2000)],
    ['What was deployed', said(review.deployed, 2000)],
    ['Was the emergency path appropriate?', said(`${path}. ${review.whyNotNormal}`, 2000)],
    ['Impact', said(review.impact, 2000)],
    ['Tests run', said(review.tests, 2000)],
    ['Test evidence', evidence.map(evidenceLine).join('\n')],
    ['Rolled back', review.rolledBack ? 'yes' : 'no'],
    ['Clean-up', ticks.join('\n')],
    ['Follow-ups', review.followUps.map((followUp) => withIssue(followUp, change)).join('\n')],
    ['Why it is late', said(review.lateReason ?? '', 2000)],
  ];
  return rows.filter(([, answer]) => answer !== '');
}

const evidenceLine = ({ text, url }: Change['evidence'][number]): string =>
  `• ${url ? link(url, clip(text.replace(/\s+/g, ' '), 200)) : saidInLine(text, 200)}`;

function withIssue(followUp: FollowUp, { followUpIssues }: Change): string {
  const issue = followUpIssues?.[followUp.id];
  return `• ${followUpLine(followUp)}${issue ? ` ${link(issue.url, issue.issueKey)}` : ''}`;
}
