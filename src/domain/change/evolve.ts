import { assertNever } from '../result.ts';
import type { ChangeDeclared, ChangeEvent, Destination } from './events.ts';
import type { Authorization, Change, GivenApproval, ReviewTrack } from './state.ts';
import type { ChangeKey, Requirement, UserId } from './types.ts';

/** Folds a change's events, oldest first. `undefined` when there are none. */
export function fold(key: ChangeKey, events: Iterable<ChangeEvent>): Change | undefined {
  let change: Change | undefined;
  for (const event of events) {
    change = change ? evolve(change, event) : begin(key, event);
  }
  return change;
}

function begin(key: ChangeKey, event: ChangeEvent): Change {
  if (event.type !== 'ChangeDeclared') throw new Error(`${key} begins with ${event.type}`);
  return declared(key, event);
}

function declared(key: ChangeKey, { id, by, at, details, terms, source }: ChangeDeclared): Change {
  return {
    key,
    id,
    version: 1,
    requester: by,
    declaredAt: at,
    source,
    details,
    terms,
    authorization: {
      status: 'pending',
      round: 0,
      requestedAt: at,
      asked: [],
      shortfall: [],
      reminders: 0,
      given: [],
      earlier: [],
      voided: [],
      escalated: -1,
      paged: false,
      claims: [],
      verbal: [],
      refusedAttempts: 0,
    },
    involvements: [],
    extensions: [],
    deployments: [],
    evidence: [],
    review: { status: 'not started', owner: by, lastRung: -1 },
    asks: [],
    failures: {},
  };
}

/** Never refuses: what is recorded has happened. */
export function evolve(before: Change, event: ChangeEvent): Change {
  const change = { ...before, version: before.version + 1 };
  const authorization = (next: Partial<Authorization>): Change => ({
    ...change,
    authorization: { ...change.authorization, ...next },
  });
  const review = (next: Partial<ReviewTrack>): Change => ({ ...change, review: { ...change.review, ...next } });

  switch (event.type) {
    case 'ChangeDeclared':
      return change;
    case 'ApprovalRequested': {
      const { round, because, asked, fallback, shortfall, at } = event;
      const fresh = { reminders: 0, escalated: -1, claims: [], requestedAt: at };
      return authorization({ status: 'pending', round, because, asked, fallback, shortfall, ...fresh });
    }
    case 'ApproversReminded':
      return authorization({ reminders: event.reminder, lastRemindedAt: event.at });
    case 'ApprovalGiven':
      return authorization({
        given: [...change.authorization.given, given(event)],
        claims: claimsWithout(change, event.by),
      });
    case 'ChangeAuthorized':
      return authorization({ status: 'authorized', authorizedAt: change.authorization.authorizedAt ?? event.at });
    case 'ApprovalClaimed':
      return authorization({
        claims: [...claimsWithout(change, event.by), { by: event.by, until: event.until }],
      });
    case 'ClaimLapsed':
      return authorization({ claims: claimsWithout(change, event.by) });
    case 'ApprovalWithdrawn':
      return authorization(withdrawn(change.authorization, event));
    case 'VerbalApprovalNamed': {
      const { by, approver, how, saidAt, confirmBy } = event;
      return authorization({
        verbal: [...change.authorization.verbal, { by, approver, how, saidAt, confirmBy, denied: false }],
      });
    }
    case 'VerbalApprovalDenied':
      return authorization({
        verbal: change.authorization.verbal.map((said) =>
          said.approver === event.by ? { ...said, denied: true } : said,
        ),
      });
    case 'InvolvementLearned': {
      const { user, as, at, approved } = event;
      return {
        ...change,
        involvements: [...change.involvements, { user, as, at }],
        authorization: { ...change.authorization, ...setAside(change.authorization, approved) },
      };
    }
    case 'ScopeExtended': {
      const { by, at, systems, commit, reason, requirements } = event;
      const { given, earlier } = change.authorization;
      return {
        ...change,
        extensions: [...change.extensions, { by, at, systems, commit, reason }],
        terms: { ...change.terms, requirements },
        authorization: { ...change.authorization, given: [], earlier: [...earlier, ...given] },
      };
    }
    case 'ScopeExtensionRejected':
      return authorization({ status: 'authorized' });
    case 'NextTierAsked':
      return {
        ...change,
        terms: { ...change.terms, requirements: widened(change.terms.requirements, event.group) },
        authorization: {
          ...change.authorization,
          escalated: event.rung,
          asked: [...change.authorization.asked, ...event.asked],
        },
      };
    case 'ApproversPaged':
      return authorization({ escalated: event.rung, paged: true });
    case 'ProceedOffered':
      return authorization({ escalated: event.rung });
    case 'ChangeRejected':
      return authorization({ status: 'rejected', rejected: { by: event.by, at: event.at, reason: event.reason } });
    case 'ApprovalAttemptRefused':
      return authorization({ refusedAttempts: change.authorization.refusedAttempts + 1 });
    case 'ApprovalExpired':
      return authorization({ status: 'expired', expiredAt: event.at });
    case 'ChangeWithdrawn':
      return { ...change, withdrawn: { by: event.by, at: event.at, reason: event.reason } };
    case 'ProceededWithoutApproval':
      return { ...change, proceeded: { by: event.by, at: event.at, reason: event.reason } };
    case 'DeploymentRecorded':
      return {
        ...change,
        deployments: [...change.deployments, { ...event.deployment, recordedBy: event.by, recordedAt: event.at }],
      };
    case 'DeploymentRolledBack': {
      const { by, at, rolledBackAt, note } = event;
      return { ...change, rolledBack: { by, at, rolledBackAt, note } };
    }
    case 'ChangeNotImplemented':
      return { ...change, notImplemented: { by: event.by, at: event.at, reason: event.reason } };
    case 'EvidenceAdded':
      return { ...change, evidence: [...change.evidence, { ...event.evidence, by: event.by, at: event.at }] };
    case 'ReviewSubmitted':
      return review({
        status: 'submitted',
        submitted: { by: event.by, at: event.at, review: event.review },
        firstSubmittedAt: change.review.firstSubmittedAt ?? event.at,
      });
    case 'ReviewReturned':
      return review({ status: 'returned', returned: { by: event.by, at: event.at, comments: event.comments } });
    case 'ReviewSignedOff':
      return review({ status: 'signed off', signedOff: { by: event.by, at: event.at, comment: event.comment } });
    case 'ReviewReminded':
      return review({ lastRung: event.rung, lastRemindedAt: event.at });
    case 'ChangeClosed':
      return { ...change, closedAt: event.at };
    case 'CardPosted':
      return { ...change, card: { channel: event.channel, ts: event.ts, permalink: event.permalink } };
    case 'AskPosted': {
      const { purpose, user, channel, ts } = event;
      return { ...change, asks: [...change.asks, { purpose, user, channel, ts }] };
    }
    case 'TicketOpened': {
      const { issueKey, url, assigned } = event;
      return { ...change, ticket: { issueKey, url, assigned }, failures: without(change.failures, 'jira') };
    }
    case 'TicketClosed':
      return { ...change, ticketClosedAt: event.at, failures: without(change.failures, 'jira') };
    case 'IncidentNamed':
      return { ...change, incidentReference: event.reference, incident: undefined };
    case 'IncidentLinked':
      return { ...change, incident: event.incident, failures: without(change.failures, 'pagerduty') };
    case 'DeliveryFailed':
      return { ...change, failures: { ...change.failures, [event.destination]: event } };
    case 'DeliveryRetried':
      return { ...change, failures: {} };
    default:
      return assertNever(event);
  }
}

function given({ by, at, memberOf, comment, confirms }: Extract<ChangeEvent, { type: 'ApprovalGiven' }>) {
  return { by, at, memberOf, comment, confirms };
}

const claimsWithout = ({ authorization: { claims } }: Change, user: UserId): Authorization['claims'] =>
  claims.filter(({ by }) => by !== user);

/** A yes taken back. With it goes an authorization that rested on it; the time during which it stood is kept. */
function withdrawn(
  before: Authorization,
  { by, at, authorized }: Extract<ChangeEvent, { type: 'ApprovalWithdrawn' }>,
): Partial<Authorization> {
  const { authorizedAt, voided } = before;
  const aside = setAside(before, [by]);
  if (!authorized || authorizedAt === undefined) return aside;
  return { ...aside, authorizedAt: undefined, voided: [...voided, { from: authorizedAt, until: at }] };
}

/** These people's yeses no longer count; they stay in the record. */
function setAside({ given: now, earlier }: Authorization, people: readonly UserId[]): Partial<Authorization> {
  const isAside = (approval: GivenApproval) => people.includes(approval.by);
  return {
    given: now.filter((approval) => !isAside(approval)),
    earlier: [...earlier, ...now.filter(isAside)],
  };
}

/** Members of `group` may fill any place from now on. */
function widened(requirements: readonly Requirement[], group: string): Requirement[] {
  return requirements.map((requirement) => ({ ...requirement, groups: [...new Set([...requirement.groups, group])] }));
}

function without(failures: Change['failures'], destination: Destination): Change['failures'] {
  const { [destination]: _overcome, ...rest } = failures;
  return rest;
}
