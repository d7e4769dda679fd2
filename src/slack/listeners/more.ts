import type { ModalView } from '@slack/types';
import type { SlackDeps } from '../deps.ts';
import { inSlack } from '../deps.ts';
import type { Step } from '../ids.ts';
import { STEP } from '../ids.ts';
import { openExtend, openOther, openTakeBack, openVerbal } from './approvals.ts';
import type { Pressed } from './common.ts';
import { keyOf, press } from './common.ts';
import { openProceed, openWithdraw } from './decide.ts';
import { openEvidence, openNotImplemented, openRollback } from './implement.ts';

const FORMS: Readonly<Record<Step, (deps: SlackDeps) => (key: string) => Promise<ModalView>>> = {
  [STEP.proceed]: openProceed,
  [STEP.evidence]: openEvidence,
  [STEP.withdraw]: openWithdraw,
  [STEP.rolledBack]: openRollback,
  [STEP.notImplemented]: openNotImplemented,
  [STEP.verbal]: openVerbal,
  [STEP.extend]: openExtend,
  [STEP.takeBack]: openTakeBack,
  [STEP.other]: openOther,
};

/** The card's menu: each step opens its form. */
export const onMore =
  (deps: SlackDeps) =>
  async ({ ack, body, client }: Pressed) => {
    const pressed = press.parse(body);
    const chosen = pressed.actions[0]?.selected_option?.value;
    const step = Object.values(STEP).find((known) => known === chosen) ?? STEP.evidence;
    const view = await FORMS[step](deps)(keyOf(pressed));
    await ack();
    await client.views.open({ trigger_id: pressed.trigger_id, view });
  };

/** The same from the list of what the menu has no room for: its form comes on top. */
export const onStep =
  (step: Step) =>
  (deps: SlackDeps) =>
  async ({ ack, body, client }: Pressed) => {
    const pressed = press.parse(body);
    const view = await FORMS[step](deps)(keyOf(pressed));
    await ack();
    const isInModal = 'view' in body && body.view !== undefined;
    await client.views[isInModal ? 'push' : 'open']({ trigger_id: pressed.trigger_id, view });
  };

/** What could not be delivered is dug out and tried again. */
export const onRetry =
  (deps: SlackDeps) =>
  async ({ ack, body, respond }: Pressed) => {
    const pressed = press.parse(body);
    const [key, by, at] = [keyOf(pressed), pressed.user.id, deps.now()];
    // The words about the failure go first: a try that fails at once brings them back.
    await deps.handle(key, { type: 'RetryDelivery', by, at }, inSlack(by));
    const dugOut = await deps.outbox.retry(key, at);
    await ack();
    deps.wake();
    const text = dugOut > 0 ? 'Trying again now; the card shows how it went.' : 'Nothing is left to try again.';
    await respond({ response_type: 'ephemeral', replace_original: false, text });
  };
