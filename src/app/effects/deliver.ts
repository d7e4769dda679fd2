import type { Command } from '../../domain/change/commands.ts';
import type { WorkKind } from '../../domain/change/effects.ts';
import type { Handler, Outside, Task } from './context.ts';
import {
  assignTicket,
  closeTicket,
  commentTicket,
  linkTicket,
  openFollowUp,
  openTicket,
  reopenTicket,
} from './jira.ts';
import {
  announceDeployment,
  findIncident,
  noteIncident,
  page,
  pageApprovers,
  settlePage,
  settleReviewPage,
} from './pagerduty.ts';
import { refreshAsks } from './refresh-asks.ts';
import { ask, nag, nudgeOwner, refreshCard, refreshOpenNags, reportDrill, tellThread } from './slack.ts';

/** What goes into somebody's mailbox is done by `app/mailbox.ts`. */
type Kind = Exclude<WorkKind, 'nag-person' | 'refresh-nags'>;
type Handlers = { readonly [K in Kind]: Handler<K> };

/** Every kind of effect and what carries it out. */
const HANDLERS: Handlers = {
  'refresh-card': refreshCard,
  ask,
  'refresh-asks': refreshAsks,
  'tell-thread': tellThread,
  nag,
  'refresh-open-nags': refreshOpenNags,
  'nudge-owner': nudgeOwner,
  'report-drill': reportDrill,
  page,
  'page-approvers': pageApprovers,
  'settle-page': settlePage,
  'settle-review-page': settleReviewPage,
  'open-ticket': openTicket,
  'assign-ticket': assignTicket,
  'link-ticket': linkTicket,
  'comment-ticket': commentTicket,
  'close-ticket': closeTicket,
  'open-follow-up-ticket': openFollowUp,
  'reopen-ticket': reopenTicket,
  'find-incident': findIncident,
  'note-incident': noteIncident,
  'announce-deployment': announceDeployment,
};

/** Carries out one effect. @throws PermanentFailure, TransientFailure, or anything else, which counts as transient */
export function deliver<K extends Kind>(kind: K, task: Task<K>, outside: Outside): Promise<Command | undefined> {
  return HANDLERS[kind](task, outside);
}

/** Which outside system a kind of work speaks to, for words about its failure. */
export function destinationOf(kind: string): 'slack' | 'jira' | 'pagerduty' {
  if (kind.endsWith('-ticket')) return 'jira';
  return [
    'find-incident',
    'note-incident',
    'announce-deployment',
    'page',
    'page-approvers',
    'settle-page',
    'settle-review-page',
  ].includes(kind)
    ? 'pagerduty'
    : 'slack';
}
