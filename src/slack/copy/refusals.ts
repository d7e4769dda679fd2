import type { GroupsRefusal, Refusal } from '../../domain/change/refusals.ts';
import { FINDING_TITLES } from '../../domain/findings/types.ts';
import type { Scene } from '../scene.ts';
import { groupNames, places } from '../scene.ts';
import { dateTime, list, mention, mentions, said } from '../text.ts';
import { dutyRefusalWords } from './duty.ts';
import { problemWords } from './problems.ts';

const STANDING = {
  guest: 'Guests cannot decide on emergency changes. Ask a full member of the group.',
  bot: 'Apps cannot decide on emergency changes.',
  deactivated: 'This account is deactivated, so it cannot decide.',
  stranger: 'People of other workspaces cannot decide on emergency changes.',
  unknown: 'Slack could not tell who you are just now, and in doubt the answer is no. Please press again in a moment.',
} as const;

const INVOLVED = {
  requester: 'You declared this change',
  implementer: 'You carried this change out',
  approver: 'You decided on this change',
  author: 'You wrote this review',
} as const;

/** Why it was not done and what to do instead, for the person who asked. */
export function refusalWords(refusal: Refusal, id: string, scene: Scene): string {
  switch (refusal.code) {
    case 'own-change':
      return `You declared ${id}, so someone else has to approve it. ${waitingWords(refusal, scene)}`;
    case 'implementer':
      return `You carry ${id} out, so someone else has to decide on it.`;
    case 'signed-the-review-off':
      return `You signed off the review of ${id}, so someone else has to approve it.`;
    case 'not-eligible':
      return `You are in none of the groups that may decide on ${id}. It needs ${places(scene, refusal.needed) || 'nobody any more'}.${unmatchedWords(refusal)}`;
    case 'groups-unreachable':
    case 'groups-absent':
    case 'groups-empty':
      return groupsWords(refusal, scene);
    case 'no-standing':
      return STANDING[refusal.standing];
    case 'you-already-approved':
      return `Your approval of ${id} already counts, since ${dateTime(refusal.at)}.`;
    case 'place-taken':
      return `${mentions(refusal.by)} already approved ${id} for your group. Still needed: ${places(scene, refusal.needed)}.`;
    case 'already-authorized':
      return `${id} was already approved by ${mentions(refusal.by)} ${dateTime(refusal.at)}. There is nothing left to do.`;
    case 'already-rejected':
      return `${id} was already rejected by ${mention(refusal.by)} ${dateTime(refusal.at)}: ${said(refusal.reason, 300)}`;
    case 'approval-expired':
      return `The request to approve ${id} lapsed ${dateTime(refusal.at)}. The requester can ask again.`;
    case 'approval-pending':
      return `The approvers of ${id} have been asked and can still decide.`;
    case 'withdrawn':
      return `${id} was withdrawn by ${mention(refusal.by)} ${dateTime(refusal.at)}. There is nothing left to do.`;
    case 'not-implemented':
      return `${id} was not implemented, says ${mention(refusal.by)} ${dateTime(refusal.at)}. There is nothing left to do.`;
    case 'closed':
      return `${id} was closed ${dateTime(refusal.at)}. There is nothing left to do.`;
    case 'only-requester':
      return `Only ${mention(refusal.requester)}, who declared ${id}, can do that.`;
    case 'only-involved':
      return `Only those who declared ${id} or carry it out can do that: ${mentions(refusal.people)}.`;
    case 'already-deployed':
      return `${id} has been deployed ${dateTime(refusal.at)}. Record a rollback instead.`;
    case 'nothing-deployed':
      return `No deployment of ${id} is recorded yet. Record the deployment first, or “Not implemented” if nothing went out.`;
    case 'already-rolled-back':
      return `The rollback of ${id} is already recorded, at ${dateTime(refusal.at)}.`;
    case 'already-proceeded':
      return `It is already recorded that ${id} goes ahead without approval, since ${dateTime(refusal.at)}.`;
    case 'same-deployment':
      return `This deployment is already recorded, since ${dateTime(refusal.at)}.`;
    case 'review-not-submitted':
      return `The review of ${id} has not been handed in yet.`;
    case 'review-already-submitted':
      return `${mention(refusal.by)} already handed in the review of ${id} ${dateTime(refusal.at)}. It waits for its sign-off.`;
    case 'review-signed-off':
      return `The review of ${id} was signed off by ${mention(refusal.by)} ${dateTime(refusal.at)}.`;
    case 'late-reason-missing':
      return `The review was due ${dateTime(refusal.limit)} at the latest. Please say what kept it.`;
    case 'not-a-reviewer':
      return `Reviews are signed off by ${groupNames(scene, [refusal.group])}.`;
    case 'reviewer-involved':
      return `${INVOLVED[refusal.as]}, so somebody who had no hand in it has to sign the review off.`;
    case 'not-substantial':
      return problemWords(refusal.problem, refusal.field);
    case 'time-in-future':
      return 'This time lies in the future. When did it happen?';
    case 'time-too-old':
      return 'This time is more than 90 days ago. Please check the date.';
    case 'day-has-passed':
      return 'This day has passed. By when will it be done?';
    case 'no-such-change':
      return `There is no ${id}.`;
    case 'already-declared':
      return 'This form has been sent already. See the card in the channel.';
    case 'already-noted':
      return 'That is recorded already.';
    case 'no-approval-of-yours':
      return `You have no approval of ${id} to take back.`;
    case 'not-named':
      return `Nobody says that you approved ${id}. There is nothing to deny.`;
    case 'approval-not-pending':
      return `${id} is not waiting for an approval.`;
    case 'not-approved-yet':
      return `${id} is not approved yet: say all of it in one request. Withdraw it and declare it again, or wait for the approval.`;
    case 'not-waiting-for':
      return `${mention(refusal.user)} is none of those whose approval is still missing.`;
    case 'no-such-finding':
      return `“${FINDING_TITLES[refusal.finding]}” is no open finding of ${id} any more. There is nothing to explain.`;
    case 'may-not-explain':
      return `Those who had a hand in ${id} (${mentions(refusal.people)}) and ${groupNames(scene, [refusal.group])} explain its findings. Tell one of them what you know.`;
    case 'only-owner':
    case 'already-owner':
    case 'cannot-be-asked':
    case 'hand-over-pending':
    case 'hand-over-not-asked':
    case 'not-an-escalation-contact':
    case 'snoozed-before':
    case 'limit-passed':
    case 'time-passed':
      return dutyRefusalWords(refusal, id, scene);
    case 'nothing-due':
      return 'Nothing is due.';
  }
}

function groupsWords({ code, groups, troubles = [] }: GroupsRefusal, scene: Scene): string {
  const titles = groupNames(scene, groups);
  const sources = list(troubles.map(({ what }) => said(what, 150)));
  switch (code) {
    case 'groups-unreachable':
      return `It could not be looked up who belongs to ${titles}${sources && ` (${sources} did not answer)`}, and in doubt the answer is no. Please press again in a moment.`;
    case 'groups-absent':
      return `${sources || `What says who belongs to ${titles}`} ${troubles.length > 1 ? 'no longer exist' : 'no longer exists'}, so nobody becomes ${titles} by it, and in doubt the answer is no. Ask another ${titles} to decide, and whoever keeps policy.yaml to mend the group.`;
    case 'groups-empty':
      return `Nobody is ${titles} right now${sources && `: ${sources} ${troubles.length > 1 ? 'have' : 'has'} nobody in it`}. Have somebody put there, then press again.`;
  }
}

/** On call, but not to be told to be one person in Slack: perhaps it is the very person who pressed. */
function unmatchedWords({ troubles = [] }: Extract<Refusal, { code: 'not-eligible' }>): string {
  if (troubles.length === 0) return '';
  const who = list(troubles.map(({ what }) => said(what, 150)));
  return ` Not recognised in Slack: ${who}. If that is you, ask whoever keeps policy.yaml to name you under people.`;
}

function waitingWords({ needed, waitingFor, askedAt }: Extract<Refusal, { code: 'own-change' }>, scene: Scene): string {
  if (needed.length === 0) return 'Nobody is waited for any more.';
  if (waitingFor.length === 0) return `Waiting for ${places(scene, needed)}, and nobody who could be asked is left.`;
  const asked = askedAt.map(dateTime).join(' and again ');
  return `Waiting for ${places(scene, needed)}: ${mentions(waitingFor, 'or')}. They were asked ${asked}.`;
}
