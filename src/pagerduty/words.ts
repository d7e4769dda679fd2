import type { ChangeEvent } from '../domain/change/events.ts';
import type { Change } from '../domain/change/state.ts';
import type { Deployment } from '../domain/change/types.ts';
import { idText } from '../domain/change/types.ts';
import { clean, clip, oneLine } from '../domain/plain-text.ts';
import { reviewClock } from '../domain/review.ts';
import type { Names } from '../domain/telling.ts';
import { neededText, tell, utc } from '../domain/telling.ts';

/** https://developer.pagerduty.com/docs/send-alert-event and /docs/send-change-events */
const SUMMARY_LENGTH = 1024;
/** PagerDuty names no limit for a note; nobody reads more than this on a phone. */
const SAID_LENGTH = 1000;

/** What the incident's responders need to know; other events make no note. */
const NOTED: readonly ChangeEvent['type'][] = [
  'IncidentLinked',
  'ChangeAuthorized',
  'ChangeRejected',
  'ApprovalWithdrawn',
  'InvolvementLearned',
  'ProceededWithoutApproval',
  'DeploymentRecorded',
  'ChangeWithdrawn',
  'ChangeNotImplemented',
  'ChangeClosed',
];

/** A note for the incident's timeline, ending with the mark; `undefined` for an event that makes none. */
export function noteText(event: ChangeEvent, change: Change, names: Names, mark: string): string | undefined {
  if (!NOTED.includes(event.type)) return undefined;
  return [...(event.type === 'IncidentLinked' ? opening(change, names) : told(event, change, names)), mark].join('\n');
}

/** Whether a note is the one with this mark and no other. */
export const carriesMark = (content: string, mark: string): boolean => content.trimEnd().split('\n').at(-1) === mark;

function opening(change: Change, names: Names): string[] {
  const { details, authorization, terms } = change;
  const needed =
    authorization.status === 'pending'
      ? `needs approval by ${neededText(terms.requirements, names)}`
      : authorization.status;
  return [
    `Emergency change ${idText(change.id)}: ${said(details.summary)}`,
    `Declared by ${names.person(change.requester)} at ${utc(change.declaredAt)} · ${said(oneLine(details.systems.join(', ')))} · ${needed}`,
    ...where(change),
  ];
}

function told(event: ChangeEvent, change: Change, names: Names): string[] {
  const { line, said: words, link } = tell(event, change, names);
  return [
    `${idText(change.id)}: ${said(line)}`,
    ...(words === undefined || oneLine(words) === '' ? [] : [said(words)]),
    ...(link === undefined ? [] : [oneLine(link)]),
    ...(event.type === 'ChangeClosed' ? where(change) : []),
  ];
}

const where = ({ card }: Change): string[] => (card?.permalink === undefined ? [] : [`In Slack: ${card.permalink}`]);

const said = (words: string): string => clip(clean(words).trim(), SAID_LENGTH);

/** `EC-42 · v841 deployed to production by Ana Silva`: one line of at most 1024 characters. */
export function announcementText({ id }: Change, { what, where: place, who }: Deployment, names: Names): string {
  const to = place.trim() === '' ? '' : ` to ${oneLine(place)}`;
  const by = ` by ${names.person(who)}`;
  const start = `${idText(id)} · ${oneLine(what)} deployed`;
  return `${clip(start, SUMMARY_LENGTH - by.length - Math.min(to.length, 200))}${clip(to, 200)}${by}`;
}

/** Why somebody is woken: one line of at most 1024 characters. */
export function pageText(change: Change, names: Names): string {
  const { limit } = reviewClock(change);
  const owed =
    change.review.status === 'submitted'
      ? 'Its review waits for a sign-off'
      : `Its review is owed by ${names.person(change.review.owner)}`;
  return clip(`${idText(change.id)}: ${owed} since ${utc(limit)} · ${oneLine(change.details.summary)}`, SUMMARY_LENGTH);
}
