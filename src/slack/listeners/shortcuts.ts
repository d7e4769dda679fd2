import type { AllMiddlewareArgs, GlobalShortcut, MessageShortcut, SlackShortcutMiddlewareArgs } from '@slack/bolt';
import { idText } from '../../domain/change/types.ts';
import { readAnswers } from '../answers.ts';
import type { SlackDeps } from '../deps.ts';
import { inSlack } from '../deps.ts';
import { asEvidence, quotedFrom, quotedMessage } from '../quoted-message.ts';
import { addToForm } from '../views/add-to-form.ts';
import type { Submitted } from './common.ts';
import { answerForm, changeOf } from './common.ts';
import { freshForm } from './declare.ts';

type OnMessage = SlackShortcutMiddlewareArgs<MessageShortcut> & AllMiddlewareArgs;

export const onDeclareShortcut =
  (deps: SlackDeps) =>
  async ({ ack, shortcut, client }: SlackShortcutMiddlewareArgs<GlobalShortcut> & AllMiddlewareArgs) => {
    await ack();
    const view = await freshForm({ requester: shortcut.user.id, metadata: {} }, deps);
    await client.views.open({ trigger_id: shortcut.trigger_id, view });
  };

/** The message fills the form in, and stays with the change as evidence. */
export const onDeclareFromMessage =
  (deps: SlackDeps) =>
  async ({ ack, shortcut, client }: OnMessage) => {
    await ack();
    const message = quotedFrom(shortcut);
    const view = await freshForm(
      {
        requester: shortcut.user.id,
        summary: (message.text.split('\n')[0] ?? '').slice(0, 300),
        justification: message.text,
        metadata: { message },
      },
      deps,
    );
    await client.views.open({ trigger_id: shortcut.trigger_id, view });
  };

/** A menu holds 100 options: the newest changes, and any other by its number in the command. */
const OFFERED = 100;

/** The message becomes evidence of a change that is open. */
export const onAddFromMessage =
  (deps: SlackDeps) =>
  async ({ ack, shortcut, client }: OnMessage) => {
    await ack();
    const [open, own] = await Promise.all([deps.queries.open(OFFERED), deps.queries.openOf(shortcut.user.id)]);
    const view = addToForm(quotedFrom(shortcut), open, own[0]?.key);
    await client.views.open({ trigger_id: shortcut.trigger_id, view });
  };

export const onAddToForm = (deps: SlackDeps) => async (submitted: Submitted) => {
  const { body, view } = submitted;
  const [by, at] = [body.user.id, deps.now()];
  const answers = readAnswers(view.state.values);
  const change = await changeOf(answers.text('change'), deps);
  const { standing } = await deps.people.find(by);
  const kind = (['test', 'link', 'note'] as const).find((known) => known === answers.maybe('kind')) ?? 'note';
  const evidence = asEvidence(quotedMessage.parse(JSON.parse(view.private_metadata)), kind);
  const outcome = await deps.handle(change.key, { type: 'AddEvidence', by, at, standing, evidence }, inSlack(by));
  await answerForm(submitted, outcome, idText(change.id), deps);
};
