import type { ChangeEvent } from './change/events.ts';
import type { Change } from './change/state.ts';
import type { Evidence, Instant, Membership, Requirement, UserId } from './change/types.ts';
import { FINDING_TITLES } from './findings/types.ts';
import { isoText } from './iso.ts';
import { reviewClock } from './review.ts';
import { tellDuty } from './telling-duty.ts';
import { timingVerdict } from './verdict.ts';

/** What people and groups are called where Slack ids say nothing. */
export interface Names {
  readonly person: (user: UserId) => string;
  readonly group: (group: string) => string;
}

/** Names for those of `people` that are known; everybody else keeps their id. */
export function namesFrom(
  people: readonly { readonly id: UserId; readonly name: string }[],
  group: Names['group'] = (id) => id,
): Names {
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return { person: (user) => names.get(user) || user, group };
}

/** A fact in one plain sentence, what somebody wrote about it, and where more is to be read. No markup. */
export interface Telling {
  readonly line: string;
  readonly said?: string | undefined;
  readonly link?: string | undefined;
}

/** `2026-11-21 03:13 UTC`: for places that cannot show the reader's own zone. */
export function utc(instant: Instant): string {
  const text = isoText(instant);
  return `${text.slice(0, -14)} ${text.slice(-13, -8)} UTC`;
}

/** `1 on-call lead, 1 leadership or security`. */
export const neededText = (requirements: readonly Requirement[], { group }: Names): string =>
  requirements.map(({ places, groups }) => `${places} ${groups.map(group).join(' or ')}`).join(', ') || 'nobody';

/** Tells one event of a change. The sentence stands by itself: who, what, when (UTC). */
export function tell(event: ChangeEvent, change: Change, names: Names): Telling {
  const who = (user: UserId): string => names.person(user);
  const at = utc(event.at);
  switch (event.type) {
    case 'ChangeDeclared':
      return { line: `Declared by ${who(event.by)} at ${at}`, said: event.details.summary };
    case 'ApprovalRequested':
      return {
        line: `Approval asked for${again(event.round)}${event.because && event.because !== 'asked again' ? `, ${event.because},` : ''} at ${at}: ${event.asked.map(({ user }) => who(user)).join(', ') || 'nobody'}`,
      };
    case 'ApprovalClaimed':
      return { line: `${who(event.by)} is looking at it since ${at}` };
    case 'ClaimLapsed':
      return { line: `${who(event.by)} looked and did not decide by ${at}` };
    case 'ApprovalWithdrawn':
      return { line: `${who(event.by)} took their approval back at ${at}`, said: event.reason };
    case 'VerbalApprovalNamed':
      return {
        line: `${who(event.by)} says that ${who(event.approver)} approved at ${utc(event.saidAt)} (${event.how}): to be confirmed by ${utc(event.confirmBy)}`,
      };
    case 'VerbalApprovalDenied':
      return { line: `${who(event.by)} did not approve, as was said of them (${at})` };
    case 'InvolvementLearned':
      return {
        line: `${who(event.user)} turned out to be ${INVOLVED[event.as]} (${at})${aside(event.approved.length)}${event.signedOff === undefined ? '' : ', and had signed the review off'}`,
      };
    case 'ScopeExtended':
      return {
        line: `${who(event.by)} extended the scope at ${at}: ${[...event.systems, event.commit].filter(Boolean).join(', ')}`,
        said: event.reason,
      };
    case 'ScopeExtensionRejected':
      return { line: `${who(event.by)} rejected the extension at ${at}`, said: event.reason };
    case 'NextTierAsked':
      return {
        line: `Nobody answered: ${names.group(event.group)} asked at ${at}: ${event.asked.map(({ user }) => who(user)).join(', ') || 'nobody there'}`,
      };
    case 'ApproversPaged':
      return { line: `Nobody answered: approvers paged at ${at}` };
    case 'ProceedOffered':
      return { line: `Nobody answered by ${at}: proceeding without approval was offered` };
    case 'ApproversReminded':
      return { line: `Approvers reminded at ${at}` };
    case 'ApprovalGiven':
      return {
        line: `Approved by ${who(event.by)}${as(event.memberOf, names)} at ${at}${event.confirms ? `, as said at ${utc(event.confirms.saidAt)} (${event.confirms.how})` : ''}`,
        said: event.comment,
      };
    case 'ChangeAuthorized':
      return { line: `Approval complete at ${at}: ${change.authorization.given.map(({ by }) => who(by)).join(', ')}` };
    case 'ChangeRejected':
      return { line: `Rejected by ${who(event.by)}${as(event.memberOf, names)} at ${at}`, said: event.reason };
    case 'ApprovalAttemptRefused':
      return { line: `${who(event.by)} tried to ${event.attempted} at ${at} and was refused (${event.code})` };
    case 'ApprovalExpired':
      return {
        line: `Nobody decided in time: the request for approval lapsed at ${at}${change.authorization.status === 'authorized' ? ', and what was approved before stays approved' : ''}`,
      };
    case 'ChangeWithdrawn':
      return { line: `Withdrawn by ${who(event.by)} at ${at}`, said: event.reason };
    case 'ProceededWithoutApproval':
      return { line: `${who(event.by)} went ahead without approval at ${at}`, said: event.reason };
    case 'DeploymentRecorded':
      return deployed(event, change, names);
    case 'DeploymentRolledBack':
      return { line: `Rolled back at ${utc(event.rolledBackAt)}, recorded by ${who(event.by)}`, said: event.note };
    case 'ChangeNotImplemented':
      return { line: `Not implemented, says ${who(event.by)} at ${at}`, said: event.reason };
    case 'EvidenceAdded':
      return {
        line: `${EVIDENCE[event.evidence.kind]} added by ${who(event.by)} at ${at}${quotedFrom(event.evidence, names)}`,
        said: event.evidence.text,
        link: event.evidence.url,
      };
    case 'ReviewSubmitted':
      return {
        line: `Review handed in by ${who(event.by)} at ${at}${late(event.at, change)}`,
        said: event.review.lateReason,
      };
    case 'ReviewReturned':
      return { line: `Review returned by ${who(event.by)} at ${at}`, said: event.comments };
    case 'ReviewSignedOff':
      return {
        line: `Review signed off by ${who(event.by)} at ${at}${event.incident === undefined ? '' : INCIDENT[event.incident]}`,
        said: event.comment,
      };
    case 'ChangeClosed':
      return { line: `Closed at ${at}` };
    case 'FindingExplained':
      return { line: `${who(event.by)} explained “${FINDING_TITLES[event.finding]}” at ${at}`, said: event.text };
    case 'CardPosted':
      return { line: `Posted in Slack at ${at}`, link: event.permalink };
    case 'AskPosted':
      return { line: `${who(event.user)} asked in Slack at ${at}` };
    case 'TicketOpened':
      return { line: `Ticket ${event.issueKey} opened at ${at}`, link: event.url };
    case 'FollowUpOpened':
      return {
        line: `Follow-up ${event.issueKey} opened at ${at}`,
        said: followUpSaid(change, event),
        link: event.url,
      };
    case 'TicketClosed':
      return { line: `Ticket closed at ${at}` };
    case 'IncidentNamed':
      return { line: `Incident ${event.reference} named by ${who(event.by)} at ${at}` };
    case 'IncidentLinked':
      return { line: `Incident #${event.incident.number} ${event.incident.title} linked`, link: event.incident.url };
    case 'DeliveryRetried':
      return { line: `${who(event.by)} had the failed deliveries tried again at ${at}` };
    case 'IncidentResolved':
      return { line: `Incident resolved in PagerDuty${byName(event.who)} at ${utc(event.occurredAt)}` };
    case 'IncidentReopened':
      return { line: `Incident reopened in PagerDuty${byName(event.who)} at ${utc(event.occurredAt)}` };
    case 'IncidentMerged':
      return {
        line: `Incident merged into ${event.into} in PagerDuty${byName(event.who)} at ${utc(event.occurredAt)}`,
      };
    case 'IncidentPriorityChanged':
      return {
        line: `Incident given the priority ${event.priority ?? 'none'} in PagerDuty${byName(event.who)} at ${utc(event.occurredAt)}`,
      };
    case 'TicketMoved':
      return {
        line: `Ticket ${event.issueKey} moved in Jira${byName(event.who)} at ${utc(event.occurredAt)}: it is ${event.to} now`,
        link: event.url,
      };
    case 'TicketAssigned':
      return {
        line: `Ticket ${event.issueKey} given to ${event.assignee === undefined ? 'nobody' : (event.name ?? event.assignee)} in Jira${byName(event.who)} at ${utc(event.occurredAt)}`,
      };
    case 'TicketClosedEarly':
      return {
        line: `Ticket ${event.issueKey} moved to ${event.status}${byName(event.who)} at ${utc(event.occurredAt)}, before the change was closed`,
      };
    case 'TicketReopened':
      return { line: `Ticket ${event.issueKey} moved back to ${event.status}${byName(event.who)} at ${at}` };
    case 'TicketDeleted':
      return { line: `Ticket ${event.issueKey} deleted in Jira${byName(event.who)} at ${utc(event.occurredAt)}` };
    case 'DeliveryFailed':
      return { line: `Delivery to ${event.destination} failed at ${at}`, said: event.words };
    default:
      return tellDuty(event, names);
  }
}

const INVOLVED = {
  implementer: 'an implementer',
  author: 'an author of it',
  deployer: 'the one who deployed it',
} as const;

const aside = (approvals: number): string =>
  approvals > 0 ? ': their approval is kept, and an independent one is owed' : '';

const INCIDENT = {
  confirmed: ', who confirmed the linked incident',
  wrong: ', who says that the linked incident is not the one it was about',
} as const;

const EVIDENCE = { test: 'Test evidence', link: 'Link', note: 'Note' } as const;

const byName = (who: string | undefined): string => (who === undefined ? '' : ` by ${who}`);

const again = (round: number): string => (round > 1 ? ` again (round ${round})` : '');

function as(memberOf: readonly Membership[], { group }: Names): string {
  if (memberOf.length === 0) return '';
  const grounds = memberOf.flatMap(({ ground, source }) => (source && source !== 'policy' ? [ground] : []));
  return ` (${[...new Set([...memberOf.map((membership) => group(membership.group)), ...grounds])].join(', ')})`;
}

function late(at: Instant, change: Change): string {
  const { limit } = reviewClock(change);
  return at > limit ? `, after the limit of ${utc(limit)}` : '';
}

function deployed(event: Extract<ChangeEvent, { type: 'DeploymentRecorded' }>, change: Change, names: Names): Telling {
  const { what, where, who, deployedAt, link } = event.deployment;
  const place = where.trim() === '' ? '' : ` to ${where}`;
  const recorder = event.by === who ? '' : `, recorded by ${names.person(event.by)}`;
  const verdict = timingVerdict(change);
  return {
    line: `Deployed ${what}${place} by ${names.person(who)} at ${utc(deployedAt)}${recorder}${verdict ? ` · ${verdict}` : ''}`,
    link,
  };
}

const followUpSaid = ({ review }: Change, { followUp }: { followUp: string }): string | undefined =>
  review.submitted?.review.followUps.find(({ id }) => id === followUp)?.what;

/** ", what Ben Okafor wrote at 2026-11-21 03:10 UTC" */
function quotedFrom({ quoted }: Evidence, { person }: Names): string {
  if (!quoted) return '';
  return `, what ${quoted.author === undefined ? 'an app' : person(quoted.author)} wrote at ${utc(quoted.writtenAt)}`;
}
