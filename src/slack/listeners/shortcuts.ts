import type { AllMiddlewareArgs, GlobalShortcut, MessageShortcut, SlackShortcutMiddlewareArgs } from '@slack/bolt';
import type { SlackDeps } from '../deps.ts';
import { unescaped } from '../text.ts';
import { freshForm } from './declare.ts';

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
  async ({ ack, shortcut, client }: SlackShortcutMiddlewareArgs<MessageShortcut> & AllMiddlewareArgs) => {
    await ack();
    const { message, channel, team, user, trigger_id } = shortcut;
    const text = unescaped(message.text ?? '').trim();
    const url = `https://${team?.domain ?? 'app'}.slack.com/archives/${channel.id}/p${message.ts.replace('.', '')}`;
    const view = await freshForm(
      {
        requester: user.id,
        summary: (text.split('\n')[0] ?? '').slice(0, 300),
        justification: text.slice(0, 2000),
        metadata: { message: { text: text.slice(0, 1000), author: message.user, url } },
      },
      deps,
    );
    await client.views.open({ trigger_id, view });
  };
