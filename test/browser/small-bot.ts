import type { SlackStandIn } from '../../src/sandbox/slack/contract.ts';
import { type Bot, boltOverHttp } from '../sandbox/slack/bolt.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const option = (text: string) => ({ text: plain(text), value: text.toLowerCase() });

/** A bot with one command, one modal and one card: enough to see that the page speaks to any bot. */
export async function startSmallBot(slack: SlackStandIn): Promise<Bot> {
  const bot = await boltOverHttp(slack);
  const { app } = bot;

  app.command('/emergency-change', async ({ ack, body, client }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: form(body.channel_id, body.text) });
  });

  app.view('form', async ({ ack, body, view, client }) => {
    const { what, where, who, checks } = view.state.values;
    const words = what?.v?.value ?? '';
    if (words === 'stuff') return ack({ response_action: 'errors', errors: { what: 'Say what is changed.' } });
    await ack();
    const place = where?.v?.selected_option?.text.text;
    const helpers = (who?.v?.selected_users ?? []).map((id) => `<@${id}>`).join(', ');
    const done = checks?.v?.selected_options?.length ?? 0;
    const text = `:red_circle: *${words}* in ${place} by <@${body.user.id}>, with ${helpers || 'nobody'}, ${done} checked`;
    await client.chat.postMessage({ channel: view.private_metadata, ...card(text) });
  });

  app.action('approve', async ({ ack, body, respond, client }) => {
    await ack();
    if (body.type !== 'block_actions' || !body.message || !body.channel) return;
    const { text = '', ts } = body.message;
    if (text.includes(`by <@${body.user.id}>`)) {
      await respond({ response_type: 'ephemeral', replace_original: false, text: 'Somebody else has to approve it.' });
      return;
    }
    const done = `${text}, approved by <@${body.user.id}>`;
    await client.chat.update({ channel: body.channel.id, ts, text: done, blocks: [section(done)] });
    const [requester] = /(?<=by <@)\w+/.exec(text) ?? [];
    if (requester) await client.chat.postMessage({ channel: requester, text: `<@${body.user.id}> said yes.` });
  });

  return bot;
}

function form(channel: string, words: string) {
  return {
    type: 'modal' as const,
    callback_id: 'form',
    private_metadata: channel,
    title: plain('Emergency change'),
    submit: plain('Declare'),
    blocks: [
      {
        type: 'input' as const,
        block_id: 'what',
        label: plain('What?'),
        element: { type: 'plain_text_input' as const, action_id: 'v', ...(words && { initial_value: words }) },
      },
      {
        type: 'input' as const,
        block_id: 'where',
        label: plain('Where?'),
        element: { type: 'static_select' as const, action_id: 'v', options: [option('Payments'), option('Search')] },
      },
      {
        type: 'input' as const,
        block_id: 'who',
        label: plain('Who helps?'),
        optional: true,
        element: { type: 'multi_users_select' as const, action_id: 'v' },
      },
      {
        type: 'input' as const,
        block_id: 'checks',
        label: plain('Done?'),
        optional: true,
        element: { type: 'checkboxes' as const, action_id: 'v', options: [option('Tests'), option('Docs')] },
      },
    ],
  };
}

function section(text: string) {
  return { type: 'section' as const, text: { type: 'mrkdwn' as const, text } };
}

function card(text: string) {
  const button = { type: 'button' as const, action_id: 'approve', style: 'primary' as const, text: plain('Approve') };
  return { text, blocks: [section(text), { type: 'actions' as const, elements: [button] }] };
}
