import type { KnownBlock } from '@slack/types';
import { isReminder } from '../../domain/change/effects.ts';
import type { Change } from '../../domain/change/state.ts';
import { hasEnded } from '../../domain/change/state.ts';
import { idText } from '../../domain/change/types.ts';
import type { Finding } from '../../domain/findings/types.ts';
import { openPatchDue } from '../../domain/patch.ts';
import { reviewClock } from '../../domain/review.ts';
import { KIND_WORDS } from '../../domain/words.ts';
import type { Message } from '../blocks.ts';
import { actions, button, context, section } from '../blocks.ts';
import { sourceWords } from '../copy/deployments.ts';
import { lateWords } from '../copy/duty.ts';
import { ACTION } from '../ids.ts';
import type { Scene } from '../scene.ts';
import { groupNames } from '../scene.ts';
import { dateTime, link, mention, said, saidInLine } from '../text.ts';
import { approvalLines } from './approval-lines.ts';
import { cardButtons } from './card-buttons.ts';
import { findingsOnCard } from './findings.ts';
import { troubleLines } from './group-words.ts';
import { headline, ICON, scopeWords, stateOf, stateWords } from './state-words.ts';

/** The change's one message in the channel: posted once, redrawn in place at every step. */
export function changeCard(change: Change, findings: readonly Finding[], scene: Scene): Message {
  const title = `${ICON[stateOf(change)]} ${headline(change)}`;
  return {
    text: `${idText(change.id)} · ${saidInLine(change.details.summary, 120)}: ${stateWords(change)}`,
    blocks: [
      section(`${title}\n${stateWords(change)}`),
      context(facts(change, scene)),
      section(reasons(change)),
      ...approvalLines(change, scene).map(section),
      ...story(change),
      ...findingsOnCard(change, findings),
      ...warnings(change, scene),
      ...cardButtons(change),
    ],
  };
}

function facts(change: Change, scene: Scene): string {
  const { details } = change;
  return [
    mention(change.requester),
    said(scopeWords(change), 200),
    KIND_WORDS[details.kind],
    `${details.risk} risk`,
    incidentFact(change, scene),
    ticketFact(change, scene),
  ]
    .filter(Boolean)
    .join(' · ');
}

function incidentFact(change: Change, { connected }: Scene): string {
  const { incident, incidentReference, incidentStatus, incidentPriority, failures } = change;
  const facts = [incidentPriority?.name && said(incidentPriority.name, 40), incidentStatus?.status].filter(Boolean);
  const status = facts.length > 0 ? ` (${facts.join(', ')})` : '';
  if (incident) return link(incident.url, `PD #${incident.number} ${incident.title.slice(0, 60)}`) + status;
  if (incidentReference === undefined) return '';
  if (!connected.pagerduty) return `PD ${said(incidentReference, 40)} (PagerDuty is not connected)`;
  return failures.pagerduty
    ? `PD ${said(incidentReference, 40)} not linked`
    : `PD ${said(incidentReference, 40)} is being linked`;
}

function ticketFact(
  { ticket, ticketAssigned, ticketClosedEarly, ticketDeleted, failures }: Change,
  { connected }: Scene,
): string {
  if (ticketDeleted) return `:warning: Jira ${ticketDeleted.issueKey} was deleted`;
  if (ticket && ticketClosedEarly)
    return `:warning: ${link(ticket.url, `Jira ${ticket.issueKey}`)} was closed too early`;
  const holder = ticketAssigned?.name ? ` (${said(ticketAssigned.name, 60)})` : '';
  if (ticket) return link(ticket.url, `Jira ${ticket.issueKey}`) + (ticket.assigned ? holder : ' (unassigned)');
  if (!connected.jira) return 'Jira not connected';
  return failures.jira ? 'ticket not opened' : 'ticket pending';
}

function reasons({ details }: Change): string {
  const reference = details.reference ? ` (${said(details.reference, 100)})` : '';
  return [
    `*Why*  ${said(details.criterion.title, 80)}${reference}: ${said(details.justification, 900)}`,
    `*Back*  ${said(details.rollbackPlan, 600)}`,
  ].join('\n');
}

/** What has happened since, one line each, newest facts last. */
function story(change: Change): KnownBlock[] {
  const lines = [
    ...change.deployments.map(
      (each) =>
        `:rocket: ${said(each.what, 200)}${each.where ? ` on ${said(each.where, 100)}` : ''} by ${mention(each.who)} ${dateTime(each.deployedAt)}${each.link ? ` · ${link(each.link, 'link')}` : ''}${each.outcome === 'failed' ? ' · failed' : ''}${sourceWords(each, each.source, each.recordedAt)}`,
    ),
    change.rolledBack &&
      `:leftwards_arrow_with_hook: Rolled back ${dateTime(change.rolledBack.rolledBackAt)} by ${mention(change.rolledBack.by)}`,
    change.notImplemented &&
      `Not implemented, says ${mention(change.notImplemented.by)}: ${said(change.notImplemented.reason, 300)}`,
    patchLine(change),
    reviewLine(change),
  ].filter((line) => line !== undefined);
  return lines.length === 0 ? [] : [context(lines.slice(-12).join('\n'))];
}

function patchLine(change: Change): string | undefined {
  const due = openPatchDue(change);
  return due === undefined
    ? undefined
    : `:stopwatch: ${said(change.details.criterion.title, 80)}: the fix has to be out by ${dateTime(due)}`;
}

function reviewLine(change: Change): string | undefined {
  const { status, owner, submitted, returned, signedOff } = change.review;
  if (signedOff)
    return `:white_check_mark: Review signed off by ${mention(signedOff.by)} ${dateTime(signedOff.at)}${lateWords(change)}`;
  if (hasEnded(change)) return undefined;
  if (status === 'submitted' && submitted)
    return `:memo: Review handed in by ${mention(submitted.by)} ${dateTime(submitted.at)}, waits for sign-off${lateWords(change)}`;
  const { target, limit } = reviewClock(change);
  const due = `Review by ${mention(owner)} due ${dateTime(target)}, at the latest ${dateTime(limit)}`;
  return status === 'returned' && returned ? `:memo: Review returned by ${mention(returned.by)}. ${due}` : due;
}

function warnings(change: Change, scene: Scene): KnownBlock[] {
  const { connected } = scene;
  const failed = Object.values(change.failures).filter((failure) =>
    failure.destination === 'slack' ? isReminder(failure) : connected[failure.destination],
  );
  const { shortfall } = change.authorization;
  return [
    ...(shortfall.length > 0 && change.authorization.status === 'pending'
      ? [
          context(
            `:warning: Nobody is left who may fill the place of ${groupNames(scene, shortfall)}. Add people to the group in the policy, or proceed without approval.`,
          ),
        ]
      : []),
    ...troubleLines(change, scene).map((line) => context(line)),
    ...failed.map(({ destination, words }) => context(`:warning: ${FAILED[destination]}: ${said(words, 500)}`)),
    ...(failed.length > 0 ? actions(button(ACTION.retry, 'Try again', change.key)) : []),
  ];
}

const FAILED = { jira: 'Jira', pagerduty: 'PagerDuty', slack: 'A reminder was not delivered' } as const;
