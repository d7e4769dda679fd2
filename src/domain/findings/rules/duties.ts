import { stillNeeded } from '../../change/approve.ts';
import type { Change } from '../../change/state.ts';
import type { Instant, UserId } from '../../change/types.ts';
import { utc } from '../../telling.ts';
import { allOf, involvedSince, list, yeses } from '../facts.ts';
import type { Facts, Rule } from '../types.ts';

export const selfApprovalAttempted: Rule = {
  code: 'self-approval-attempted',
  rule: 'Nobody approves what they asked for or carry out themselves.',
  source: 'SOC 2 CC5.1, ISO 27001 A.5.3',
  clears: 'Nothing, although the attempt was refused: a named person explains it.',
  find: ({ events, names }) => {
    const tries = allOf(events, 'ApprovalAttemptRefused').filter(
      ({ attempted, code }) => attempted === 'approve' && (code === 'own-change' || code === 'implementer'),
    );
    const [first] = tries;
    if (!first) return undefined;
    const told = tries.map(({ by, at, code }) => `${names.person(by)} (${HAND[code]}) at ${utc(at)}`);
    return {
      evidence: () => `Tried to approve and was refused: ${list(told)}.`,
      since: first.at,
      latest: tries.at(-1)?.at,
    };
  },
};

const HAND: Readonly<Record<string, string>> = { 'own-change': 'requester', implementer: 'implementer' };

export const approverAlsoImplemented: Rule = {
  code: 'approver-also-implemented',
  rule: 'Who approves a change has no hand in it.',
  source: 'SOC 2 CC8.1, ISO 27001 A.5.3',
  clears: 'The approval by somebody independent that is asked for instead.',
  find: ({ change, events, names }) => {
    const both = yeses(events).flatMap(({ by, at }) => {
      const since = involvedSince(change, by);
      return since === undefined ? [] : [{ by, at, since: Math.max(at, since) }];
    });
    if (both.length === 0) return undefined;
    const told = both.map(({ by, at }) => `${names.person(by)} approved at ${utc(at)} and is ${handOf(change, by)}`);
    return {
      evidence: () => `${list(told)}.`,
      since: Math.min(...both.map(({ since }) => since)),
      latest: Math.max(...both.map(({ since }) => since)),
      cleared: change.authorization.status === 'authorized' && stillNeeded(change).length === 0,
    };
  },
};

function handOf(change: Change, user: UserId): string {
  if (change.requester === user) return 'the requester';
  if (change.deployments.some(({ who }) => who === user)) return 'the one who deployed it';
  return `its ${change.involvements.find((involvement) => involvement.user === user)?.as ?? 'implementer'}`;
}

export const reviewByInvolvedPerson: Rule = {
  code: 'review-by-involved-person',
  rule: 'Who signs the review off neither asked for, approved, carried out nor wrote it.',
  source: 'SOC 2 CC5.1, ISO 27001 A.5.3',
  clears: 'The sign-off by somebody independent that is asked for instead; once the change is closed, nothing.',
  find: (facts) => {
    const { signedOff, setAside = [] } = facts.change.review;
    const both = [...setAside, ...(signedOff ? [signedOff] : [])].flatMap(({ by, at }) => {
      const part = partOf(by, facts);
      return part ? [{ by, at, as: part.as, since: Math.max(at, part.since) }] : [];
    });
    if (both.length === 0) return undefined;
    const told = both.map(
      ({ by, at, as }) => `${facts.names.person(by)} signed the review off at ${utc(at)} and is ${as}`,
    );
    return {
      evidence: () => `${list(told)}.`,
      since: Math.min(...both.map(({ since }) => since)),
      latest: Math.max(...both.map(({ since }) => since)),
      cleared: signedOff !== undefined && partOf(signedOff.by, facts) === undefined,
    };
  },
};

/** What bars somebody from signing off, and since when it was known. */
function partOf(user: UserId, { change, events }: Facts): { readonly as: string; readonly since: Instant } | undefined {
  const involved = involvedSince(change, user);
  if (involved !== undefined) return { as: handOf(change, user), since: involved };
  const decided = events.find(
    (event) =>
      (event.type === 'ApprovalGiven' || event.type === 'ChangeRejected' || event.type === 'ScopeExtensionRejected') &&
      event.by === user,
  );
  if (decided) return { as: 'one of those who decided on the approval', since: decided.at };
  const { submitted } = change.review;
  return submitted?.by === user ? { as: 'the one who wrote it', since: submitted.at } : undefined;
}
