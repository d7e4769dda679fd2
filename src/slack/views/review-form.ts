import type { KnownBlock, ModalView } from '@slack/types';
import type { Change } from '../../domain/change/state.ts';
import type { Instant } from '../../domain/change/types.ts';
import { CLEAN_UP, idText } from '../../domain/change/types.ts';
import { reviewClock, reviewIsLate } from '../../domain/review.ts';
import { CLEAN_UP_WORDS } from '../../domain/words.ts';
import { context, input, modal, option, section, select, textBox } from '../blocks.ts';
import { MODAL } from '../ids.ts';
import { dateTime, mention, said } from '../text.ts';
import { headline } from './state-words.ts';

const APPROPRIATE = [
  option('yes', 'Yes'),
  option('partly', 'Partly'),
  option('no', 'No, the normal path would have done'),
];

/** The post-implementation review, filled in from the record as far as the record goes. */
export function reviewForm(change: Change, now: Instant): ModalView {
  return modal(
    { callbackId: MODAL.review, title: `Review ${idText(change.id)}`, submit: 'Hand in', metadata: change.key },
    [
      ...opening(change),
      ...questions(change),
      ...cleanUp(change),
      ...(reviewIsLate(change, now) ? [late(change)] : []),
    ],
  );
}

function opening(change: Change): KnownBlock[] {
  const { target, limit } = reviewClock(change);
  const { returned, status } = change.review;
  const returnedWords =
    status === 'returned' && returned
      ? `\n*Returned by ${mention(returned.by)}:* ${said(returned.comments, 1000)}`
      : '';
  return [section(`${headline(change)}\nDue ${dateTime(target)}, at the latest ${dateTime(limit)}.${returnedWords}`)];
}

/** What was handed in before comes back; else what the record knows. */
function questions(change: Change): KnownBlock[] {
  const before = change.review.submitted?.review;
  const tests = [
    change.details.testPlan,
    ...change.evidence.filter(({ kind }) => kind === 'test').map(({ text }) => text),
  ];
  return [
    input('rootCause', { label: 'Root cause' }, textBox({ lines: true, initial: before?.rootCause })),
    input(
      'deployed',
      { label: 'What was deployed?' },
      textBox({ lines: true, initial: before?.deployed ?? deployedWords(change) }),
    ),
    input(
      'pathAppropriate',
      { label: 'Was the emergency path appropriate?' },
      select(APPROPRIATE, before?.pathAppropriate ?? 'yes'),
    ),
    input(
      'whyNotNormal',
      { label: 'Why was the normal path too slow?' },
      textBox({ lines: true, initial: before?.whyNotNormal ?? change.details.justification }),
    ),
    input('impact', { label: 'Impact' }, textBox({ lines: true, initial: before?.impact ?? change.details.impact })),
    input(
      'tests',
      { label: 'Tests run', hint: 'After the fact counts too: what, and with which result?' },
      textBox({ lines: true, initial: before?.tests ?? tests.filter(Boolean).join('\n') }),
    ),
  ];
}

function deployedWords({ deployments }: Change): string {
  return deployments
    .map(
      ({ what, where, deployedAt, link }) =>
        `${what} on ${where}, ${new Date(deployedAt).toISOString().slice(0, 16).replace('T', ' ')} UTC${link ? ` ${link}` : ''}`,
    )
    .join('\n');
}

function cleanUp(change: Change): KnownBlock[] {
  const before = change.review.submitted?.review;
  const boxes = CLEAN_UP.map((item) => option(item, CLEAN_UP_WORDS[item]));
  const ticked = boxes.filter(({ value }) => before?.cleanUp.some((item) => item === value));
  const rolledBack = (before?.rolledBack ?? change.rolledBack !== undefined) ? 'yes' : 'no';
  return [
    input(
      'rolledBack',
      { label: 'Was it rolled back?' },
      select([option('no', 'No'), option('yes', 'Yes')], rolledBack),
    ),
    input(
      'cleanUp',
      { label: 'Clean-up', optional: true, hint: 'Tick what is done; what is not belongs into the follow-ups.' },
      { type: 'checkboxes', options: boxes, ...(ticked.length > 0 ? { initial_options: ticked } : {}) },
    ),
    input(
      'followUps',
      { label: 'Follow-ups', optional: true, hint: 'What, who, by when: one a line.' },
      textBox({ lines: true, initial: before?.followUps }),
    ),
  ];
}

function late(change: Change): KnownBlock {
  const { lateReason } = change.review.submitted?.review ?? {};
  return input(
    'lateReason',
    { label: 'What kept the review past its limit?' },
    textBox({ lines: true, initial: lateReason }),
  );
}

/** The review as its reader sees it. */
export function reviewReading(change: Change): ModalView {
  const { submitted } = change.review;
  const blocks: KnownBlock[] = submitted
    ? [
        section(headline(change)),
        context(`Handed in by ${mention(submitted.by)} ${dateTime(submitted.at)}`),
        ...answers(submitted.review).map(([question, answer]) => section(`*${question}*\n${said(answer, 2000)}`)),
      ]
    : [section(`${headline(change)}\nNo review has been handed in yet.`)];
  return {
    type: 'modal',
    title: { type: 'plain_text', text: `Review of ${idText(change.id)}`.slice(0, 24) },
    close: { type: 'plain_text', text: 'Close' },
    blocks,
  };
}

function answers(review: NonNullable<Change['review']['submitted']>['review']): [string, string][] {
  const path = APPROPRIATE.find(({ value }) => value === review.pathAppropriate)?.text.text ?? review.pathAppropriate;
  const done = review.cleanUp.map((item) => CLEAN_UP_WORDS[item]).join(', ') || 'nothing ticked';
  return [
    ['Root cause', review.rootCause],
    ['What was deployed', review.deployed],
    ['Was the emergency path appropriate?', `${path}. ${review.whyNotNormal}`],
    ['Impact', review.impact],
    ['Tests run', review.tests],
    ['Rolled back', review.rolledBack ? 'yes' : 'no'],
    ['Clean-up', done],
    ...(review.followUps ? [['Follow-ups', review.followUps] satisfies [string, string]] : []),
    ...(review.lateReason ? [['Why it is late', review.lateReason] satisfies [string, string]] : []),
  ];
}
