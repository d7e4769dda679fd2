import { approverOf } from '../../app/deciders.ts';
import { prepareAskAgain } from '../../app/declare.ts';
import { involved } from '../../domain/change/state.ts';
import { idText } from '../../domain/change/types.ts';
import { readAnswers } from '../answers.ts';
import type { SlackDeps } from '../deps.ts';
import { inSlack } from '../deps.ts';
import { proceedForm, rejectForm, withdrawForm } from '../views/decision-forms.ts';
import type { Pressed, Submitted } from './common.ts';
import { answerForm, changeOf, keyOf, press, sayRefusal } from './common.ts';

/** Approve is one tap. Who is asking is looked up at the click, and the record is on disk before Slack hears of it. */
export const onApprove = (deps: SlackDeps) => async (pressed: Pressed) => {
  const body = press.parse(pressed.body);
  const by = body.user.id;
  const change = await changeOf(keyOf(body), deps);
  const decider = await approverOf(by, change, deps);
  const outcome = await deps.handle(change.key, { type: 'Approve', by, at: deps.now(), decider }, inSlack(by));
  if (outcome.ok) return pressed.ack();
  await pressed.ack();
  await sayRefusal(pressed, outcome.error, change, deps);
};

export const onReject =
  (deps: SlackDeps) =>
  async ({ ack, body, client }: Pressed) => {
    const pressed = press.parse(body);
    const change = await changeOf(keyOf(pressed), deps);
    await ack();
    await client.views.open({ trigger_id: pressed.trigger_id, view: rejectForm(change) });
  };

export const onRejectForm = (deps: SlackDeps) => async (submitted: Submitted) => {
  const { body, view } = submitted;
  const by = body.user.id;
  const change = await changeOf(view.private_metadata, deps);
  const decider = await approverOf(by, change, deps);
  const reason = readAnswers(view.state.values).text('reason');
  const outcome = await deps.handle(change.key, { type: 'Reject', by, at: deps.now(), decider, reason }, inSlack(by));
  await answerForm(submitted, outcome, idText(change.id), deps);
};

export const onAskAgain = (deps: SlackDeps) => async (pressed: Pressed) => {
  const body = press.parse(pressed.body);
  const by = body.user.id;
  const change = await changeOf(keyOf(body), deps);
  const { policy } = deps.scene();
  const again = await prepareAskAgain(change.terms.requirements, involved(change), policy, deps.groups);
  const outcome = await deps.handle(change.key, { type: 'AskAgain', by, at: deps.now(), ...again }, inSlack(by));
  await pressed.ack();
  if (!outcome.ok) await sayRefusal(pressed, outcome.error, change, deps);
};

export const openProceed = (deps: SlackDeps) => async (key: string) => proceedForm(await changeOf(key, deps));

/** The form is only sent on once the change's own number was typed. */
export const onProceedForm = (deps: SlackDeps) => async (submitted: Submitted) => {
  const { ack, body, view } = submitted;
  const by = body.user.id;
  const change = await changeOf(view.private_metadata, deps);
  const answers = readAnswers(view.state.values);
  const id = idText(change.id);
  if (answers.text('confirmation').toUpperCase() !== id) {
    await ack({ response_action: 'errors', errors: { confirmation: `Please type ${id}, nothing else.` } });
    return;
  }
  const command = { type: 'ProceedWithoutApproval' as const, by, at: deps.now(), reason: answers.text('reason') };
  await answerForm(submitted, await deps.handle(change.key, command, inSlack(by)), id, deps);
};

export const openWithdraw = (deps: SlackDeps) => async (key: string) => withdrawForm(await changeOf(key, deps));

export const onWithdrawForm = (deps: SlackDeps) => async (submitted: Submitted) => {
  const { body, view } = submitted;
  const by = body.user.id;
  const change = await changeOf(view.private_metadata, deps);
  const reason = readAnswers(view.state.values).maybe('reason');
  const outcome = await deps.handle(change.key, { type: 'Withdraw', by, at: deps.now(), reason }, inSlack(by));
  await answerForm(submitted, outcome, idText(change.id), deps);
};
