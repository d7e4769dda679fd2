import type { Change } from '../../domain/change/state.ts';
import { firstDeployedAt, scopeOf } from '../../domain/change/state.ts';
import type { Instant } from '../../domain/change/types.ts';
import { CLEAN_UP, idText } from '../../domain/change/types.ts';
import type { Finding } from '../../domain/findings/types.ts';
import { isoText } from '../../domain/iso.ts';
import { reviewClock, reviewIsLate } from '../../domain/review.ts';
import type { Names } from '../../domain/telling.ts';
import { timingVerdict } from '../../domain/verdict.ts';
import type { Case, Told } from '../case.ts';
import { approvalsOf } from '../pages/approvals.ts';
import { stateOf } from '../pages/case-words.ts';
import type { Table } from './csv.ts';

/** A row of a table that goes through a change's events. */
interface Row<T> {
  readonly change: Change;
  readonly told: Told;
  readonly event: T;
}
type EventOf<T extends Told['event']['type']> = Extract<Told['event'], { type: T }>;

const iso = (at: Instant | undefined): string | undefined => (at === undefined ? undefined : isoText(at));
const yesNo = (value: boolean): string => (value ? 'yes' : 'no');

export function rowsOfType<T extends Told['event']['type']>({ change, story }: Case, ...types: readonly T[]) {
  return story.flatMap((told): Row<EventOf<T>>[] =>
    types.some((type) => type === told.event.type) ? [{ change, told, event: told.event as EventOf<T> }] : [],
  );
}

const id = { title: 'change', value: ({ change }: Pick<Case, 'change'>) => idText(change.id) };
const place = [
  { title: 'recorded_at', value: ({ told }: { told: Told }) => iso(told.link.recordedAt) },
  { title: 'position', value: ({ told }: { told: Told }) => told.link.position },
  { title: 'hash', value: ({ told }: { told: Told }) => told.link.hash },
];

/** Every change of the period, a row each. */
export const populationCsv = ({ person }: Names, asOf: Instant): Table<Case> => ({
  file: 'population.csv',
  columns: [
    id,
    { title: 'declared_at', value: ({ change }) => iso(change.declaredAt) },
    { title: 'declared_through', value: ({ change }) => change.source },
    { title: 'requester', value: ({ change }) => person(change.requester) },
    { title: 'requester_id', value: ({ change }) => change.requester },
    { title: 'summary', value: ({ change }) => change.details.summary },
    { title: 'systems', value: ({ change }) => scopeOf(change).systems.join('; ') },
    { title: 'kind', value: ({ change }) => change.details.kind },
    { title: 'risk', value: ({ change }) => change.details.risk },
    { title: 'criterion', value: ({ change }) => change.details.criterion.title },
    { title: 'justification', value: ({ change }) => change.details.justification },
    { title: 'reference', value: ({ change }) => change.details.reference },
    { title: 'way_back', value: ({ change }) => change.details.rollbackPlan },
    { title: 'implementers', value: ({ change }) => change.details.implementers.map(person).join('; ') },
    { title: 'state', value: ({ change }) => stateOf(change) },
    { title: 'verdict', value: ({ change }) => timingVerdict(change) },
    { title: 'authorization', value: ({ change }) => change.authorization.status },
    { title: 'authorized_at', value: ({ change }) => iso(change.authorization.authorizedAt) },
    {
      title: 'approved_by',
      value: ({ change }) =>
        approvalsOf(change)
          .filter(({ counts }) => counts)
          .map(({ by }) => person(by))
          .join('; '),
    },
    { title: 'went_ahead_without_approval_at', value: ({ change }) => iso(change.proceeded?.at) },
    { title: 'first_deployed_at', value: ({ change }) => iso(firstDeployedAt(change)) },
    { title: 'deployments', value: ({ change }) => change.deployments.length },
    { title: 'rolled_back_at', value: ({ change }) => iso(change.rolledBack?.rolledBackAt) },
    { title: 'review', value: ({ change }) => change.review.status },
    { title: 'review_owner', value: ({ change }) => person(change.review.owner) },
    { title: 'review_limit_at', value: ({ change }) => iso(reviewClock(change).limit) },
    { title: 'review_handed_in_at', value: ({ change }) => iso(change.review.firstSubmittedAt) },
    { title: 'review_late', value: ({ change }) => yesNo(reviewIsLate(change, change.closedAt ?? asOf)) },
    { title: 'review_signed_off_at', value: ({ change }) => iso(change.review.signedOff?.at) },
    { title: 'closed_at', value: ({ change }) => iso(change.closedAt) },
    { title: 'ticket', value: ({ change }) => change.ticket?.issueKey },
    { title: 'incident', value: ({ change }) => change.incident?.number ?? change.incidentReference },
    { title: 'findings', value: ({ findings }) => findings.map(({ code }) => code).join('; ') },
    { title: 'findings_open', value: ({ findings }) => findings.filter(({ state }) => state === 'open').length },
    { title: 'policy', value: ({ change }) => change.terms.policyHash },
    { title: 'events', value: ({ story }) => story.length },
  ],
});

type Decision = EventOf<
  'ApprovalGiven' | 'ApprovalWithdrawn' | 'ChangeRejected' | 'ApprovalAttemptRefused' | 'ProceededWithoutApproval'
>;

/** Every yes and no, every attempt that was refused, and every time somebody went ahead without. */
export const approvalsCsv = ({ person, group }: Names): Table<Row<Decision>> => ({
  file: 'approvals.csv',
  columns: [
    id,
    { title: 'what', value: ({ event }) => DECISIONS[event.type] },
    { title: 'who', value: ({ event }) => person(event.by) },
    { title: 'who_id', value: ({ event }) => event.by },
    { title: 'at', value: ({ event }) => iso(event.at) },
    {
      title: 'groups',
      value: ({ event }) =>
        memberOf(event)
          .map((one) => group(one.group))
          .join('; '),
    },
    {
      title: 'grounds',
      value: ({ event }) =>
        memberOf(event)
          .map(({ ground }) => ground)
          .join('; '),
    },
    {
      title: 'sources',
      value: ({ event }) =>
        memberOf(event)
          .flatMap(({ source }) => source ?? [])
          .join('; '),
    },
    { title: 'counts', value: (row) => (row.event.type === 'ApprovalGiven' ? yesNo(countsStill(row)) : undefined) },
    { title: 'words', value: ({ event }) => wordsOf(event) },
    ...place,
  ],
});

const DECISIONS: Readonly<Record<Decision['type'], string>> = {
  ApprovalGiven: 'approved',
  ApprovalWithdrawn: 'approval taken back',
  ChangeRejected: 'rejected',
  ApprovalAttemptRefused: 'attempt refused',
  ProceededWithoutApproval: 'went ahead without approval',
};
export const DECIDED = Object.keys(DECISIONS) as Decision['type'][];

const memberOf = (event: Decision) => ('memberOf' in event ? event.memberOf : []);

const countsStill = ({ change, event }: Row<Decision>): boolean =>
  change.authorization.given.some(({ by, at }) => by === event.by && at === event.at);

function wordsOf(event: Decision): string | undefined {
  if (event.type === 'ApprovalAttemptRefused') return `tried to ${event.attempted}: ${event.code}`;
  return event.type === 'ApprovalGiven' ? event.comment : event.reason;
}

export const deploymentsCsv = ({ person }: Names): Table<Row<EventOf<'DeploymentRecorded'>>> => ({
  file: 'deployments.csv',
  columns: [
    id,
    { title: 'deployed_at', value: ({ event }) => iso(event.deployment.deployedAt) },
    { title: 'what', value: ({ event }) => event.deployment.what },
    { title: 'where', value: ({ event }) => event.deployment.where },
    { title: 'by', value: ({ event }) => person(event.deployment.who) },
    { title: 'by_id', value: ({ event }) => event.deployment.who },
    { title: 'recorded_by', value: ({ event }) => person(event.by) },
    { title: 'recorded_through', value: ({ event }) => event.source },
    { title: 'link', value: ({ event }) => event.deployment.link },
    ...place,
  ],
});

type Reviewed = EventOf<'ReviewSubmitted' | 'ReviewReturned' | 'ReviewSignedOff'>;
export const REVIEWED = ['ReviewSubmitted', 'ReviewReturned', 'ReviewSignedOff'] as const;
const STEPS = { ReviewSubmitted: 'handed in', ReviewReturned: 'returned', ReviewSignedOff: 'signed off' } as const;

export const reviewsCsv = ({ person }: Names): Table<Row<Reviewed>> => ({
  file: 'reviews.csv',
  columns: [
    id,
    { title: 'what', value: ({ event }) => STEPS[event.type] },
    { title: 'by', value: ({ event }) => person(event.by) },
    { title: 'by_id', value: ({ event }) => event.by },
    { title: 'at', value: ({ event }) => iso(event.at) },
    { title: 'limit_at', value: ({ change }) => iso(reviewClock(change).limit) },
    { title: 'late', value: ({ change, event }) => (said(event) ? yesNo(event.at > reviewClock(change).limit) : '') },
    { title: 'root_cause', value: ({ event }) => said(event)?.rootCause },
    { title: 'deployed', value: ({ event }) => said(event)?.deployed },
    { title: 'path_appropriate', value: ({ event }) => said(event)?.pathAppropriate },
    { title: 'why_not_normal', value: ({ event }) => said(event)?.whyNotNormal },
    { title: 'impact', value: ({ event }) => said(event)?.impact },
    { title: 'tests', value: ({ event }) => said(event)?.tests },
    { title: 'rolled_back', value: ({ event }) => (said(event) ? yesNo(said(event)?.rolledBack ?? false) : '') },
    ...CLEAN_UP.map((step) => ({
      title: step.replaceAll('-', '_'),
      value: ({ event }: Row<Reviewed>) => (said(event) ? yesNo(said(event)?.cleanUp.includes(step) ?? false) : ''),
    })),
    { title: 'late_reason', value: ({ event }) => said(event)?.lateReason },
    { title: 'comments', value: ({ event }) => commentsOf(event) },
    ...place,
  ],
});

const said = (event: Reviewed) => (event.type === 'ReviewSubmitted' ? event.review : undefined);

function commentsOf(event: Reviewed): string | undefined {
  if (event.type === 'ReviewSubmitted') return undefined;
  return event.type === 'ReviewReturned' ? event.comments : event.comment;
}

export const findingsCsv = ({ person }: Names): Table<{ readonly change: Change; readonly finding: Finding }> => ({
  file: 'findings.csv',
  columns: [
    id,
    { title: 'finding', value: ({ finding }) => finding.title },
    { title: 'state', value: ({ finding }) => finding.state },
    { title: 'since', value: ({ finding }) => iso(finding.since) },
    { title: 'evidence', value: ({ finding }) => finding.evidence },
    { title: 'rule', value: ({ finding }) => finding.rule },
    { title: 'source', value: ({ finding }) => finding.source },
    { title: 'clears', value: ({ finding }) => finding.clears },
    {
      title: 'explanations',
      value: ({ finding }) =>
        finding.explanations.map(({ by, at, text }) => `${person(by)} ${iso(at)}: ${text}`).join(' | '),
    },
  ],
});
