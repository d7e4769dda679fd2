import type { KnownBlock, ModalView } from '@slack/types';
import type { ReviewDraft, SavedDraft } from '../../app/review-draft.ts';
import type { Change } from '../../domain/change/state.ts';
import type { Instant } from '../../domain/change/types.ts';
import { CLEAN_UP, idText } from '../../domain/change/types.ts';
import { reviewClock, reviewIsLate } from '../../domain/review.ts';
import { CLEAN_UP_WORDS } from '../../domain/words.ts';
import { actions, button, context, input, modal, option, plainText, section, select, textBox } from '../blocks.ts';
import { ACTION, MODAL } from '../ids.ts';
import { dateTime, mention, said, saidInLine } from '../text.ts';
import { followUpButtons, followUpRow } from './follow-ups.ts';
import { headline } from './state-words.ts';

export const APPROPRIATE = [
  option('yes', 'Yes'),
  option('partly', 'Partly'),
  option('no', 'No, the normal path would have done'),
];

export interface ReviewFilling {
  /** What this person wrote before and did not hand in: it goes before everything else. */
  readonly saved?: SavedDraft | undefined;
  /** The follow-ups there are rows for; those written before when absent. */
  readonly rows?: readonly string[] | undefined;
  /** Slack keeps what stands in a block of the same name: another edition takes the filling anew. */
  readonly edition?: string | undefined;
}

/** The post-implementation review, filled in from the record as far as the record goes. */
export function reviewForm(change: Change, now: Instant, filling: ReviewFilling = {}): ModalView {
  const before = filling.saved?.draft ?? handedInBefore(change) ?? fromRecord(change);
  const rows = filling.rows ?? before.followUps.map(({ id }) => id);
  const { edition } = filling;
  const blockId = (id: string): string => (edition === undefined ? id : `${id}.${edition}`);
  const form = modal(
    { callbackId: MODAL.review, title: `Review ${idText(change.id)}`, submit: 'Hand in', metadata: change.key },
    [
      ...opening(change),
      ...draftNote(change, filling),
      ...[...questions(before), ...testEvidence(change, before), ...cleanUp(change, before)].map((block) =>
        named(block, blockId),
      ),
      section('*Follow-ups*: what is still to be done, whose it is and by when.'),
      ...rows.flatMap((id, index) =>
        followUpRow(before.followUps.find((row) => row.id === id) ?? { id }, index + 1, blockId),
      ),
      ...actions(...followUpButtons(change.key, rows.length)),
      ...(reviewIsLate(change, now) ? [named(late(before), blockId)] : []),
    ],
  );
  // Closing loses nothing: `onReviewClosed` keeps it.
  return { ...form, notify_on_close: true, close: plainText('Close', 24) };
}

const named = <Block extends KnownBlock>(block: Block, blockId: (id: string) => string): Block =>
  block.block_id === undefined ? block : { ...block, block_id: blockId(block.block_id) };

function opening(change: Change): KnownBlock[] {
  const { target, limit } = reviewClock(change);
  const { returned, status } = change.review;
  const { incident } = change;
  const returnedWords =
    status === 'returned' && returned
      ? `\n*Returned by ${mention(returned.by)}:* ${said(returned.comments, 1000)}`
      : '';
  return [
    section(`${headline(change)}\nDue ${dateTime(target)}, at the latest ${dateTime(limit)}.${returnedWords}`),
    ...(incident ? [context(`PagerDuty #${incident.number} ${saidInLine(incident.title, 150)}`)] : []),
  ];
}

function draftNote({ key }: Change, { saved }: ReviewFilling): KnownBlock[] {
  if (!saved) return [];
  return [
    context(
      `:pencil2: Your draft of ${dateTime(saved.savedAt)} is filled in. Nobody else sees it until you hand it in.`,
    ),
    ...actions(button(ACTION.discardDraft, 'Discard draft', key)),
  ];
}

function handedInBefore({ review }: Change): ReviewDraft | undefined {
  return review.submitted?.review;
}

/** What the record knows already, so that nobody types it twice. */
function fromRecord(change: Change): ReviewDraft {
  const { details, incident, evidence } = change;
  const tests = [details.testPlan, ...evidence.filter(({ kind }) => kind === 'test').map(({ text }) => text)];
  return {
    deployed: deployedWords(change),
    whyNotNormal: details.justification,
    impact: details.impact ?? (incident && `${incident.title} (PagerDuty #${incident.number}): `),
    tests: tests.filter(Boolean).join('\n'),
    followUps: [],
  };
}

function questions(before: ReviewDraft): KnownBlock[] {
  return [
    input('rootCause', { label: 'Root cause' }, textBox({ lines: true, initial: before.rootCause })),
    input('deployed', { label: 'What was deployed?' }, textBox({ lines: true, initial: before.deployed })),
    input(
      'pathAppropriate',
      { label: 'Was the emergency path appropriate?' },
      select(APPROPRIATE, before.pathAppropriate ?? 'yes'),
    ),
    input(
      'whyNotNormal',
      { label: 'Why was the normal path too slow?' },
      textBox({ lines: true, initial: before.whyNotNormal }),
    ),
    input(
      'impact',
      { label: 'Impact', hint: 'Who noticed what, and for how long?' },
      textBox({ lines: true, initial: before.impact }),
    ),
    input(
      'tests',
      { label: 'Tests run', hint: 'After the fact counts too: what, and with which result?' },
      textBox({ lines: true, initial: before.tests }),
    ),
  ];
}

function deployedWords({ deployments, details }: Change): string {
  const links = details.links.map((address) => `See ${address}`);
  const lines = deployments.map(
    ({ what, where, deployedAt, link }) =>
      `${what} on ${where}, ${new Date(deployedAt).toISOString().slice(0, 16).replace('T', ' ')} UTC${link ? ` ${link}` : ''}`,
  );
  return [...lines, ...links].join('\n');
}

const EVIDENCE_SHOWN = 5;

function testEvidence({ evidence }: Change, before: ReviewDraft): KnownBlock[] {
  const attached = evidence.filter(({ kind }) => kind === 'test');
  return [
    input(
      'evidence',
      {
        label: 'Test evidence',
        optional: true,
        hint: 'One a line: a link to the CI run, a dashboard or a file in Slack, with a few words.',
      },
      textBox({ lines: true, initial: before.evidence, placeholder: 'https://ci.example.com/runs/991 all green' }),
    ),
    ...(attached.length > 0
      ? [
          context(
            `Attached so far: ${attached
              .slice(-EVIDENCE_SHOWN)
              .map(({ text }) => saidInLine(text, 80))
              .join(' · ')}`,
          ),
        ]
      : []),
  ];
}

function cleanUp(change: Change, before: ReviewDraft): KnownBlock[] {
  const boxes = CLEAN_UP.map((item) => option(item, capitalized(CLEAN_UP_WORDS[item])));
  const ticked = boxes.filter(({ value }) => before.cleanUp?.some((item) => item === value));
  const rolledBack = (before.rolledBack ?? change.rolledBack !== undefined) ? 'yes' : 'no';
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
  ];
}

function late({ lateReason }: ReviewDraft): KnownBlock {
  return input(
    'lateReason',
    { label: 'What kept the review past its limit?' },
    textBox({ lines: true, initial: lateReason }),
  );
}

const capitalized = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
