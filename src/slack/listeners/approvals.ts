import { approverOf } from '../../app/deciders.ts';
import { prepareExtension } from '../../app/extend.ts';
import { idText } from '../../domain/change/types.ts';
import { readAnswers } from '../answers.ts';
import type { SlackDeps } from '../deps.ts';
import { inSlack } from '../deps.ts';
import { approveForm, extendForm, otherSteps, verbalForm, withdrawApprovalForm } from '../views/approval-forms.ts';
import type { Pressed, Submitted } from './common.ts';
import { answerForm, changeOf, keyOf, press, sayRefusal } from './common.ts';
import { pickedAt } from './implement.ts';

/** "I'm looking": shown to all, so that nobody looks twice; it lapses by itself. */
export const onClaim = (deps: SlackDeps) => async (pressed: Pressed) => {
  const body = press.parse(pressed.body);
  const by = body.user.id;
  const change = await changeOf(keyOf(body), deps);
  const decider = await approverOf(by, change, deps);
  const outcome = await deps.handle(change.key, { type: 'Claim', by, at: deps.now(), decider }, inSlack(by));
  await pressed.ack();
  if (!outcome.ok) await sayRefusal(pressed, outcome.error, change, deps);
};

export const onApproveWithComment =
  (deps: SlackDeps) =>
  async ({ ack, body, client }: Pressed) => {
    const pressed = press.parse(body);
    const change = await changeOf(keyOf(pressed), deps);
    await ack();
    await client.views.open({ trigger_id: pressed.trigger_id, view: approveForm(change) });
  };

export const onApproveForm = (deps: SlackDeps) => async (submitted: Submitted) => {
  const { body, view } = submitted;
  const by = body.user.id;
  const change = await changeOf(view.private_metadata, deps);
  const decider = await approverOf(by, change, deps);
  const comment = readAnswers(view.state.values).maybe('comment');
  const outcome = await deps.handle(change.key, { type: 'Approve', by, at: deps.now(), decider, comment }, inSlack(by));
  await answerForm(submitted, outcome, idText(change.id), deps);
};

export const onWithdrawApproval =
  (deps: SlackDeps) =>
  async ({ ack, body, client }: Pressed) => {
    const pressed = press.parse(body);
    const change = await changeOf(keyOf(pressed), deps);
    await ack();
    await client.views.open({ trigger_id: pressed.trigger_id, view: withdrawApprovalForm(change) });
  };

export const onWithdrawApprovalForm = (deps: SlackDeps) => async (submitted: Submitted) => {
  const { body, view } = submitted;
  const by = body.user.id;
  const change = await changeOf(view.private_metadata, deps);
  const reason = readAnswers(view.state.values).maybe('reason');
  const outcome = await deps.handle(change.key, { type: 'WithdrawApproval', by, at: deps.now(), reason }, inSlack(by));
  await answerForm(submitted, outcome, idText(change.id), deps);
};

export const openTakeBack = (deps: SlackDeps) => async (key: string) => withdrawApprovalForm(await changeOf(key, deps));

export const openVerbal = (deps: SlackDeps) => async (key: string) => verbalForm(await changeOf(key, deps), deps.now());

export const onVerbalForm = (deps: SlackDeps) => async (submitted: Submitted) => {
  const { body, view } = submitted;
  const by = body.user.id;
  const at = deps.now();
  const change = await changeOf(view.private_metadata, deps);
  const answers = readAnswers(view.state.values);
  const saidAt = pickedAt(answers, 'saidAt', at);
  const command = {
    type: 'NameVerbalApproval' as const,
    by,
    at,
    approver: answers.text('approver'),
    how: answers.text('how'),
    saidAt,
  };
  await answerForm(submitted, await deps.handle(change.key, command, inSlack(by)), idText(change.id), deps);
};

/** "I did not": said to all, and the requester has to ask properly. */
export const onDenyVerbal = (deps: SlackDeps) => async (pressed: Pressed) => {
  const body = press.parse(pressed.body);
  const by = body.user.id;
  const change = await changeOf(keyOf(body), deps);
  const outcome = await deps.handle(change.key, { type: 'DenyVerbalApproval', by, at: deps.now() }, inSlack(by));
  await pressed.ack();
  if (!outcome.ok) await sayRefusal(pressed, outcome.error, change, deps);
};

export const openExtend = (deps: SlackDeps) => async (key: string) =>
  extendForm(await changeOf(key, deps), deps.scene());

export const onExtendForm = (deps: SlackDeps) => async (submitted: Submitted) => {
  const { body, view } = submitted;
  const by = body.user.id;
  const change = await changeOf(view.private_metadata, deps);
  const answers = readAnswers(view.state.values);
  const wider = { systems: answers.many('systems'), commit: answers.maybe('commit'), reason: answers.text('reason') };
  const command = await prepareExtension(change, { ...wider, by, at: deps.now() }, deps.scene().policy, deps);
  await answerForm(submitted, await deps.handle(change.key, command, inSlack(by)), idText(change.id), deps);
};

export const openOther = (deps: SlackDeps) => async (key: string) => otherSteps(await changeOf(key, deps));
