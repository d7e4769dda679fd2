import { stillNeeded, waitingFor } from '../../domain/change/approve.ts';
import type { ChangeEvent, RoundReason } from '../../domain/change/events.ts';
import type { Change } from '../../domain/change/state.ts';
import { idText } from '../../domain/change/types.ts';
import { FINDING_TITLES } from '../../domain/findings/types.ts';
import { reviewClock } from '../../domain/review.ts';
import { timingVerdict } from '../../domain/verdict.ts';
import type { Scene } from '../scene.ts';
import { groupNames, places } from '../scene.ts';
import { dateTime, link, mention, mentions, said } from '../text.ts';
import { followUpLine } from '../views/follow-ups.ts';
import { deploymentWords } from './deployments.ts';
import { dutyWords, lateWords } from './duty.ts';
import { heardWords, incidentName } from './heard.ts';

/** What happened, as one message in the card's thread; `undefined` for what needs no telling. */
export function momentWords(change: Change, event: ChangeEvent, scene: Scene): string | undefined {
  const id = idText(change.id);
  switch (event.type) {
    case 'ApprovalRequested':
      return roundWords(event);
    case 'ApprovalWithdrawn':
      return `${mention(change.requester)} ${mention(event.by)} took their approval back${event.reason ? `: ${said(event.reason, 500)}` : '.'}`;
    case 'VerbalApprovalNamed':
      return `${mention(event.by)} says that ${mention(event.approver)} approved ${dateTime(event.saidAt)} (${said(event.how, 200)}). It counts once ${mention(event.approver)} confirms it, until ${dateTime(event.confirmBy)}.`;
    case 'VerbalApprovalDenied':
      return `:warning: ${mention(change.requester)} ${mention(event.by)} says that they did not approve this.`;
    case 'InvolvementLearned':
      return `${mention(event.user)} turned out to be ${INVOLVED[event.as]}${event.approved.length > 0 ? '. Their approval is kept in the record, and an independent one is owed' : ''}${signOffWords(change, event)}.`;
    case 'ScopeExtended':
      return `${mention(event.by)} extended the scope to ${said([...event.systems, event.commit].filter(Boolean).join(', '), 300)}: ${said(event.reason, 500)}`;
    case 'ScopeExtensionRejected':
      return `:no_entry: ${mention(change.requester)} ${mention(event.by)} rejected the extension: ${said(event.reason, 500)}. What was approved before stays approved.`;
    case 'NextTierAsked':
      return `Nobody has answered: ${groupNames(scene, [event.group])} may decide as well now. ${
        mentions(
          event.asked.map(({ user }) => user),
          'or',
        ) || 'Nobody of them could be asked'
      }.`;
    case 'ApproversPaged':
      return 'Nobody has answered: the approvers are being paged through PagerDuty.';
    case 'ProceedOffered':
      return `${mention(change.requester)} nobody has answered. If it cannot wait, “Proceed without approval” is under … on the card: say why, and the approval is owed afterwards.`;
    case 'ApproversReminded': {
      const waiting = waitingFor(change);
      return `Still waiting for ${places(scene, stillNeeded(change))}${waiting.length > 0 ? `: ${mentions(waiting, 'or')}` : ''}. They have been asked again.`;
    }
    case 'ApprovalGiven':
      return `:heavy_check_mark: ${mention(event.by)} approved as ${groupNames(
        scene,
        event.memberOf.map(({ group }) => group),
      )}${event.comment ? `: “${said(event.comment, 500)}”` : '.'}`;
    case 'ChangeAuthorized':
      return `${mention(change.requester)} ${id} is approved${change.deployments.length > 0 ? ` (${timingVerdict(change)})` : ': go ahead, and record the deployment when it is out'}.`;
    case 'ChangeRejected':
      return `:no_entry: ${mention(change.requester)} ${mention(event.by)} rejected ${id}: ${said(event.reason, 500)}${change.deployments.length > 0 ? '\nIt is deployed already: roll it back, or escalate.' : ''}`;
    case 'ApprovalExpired':
      if (change.authorization.status === 'authorized') {
        return `:hourglass: ${mention(change.requester)} nobody decided on the extension of ${id} in time. What was approved before stays approved; the rest is not.`;
      }
      return `:hourglass: ${mention(change.requester)} nobody decided on ${id} in time. “Ask again” on the card opens a new round.`;
    case 'ChangeWithdrawn':
      return `${mention(event.by)} withdrew ${id}${event.reason ? `: ${said(event.reason, 500)}` : '.'}`;
    case 'ProceededWithoutApproval':
      return `:warning: ${mention(event.by)} goes ahead *without approval*: ${said(event.reason, 500)}\n${mentions(waitingFor(change)) || 'The approvers'} were asked and have not answered. Their approval is owed within 24 h.`;
    case 'DeploymentRecorded':
      return `${deploymentWords(change, event)} Recorded as *${timingVerdict(change)}*. ${reviewDue(change)}`;
    case 'DeploymentRolledBack':
      return `:leftwards_arrow_with_hook: ${mention(event.by)} rolled ${id} back ${dateTime(event.rolledBackAt)}${event.note ? `: ${said(event.note, 500)}` : '.'}`;
    case 'ChangeNotImplemented':
      return `${mention(event.by)} says nothing went out: ${said(event.reason, 500)}. ${id} is closed.`;
    case 'EvidenceAdded': {
      const { kind, text, url, quoted } = event.evidence;
      const whose = quoted
        ? ` of ${quoted.author === undefined ? 'an app' : mention(quoted.author)}, ${dateTime(quoted.writtenAt)}`
        : '';
      return `:paperclip: ${mention(event.by)} added ${kind === 'test' ? 'a test result' : 'evidence'}${whose}: ${said(text, 1000)}${url ? ` ${link(url, 'link')}` : ''}`;
    }
    case 'ReviewSubmitted':
      return `:memo: ${mention(event.by)} handed in the review. ${mentions(event.askReviewers, 'or') || 'A reviewer'} can sign it off.${lateWords(change)}`;
    case 'ReviewReturned':
      return `:memo: ${mention(change.review.owner)} ${mention(event.by)} returned the review: ${said(event.comments, 1000)}`;
    case 'ReviewSignedOff':
      return `:white_check_mark: ${mention(event.by)} signed off the review${event.comment ? `: “${said(event.comment, 500)}”` : '.'}${event.incident === 'wrong' ? `\n:warning: They say that ${incidentName(change)} is not the incident it was about.` : ''}`;
    case 'FindingExplained':
      return `:speech_balloon: ${mention(event.by)} explained the finding “${FINDING_TITLES[event.finding]}”: ${said(event.text, 1000)}`;
    case 'FollowUpOpened':
      return followUpWords(change, event);
    case 'ChangeClosed':
      return change.authorization.status === 'rejected'
        ? `${id} is closed. It was carried out although it had been rejected; the review is in the record.`
        : `${id} is closed: approved, carried out and reviewed.`;
    default:
      return heardWords(change, event) ?? dutyWords(change, event);
  }
}

const INVOLVED = {
  implementer: 'one of those who carry it out',
  author: 'an author of it',
  deployer: 'the one who deployed it',
} as const;

function followUpWords(
  change: Change,
  { followUp, issueKey, url, assigned }: Extract<ChangeEvent, { type: 'FollowUpOpened' }>,
): string {
  const found = change.review.submitted?.review.followUps.find(({ id }) => id === followUp);
  const nobody =
    assigned || !found?.owner ? '' : ` Jira has no account for ${mention(found.owner)}: please assign it there.`;
  return `:pushpin: Follow-up ${link(url, issueKey)}: ${found ? followUpLine(found) : ''}.${nobody}`;
}

function signOffWords(change: Change, { signedOff }: Extract<ChangeEvent, { type: 'InvolvementLearned' }>): string {
  if (signedOff === undefined) return '';
  const owed =
    change.review.status === 'submitted'
      ? ', and an independent one is owed'
      : '. It is closed, so this stays a finding';
  return `. They had signed the review off: that is kept in the record${owed}`;
}

const ROUND: Readonly<Record<RoundReason, string>> = {
  'asked again': 'Approval is asked for again',
  'independent approval owed': 'An independent approval is owed',
  'approval withdrawn': 'Another approval is needed',
  'scope extended': 'The extension needs an approval of its own',
};

function roundWords({ because = 'asked again', asked }: Extract<ChangeEvent, { type: 'ApprovalRequested' }>): string {
  const people = mentions(
    asked.map(({ user }) => user),
    'or',
  );
  return `${ROUND[because]}: ${people || 'nobody is left to ask'}.`;
}

function reviewDue(change: Change): string {
  const { target, limit } = reviewClock(change);
  return `Review by ${mention(change.review.owner)} due ${dateTime(target)}, at the latest ${dateTime(limit)}.`;
}
