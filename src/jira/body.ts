import type { Moment } from '../app/outside-ports.ts';
import type { ChangeEvent } from '../domain/change/events.ts';
import type { Change } from '../domain/change/state.ts';
import { firstDeployedAt } from '../domain/change/state.ts';
import type { Review } from '../domain/change/types.ts';
import { CLEAN_UP, idText } from '../domain/change/types.ts';
import { missingToClose } from '../domain/missing.ts';
import { clip, oneLine } from '../domain/plain-text.ts';
import { reviewClock } from '../domain/review.ts';
import type { Names } from '../domain/telling.ts';
import { neededText, tell, utc } from '../domain/telling.ts';
import { timingVerdict } from '../domain/verdict.ts';
import { CLEAN_UP_WORDS, followUpWords, KIND_WORDS } from '../domain/words.ts';
import type { Document, Node } from './adf.ts';
import { bullets, doc, facts, grey, heading, link, numbered, paragraph, quote, section, strong } from './adf.ts';

/** https://support.atlassian.com/jira/kb/customfield-text-limits-in-jira-cloud/ */
const SUMMARY_LENGTH = 255;
const MOST_LINKS = 10;

/** `EC-42 · Roll payments back to v841`: one line of at most 255 characters. */
export const ticketSummary = ({ id, details }: Change): string =>
  clip(`${idText(id)} · ${oneLine(details.summary)}`, SUMMARY_LENGTH);

/** The day, in UTC, of the instant after which the review is late: `YYYY-MM-DD`. */
export const dueDate = (change: Change): string => new Date(reviewClock(change).limit).toISOString().slice(0, 10);

/** The ticket as it opens: the record so far, what the review will ask, by when. */
export function ticketBody(change: Change, names: Names): Document {
  const { details } = change;
  return doc(
    paragraph(strong(details.summary)),
    record(change, names),
    section('Why it cannot wait', details.justification),
    section('Way back', details.rollbackPlan),
    section('Impact', details.impact),
    section('Test plan', details.testPlan),
    heading('Post-implementation review'),
    reviewOwed(change, names),
    numbered(QUESTIONS),
    paragraph(
      'Answer in Slack with "Write review" on the card: half of it is filled in from the record. ',
      'This ticket mirrors the change, and closing it by hand does not close the change.',
    ),
  );
}

const QUESTIONS = [
  'What was the root cause?',
  'What was deployed?',
  'Was the emergency path appropriate, and why was the normal path too slow?',
  'What was the impact?',
  'Which tests were run, before or after the fact?',
  'Was it rolled back?',
  `Clean-up: ${CLEAN_UP.map((step) => CLEAN_UP_WORDS[step]).join(', ')}`,
  'Which follow-up actions are there, whose, and by when?',
];

function record(change: Change, names: Names): Node[] {
  const { details, incident, card, terms } = change;
  const deployedAt = firstDeployedAt(change);
  const afterTheFact = deployedAt !== undefined && deployedAt < change.declaredAt ? ', after the deployment' : '';
  const reference = details.reference ? ` (${details.reference})` : '';
  return facts([
    ['Declared', `by ${names.person(change.requester)} at ${utc(change.declaredAt)}${afterTheFact}`],
    ['Systems', details.systems.join(', ')],
    ['Criterion', `${details.criterion.title}${reference}`],
    ['Kind of change', KIND_WORDS[details.kind]],
    ['Risk', details.risk],
    ['Implementers', details.implementers.map(names.person).join(', ')],
    ['Needs approval by', neededText(terms.requirements, names)],
    ['Deployed', deployedAt === undefined ? undefined : utc(deployedAt)],
    ['PagerDuty', incident && link(`#${incident.number} ${incident.title}`, incident.url)],
    ['Slack', card?.permalink === undefined ? undefined : link('the card', card.permalink)],
    ['Links', links(details.links)],
  ]);
}

function links(addresses: readonly string[]): readonly Node[] {
  return addresses
    .slice(0, MOST_LINKS)
    .flatMap((address, index) => [...(index > 0 ? [{ type: 'hardBreak' }] : []), ...link(clip(address, 300), address)]);
}

function reviewOwed(change: Change, names: Names): Node {
  const { target, limit } = reviewClock(change);
  const owner = names.person(change.review.owner);
  const from = change.deployments.length === 0 ? 'Counted from declare until a deployment is known.' : '';
  return paragraph(`Owed by ${owner} by ${utc(target)}, at the latest ${utc(limit)}. ${from}`);
}

/** One moment as a comment. It ends with the mark, by which a second try finds the first. */
export function commentBody({ first, event, mark }: Moment, change: Change, names: Names): Document {
  const { line, said, link: address } = tell(event, change, names);
  return doc(
    first ? told(first, change, names) : [],
    paragraph(line),
    quote(said),
    address === undefined ? [] : [paragraph(link(clip(address, 300), address))],
    reference(mark),
  );
}

/** Why a ticket that somebody moved to Done is not done yet. */
export function reopeningBody(change: Change, names: Names, mark: string): Document {
  return doc(
    paragraph(`${idText(change.id)} is not closed yet, and closing this ticket does not close it. Still missing:`),
    bullets(missingToClose(change, names.person)),
    reference(mark),
  );
}

/** The last comment: how it ended, and the review when there is one. */
export function closingBody(change: Change, names: Names, mark: string): Document {
  return doc(ending(change, names), reference(mark));
}

function ending(change: Change, names: Names): Node[] {
  const { withdrawn, notImplemented, review } = change;
  if (withdrawn) return [...told({ type: 'ChangeWithdrawn', ...withdrawn }, change, names), NO_REVIEW];
  if (notImplemented) return [...told({ type: 'ChangeNotImplemented', ...notImplemented }, change, names), NO_REVIEW];
  if (!review.submitted) return [paragraph(`Closed at ${utc(change.closedAt ?? change.declaredAt)}.`)];
  return reviewed(change, review.submitted, names);
}

const NO_REVIEW = paragraph('Nothing went out, so no review is owed.');

function told(event: ChangeEvent, change: Change, names: Names): Node[] {
  const { line, said } = tell(event, change, names);
  return [paragraph(line), ...quote(said)];
}

function reviewed(
  change: Change,
  { by, at, review }: { by: string; at: number; review: Review },
  names: Names,
): Node[] {
  const { signedOff } = change.review;
  const verdict = timingVerdict(change);
  const done = review.cleanUp.map((step) => CLEAN_UP_WORDS[step]);
  const left = CLEAN_UP.filter((step) => !review.cleanUp.includes(step)).map((step) => CLEAN_UP_WORDS[step]);
  return [
    heading('Post-implementation review'),
    ...facts([
      ['Written', `by ${names.person(by)} at ${utc(at)}`],
      ['Signed off', signedOff && `by ${names.person(signedOff.by)} at ${utc(signedOff.at)}`],
      ['Timing', verdict],
      ['Emergency path appropriate', review.pathAppropriate],
      ['Rolled back', review.rolledBack ? 'yes' : 'no'],
    ]),
    ...section('Root cause', review.rootCause),
    ...section('Deployed', review.deployed),
    ...section('Why the normal path was too slow', review.whyNotNormal),
    ...section('Impact', review.impact),
    ...section('Tests', review.tests),
    heading('Clean-up'),
    ...bullets([
      done.length > 0 ? `Done: ${done.join(', ')}` : '',
      left.length > 0 ? `Not ticked: ${left.join(', ')}` : '',
    ]),
    ...(review.followUps.length > 0 ? [heading('Follow-up actions')] : []),
    ...bullets(review.followUps.map((followUp) => followUpWords(followUp, names.person))),
    ...section('Why it is late', review.lateReason),
  ];
}

const reference = (mark: string): Node => paragraph(grey(mark));

/** Whether a comment, as Jira gives it back, ends with this mark and no other. */
export function carriesMark(body: unknown, mark: string): boolean {
  const texts: string[] = [];
  collect(body, texts);
  return texts.at(-1) === mark;
}

function collect(node: unknown, texts: string[]): void {
  if (typeof node !== 'object' || node === null) return;
  if ('text' in node && typeof node.text === 'string') texts.push(node.text);
  if ('content' in node && Array.isArray(node.content)) for (const child of node.content) collect(child, texts);
}
