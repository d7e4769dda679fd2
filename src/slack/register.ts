import type { App } from '@slack/bolt';
import { z } from 'zod';
import type { SlackDeps } from './deps.ts';
import { ACTION, COMMAND, ELEMENT, MODAL, SHORTCUT, STEP } from './ids.ts';
import {
  onApproveForm,
  onApproveWithComment,
  onClaim,
  onDenyVerbal,
  onExtendForm,
  onVerbalForm,
  onWithdrawApproval,
  onWithdrawApprovalForm,
} from './listeners/approvals.ts';
import { onCommand } from './listeners/command.ts';
import { onApprove, onAskAgain, onProceedForm, onReject, onRejectForm, onWithdrawForm } from './listeners/decide.ts';
import { onDeclareForm } from './listeners/declare.ts';
import { onDeclareChoice } from './listeners/declare-choice.ts';
import {
  onDeploymentForm,
  onEvidenceForm,
  onNotImplementedForm,
  onRecordDeployment,
  onRollbackForm,
} from './listeners/implement.ts';
import { onIncidentSearch } from './listeners/incidents.ts';
import { onJoin } from './listeners/join.ts';
import { onMore, onRetry, onStep } from './listeners/more.ts';
import {
  onReadReview,
  onReturnReview,
  onReturnReviewForm,
  onReviewForm,
  onSignOff,
  onStartReview,
} from './listeners/review.ts';
import { onDeclareFromMessage, onDeclareShortcut } from './listeners/shortcuts.ts';

/** Everything that people can do in Slack, on one page. */
export function register(app: App, deps: SlackDeps): void {
  app.command(COMMAND, onCommand(deps));
  app.shortcut({ type: 'shortcut', callback_id: SHORTCUT.declare }, onDeclareShortcut(deps));
  app.shortcut({ type: 'message_action', callback_id: SHORTCUT.declareFromMessage }, onDeclareFromMessage(deps));

  const choose = onDeclareChoice(deps);
  for (const element of [ELEMENT.systems, ELEMENT.criterion, ELEMENT.kind, ELEMENT.risk, ELEMENT.implementers]) {
    app.action({ type: 'block_actions', action_id: element }, choose);
  }
  app.options({ type: 'block_suggestion', action_id: ELEMENT.incident }, onIncidentSearch(deps));
  app.view(MODAL.declare, onDeclareForm(deps));

  const pressed = {
    [ACTION.approve]: onApprove,
    [ACTION.reject]: onReject,
    [ACTION.askAgain]: onAskAgain,
    [ACTION.recordDeployment]: onRecordDeployment,
    [ACTION.startReview]: onStartReview,
    [ACTION.readReview]: onReadReview,
    [ACTION.signOff]: onSignOff,
    [ACTION.returnReview]: onReturnReview,
    [ACTION.more]: onMore,
    [ACTION.claim]: onClaim,
    [ACTION.approveWithComment]: onApproveWithComment,
    [ACTION.withdrawApproval]: onWithdrawApproval,
    [ACTION.denyVerbal]: onDenyVerbal,
    ...Object.fromEntries(Object.values(STEP).map((step) => [step, onStep(step)])),
    [ACTION.retry]: onRetry,
    [ACTION.join]: onJoin,
  };
  for (const [actionId, listener] of Object.entries(pressed)) {
    app.action({ type: 'block_actions', action_id: actionId }, listener(deps));
  }
  // A link button only opens its link, and still wants an answer.
  app.action({ type: 'block_actions', action_id: ACTION.open }, ({ ack }) => ack());

  app.view(MODAL.approve, onApproveForm(deps));
  app.view(MODAL.withdrawApproval, onWithdrawApprovalForm(deps));
  app.view(MODAL.verbal, onVerbalForm(deps));
  app.view(MODAL.extend, onExtendForm(deps));
  app.view(MODAL.reject, onRejectForm(deps));
  app.view(MODAL.proceed, onProceedForm(deps));
  app.view(MODAL.withdraw, onWithdrawForm(deps));
  app.view(MODAL.deployment, onDeploymentForm(deps));
  app.view(MODAL.rollback, onRollbackForm(deps));
  app.view(MODAL.notImplemented, onNotImplementedForm(deps));
  app.view(MODAL.evidence, onEvidenceForm(deps));
  app.view(MODAL.review, onReviewForm(deps));
  app.view(MODAL.returnReview, onReturnReviewForm(deps));

  app.event('user_change', async ({ event }) => deps.people.forget(changedUser.parse(event).user.id));
}

const changedUser = z.object({ user: z.object({ id: z.string() }) });
