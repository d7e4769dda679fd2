import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { SlackDeps } from '../deps.ts';
import type { Pressed } from './common.ts';
import { press } from './common.ts';
import { freshForm } from './declare.ts';

export const onHomeOpened =
  ({ homes }: SlackDeps) =>
  async ({ event }: SlackEventMiddlewareArgs<'app_home_opened'> & AllMiddlewareArgs) => {
    if (event.tab === 'home') await homes.opened(event.user);
  };

/** The form from the Home tab: for the real thing, or to practise. */
export const onDeclareButton =
  (drill?: true) =>
  (deps: SlackDeps) =>
  async ({ ack, body, client }: Pressed) => {
    const pressed = press.parse(body);
    await ack();
    const view = await freshForm({ requester: pressed.user.id, metadata: { drill } }, deps);
    await client.views.open({ trigger_id: pressed.trigger_id, view });
  };
