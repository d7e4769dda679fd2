import type { AllMiddlewareArgs, AnyMiddlewareArgs, App } from '@slack/bolt';
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
import type { Pressed, Submitted } from './listeners/common.ts';
import { onApprove, onAskAgain, onProceedForm, onReject, onRejectForm, onWithdrawForm } from './listeners/decide.ts';
import { onDeclareForm } from './listeners/declare.ts';
import { onDeclareChoice } from './listeners/declare-choice.ts';
import {
  onAcceptHandOver,
  onDeclineHandOver,
  onHandOver,
  onHandOverForm,
  onSnooze,
  onTakeOver,
} from './listeners/duty.ts';
import { onExplain, onExplainForm } from './listeners/findings.ts';
import { onDeclareButton, onHomeOpened } from './listeners/home.ts';
import {
  onDeploymentForm,
  onEvidenceForm,
  onNotImplementedForm,
  onRecordDeployment,
  onRollbackForm,
} from './listeners/implement.ts';
import { onIncidentSearch } from './listeners/incidents.ts';
import { onJoin } from './listeners/join.ts';
import { onDecisionForm, onMonthSignOffForm, onRecordDecision, onSignOffMonth } from './listeners/monthly.ts';
import { onMore, onRetry, onStep } from './listeners/more.ts';
import { onReviewClosed, onReviewForm, onStartReview } from './listeners/review.ts';
import { onDiscardDraft, onReviewTurn } from './listeners/review-rows.ts';
import { onAddFromMessage, onAddToForm, onDeclareFromMessage, onDeclareShortcut } from './listeners/shortcuts.ts';
import { onReadReview, onReturnReview, onReturnReviewForm, onSignOff, onSignOffForm } from './listeners/sign-off.ts';
import {
  onDeclareUndeclared,
  onExplainUndeclared,
  onExplainUndeclaredForm,
  onLinkUndeclared,
  onLinkUndeclaredForm,
} from './listeners/undeclared.ts';
import { onUserChange } from './listeners/user-change.ts';

/** Everything that people can do in Slack, on one page. */
export function register(app: App, deps: SlackDeps): void {
  app.command(COMMAND, onCommand(deps));
  app.shortcut({ type: 'shortcut', callback_id: SHORTCUT.declare }, onDeclareShortcut(deps));
  app.shortcut({ type: 'message_action', callback_id: SHORTCUT.declareFromMessage }, onDeclareFromMessage(deps));
  app.shortcut({ type: 'message_action', callback_id: SHORTCUT.addFromMessage }, onAddFromMessage(deps));

  const choices = [ELEMENT.systems, ELEMENT.criterion, ELEMENT.kind, ELEMENT.risk, ELEMENT.implementers];
  app.action({ type: 'block_actions', action_id: anyOf(choices) }, onDeclareChoice(deps));
  app.options({ type: 'block_suggestion', action_id: ELEMENT.incident }, onIncidentSearch(deps));

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
    [ACTION.explain]: onExplain,
    [ACTION.retry]: onRetry,
    [ACTION.join]: onJoin,
    [ACTION.declare]: onDeclareButton(),
    [ACTION.drill]: onDeclareButton(true),
    [ACTION.addFollowUp]: onReviewTurn,
    [ACTION.removeFollowUp]: onReviewTurn,
    [ACTION.keepDraft]: onReviewTurn,
    [ACTION.discardDraft]: onDiscardDraft,
    [ACTION.snooze]: onSnooze,
    [ACTION.handOver]: onHandOver,
    [ACTION.acceptHandOver]: onAcceptHandOver,
    [ACTION.declineHandOver]: onDeclineHandOver,
    [ACTION.takeOver]: onTakeOver,
    [ACTION.recordDecision]: onRecordDecision,
    [ACTION.signOffMonth]: onSignOffMonth,
    [ACTION.declareUndeclared]: onDeclareUndeclared,
    [ACTION.linkUndeclared]: onLinkUndeclared,
    [ACTION.explainUndeclared]: onExplainUndeclared,
    // A link button only opens its link, and still wants an answer.
    [ACTION.open]:
      () =>
      ({ ack }: Pressed) =>
        ack(),
  };
  app.use(pressesFirst(ready(pressed, deps)));

  const submitted = {
    [MODAL.declare]: onDeclareForm,
    [MODAL.approve]: onApproveForm,
    [MODAL.withdrawApproval]: onWithdrawApprovalForm,
    [MODAL.verbal]: onVerbalForm,
    [MODAL.extend]: onExtendForm,
    [MODAL.reject]: onRejectForm,
    [MODAL.proceed]: onProceedForm,
    [MODAL.withdraw]: onWithdrawForm,
    [MODAL.deployment]: onDeploymentForm,
    [MODAL.rollback]: onRollbackForm,
    [MODAL.monthlyDecision]: onDecisionForm,
    [MODAL.monthlySignOff]: onMonthSignOffForm,
    [MODAL.notImplemented]: onNotImplementedForm,
    [MODAL.evidence]: onEvidenceForm,
    [MODAL.review]: onReviewForm,
    [MODAL.returnReview]: onReturnReviewForm,
    [MODAL.signOff]: onSignOffForm,
    [MODAL.addTo]: onAddToForm,
    [MODAL.explain]: onExplainForm,
    [MODAL.handOver]: onHandOverForm,
    [MODAL.linkUndeclared]: onLinkUndeclaredForm,
    [MODAL.explainUndeclared]: onExplainUndeclaredForm,
  };
  app.view({ type: 'view_submission', callback_id: anyOf(Object.keys(submitted)) }, dispatch(ready(submitted, deps)));

  app.view({ type: 'view_closed', callback_id: MODAL.review }, onReviewClosed(deps));

  app.event('app_home_opened', onHomeOpened(deps));
  app.event('user_change', ({ event }) => onUserChange(deps)(event));
}

type Listener<Args> = (args: Args) => Promise<void>;

const ready = <Args>(listeners: Readonly<Record<string, (deps: SlackDeps) => Listener<Args>>>, deps: SlackDeps) =>
  new Map(Object.entries(listeners).map(([name, listener]) => [name, listener(deps)]));

/** One listener of Bolt's for all forms: Bolt runs each request through every listener, which twenty of them make slow. */
const dispatch =
  (forms: ReadonlyMap<string, Listener<Submitted>>): Listener<Submitted> =>
  async (submitted) =>
    forms.get(submitted.view.callback_id)?.(submitted);

/** A button, for which somebody waits, does not pass through Bolt's listeners at all. */
const pressesFirst =
  (buttons: ReadonlyMap<string, Listener<Pressed>>) =>
  async (args: AnyMiddlewareArgs & AllMiddlewareArgs): Promise<void> => {
    const button = isPress(args) ? args : undefined;
    const listener = button && buttons.get(button.action?.action_id);
    return listener ? listener(button) : args.next();
  };

const isPress = (args: AnyMiddlewareArgs & AllMiddlewareArgs): args is Pressed =>
  'action' in args && args.body.type === 'block_actions';

/** Our ids are letters, digits and underscores: nothing in them means anything to a pattern. */
const anyOf = (ids: readonly string[]): RegExp => new RegExp(`^(?:${ids.join('|')})$`);
