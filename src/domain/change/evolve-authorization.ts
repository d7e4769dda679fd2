import { assertNever } from '../result.ts';
import type { AuthorizationEvent, ChangeEvent } from './events.ts';
import type { Authorization, Change, GivenApproval } from './state.ts';
import { hasEnded } from './state.ts';
import type { Candidate, Requirement, UserId } from './types.ts';

/** The authorization's share of `evolve`: who was asked, who said what, and what of it counts. */
export function evolveAuthorization(change: Change, event: AuthorizationEvent): Change {
  const authorization = (next: Partial<Authorization>): Change => ({
    ...change,
    authorization: { ...change.authorization, ...next },
  });

  switch (event.type) {
    case 'ApprovalRequested': {
      const {
        round,
        because,
        asked,
        fallback,
        shortfall,
        troubles,
        at,
        requirements = change.terms.requirements,
      } = event;
      const plan = { asked, fallback, shortfall, troubles };
      const next = { status: 'pending' as const, round, because, requestedAt: at, ...plan };
      const request = { ...change.authorization, ...ANEW, ...next, ...overtaken(change, event) };
      return { ...change, terms: { ...change.terms, requirements }, authorization: request };
    }
    case 'ApproversReminded':
      return authorization({ reminders: event.reminder, lastRemindedAt: event.at });
    case 'ApprovalGiven':
      return authorization({
        given: [...change.authorization.given, given(event)],
        claims: claimsWithout(change, event.by),
      });
    case 'ChangeAuthorized':
      return {
        ...authorization({
          status: 'authorized',
          authorizedAt: change.authorization.authorizedAt ?? event.at,
          standing: undefined,
        }),
        extensions: settled(change, { status: 'approved' }),
      };
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
      const { user, as, at, approved, signedOff } = event;
      const accounts = new Set([user, ...approved, ...(signedOff === undefined ? [] : [signedOff])]);
      return {
        ...change,
        // Whoever approved under another account is the same person.
        involvements: [...change.involvements, ...[...accounts].map((one) => ({ user: one, as, at }))],
        review: signedOff === undefined || hasEnded(change) ? change.review : reopened(change.review),
        authorization: hasEnded(change) ? change.authorization : setAside(change.authorization, approved),
      };
    }
    case 'ScopeExtended': {
      const { by, at, systems, commit, reason, requirements } = event;
      const { given, earlier } = change.authorization;
      const standing = { requirements: change.terms.requirements, given };
      return {
        ...change,
        extensions: [...change.extensions, { by, at, systems, commit, reason, status: 'asked' }],
        terms: { ...change.terms, requirements },
        authorization: { ...change.authorization, given: [], earlier: [...earlier, ...given], standing },
      };
    }
    case 'ScopeExtensionRejected':
      return standsAgain(change, { status: 'rejected', rejectedBy: event.by });
    case 'NextTierAsked':
      return {
        ...change,
        terms: { ...change.terms, requirements: widened(change.terms.requirements, event.group) },
        authorization: {
          ...change.authorization,
          escalated: event.rung,
          asked: merged(change.authorization.asked, event.asked),
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
      if (change.authorization.standing) return standsAgain(change, { status: 'lapsed' });
      return authorization({ status: 'expired', expiredAt: event.at });
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
  const verbal = before.verbal.filter(({ approver }) => approver !== by);
  const aside = { ...setAside(before, [by]), verbal };
  if (!authorized || authorizedAt === undefined) return aside;
  return { ...aside, authorizedAt: undefined, voided: [...voided, { from: authorizedAt, until: at }] };
}

/** What each round begins with: what was said or done about an earlier one is not about this one. */
const ANEW = {
  reminders: 0,
  lastRemindedAt: undefined,
  escalated: -1,
  paged: false,
  claims: [],
  verbal: [],
} as const;

/** An independent yes is owed before anything went out: until it is given, nothing is authorized. */
function overtaken(
  { deployments, authorization: { authorizedAt, voided } }: Change,
  { because, at }: Extract<ChangeEvent, { type: 'ApprovalRequested' }>,
): Partial<Authorization> {
  if (because !== 'independent approval owed' || deployments.length > 0 || authorizedAt === undefined) return {};
  return { authorizedAt: undefined, voided: [...voided, { from: authorizedAt, until: at }] };
}

type Extension = Change['extensions'][number];

/** How the extension that was asked for last came out. */
const settled = ({ extensions }: Change, outcome: Pick<Extension, 'status' | 'rejectedBy'>): Extension[] =>
  extensions.map((extension) => (extension.status === 'asked' ? { ...extension, ...outcome } : extension));

/** The extension is refused or lapsed: what was approved before is what counts again. */
function standsAgain(change: Change, outcome: Pick<Extension, 'status' | 'rejectedBy'>): Change {
  const { standing, earlier, given } = change.authorization;
  const extensions = settled(change, outcome);
  if (!standing) return { ...change, extensions, authorization: { ...change.authorization, status: 'authorized' } };
  return {
    ...change,
    extensions,
    terms: { ...change.terms, requirements: standing.requirements },
    authorization: {
      ...change.authorization,
      status: 'authorized',
      given: standing.given,
      earlier: [...earlier.filter((approval) => !standing.given.includes(approval)), ...given],
      standing: undefined,
      claims: [],
    },
  };
}

/** These people's yeses no longer count; they stay in the record. */
function setAside(before: Authorization, people: readonly UserId[]): Authorization {
  const { given: now, earlier, standing, claims } = before;
  const isAside = (approval: GivenApproval) => people.includes(approval.by);
  const without = (yeses: readonly GivenApproval[]) => yeses.filter((approval) => !isAside(approval));
  return {
    ...before,
    given: without(now),
    earlier: [...earlier, ...now.filter(isAside)],
    standing: standing && { ...standing, given: without(standing.given) },
    claims: claims.filter(({ by }) => !people.includes(by)),
  };
}

/** One entry a person, with all groups that make them eligible. */
function merged(before: readonly Candidate[], more: readonly Candidate[]): Candidate[] {
  const known = before.map(({ user, groups }) => {
    const added = more.filter((person) => person.user === user).flatMap((person) => person.groups);
    return { user, groups: [...new Set([...groups, ...added])] };
  });
  return [...known, ...more.filter(({ user }) => !before.some((person) => person.user === user))];
}

/** Members of `group` may fill any place from now on. */
function widened(requirements: readonly Requirement[], group: string): Requirement[] {
  return requirements.map((requirement) => ({ ...requirement, groups: [...new Set([...requirement.groups, group])] }));
}

/** The review waits for its sign-off again; the one that no longer counts is kept. */
function reopened(review: Change['review']): Change['review'] {
  const { signedOff, setAside = [] } = review;
  if (!signedOff) return review;
  return { ...review, status: 'submitted', signedOff: undefined, setAside: [...setAside, signedOff] };
}
