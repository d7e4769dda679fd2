import type {
  AllMiddlewareArgs,
  BlockAction,
  SlackActionMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from '@slack/bolt';
import { z } from 'zod';
import { read } from '../../app/read.ts';
import type { Refusal } from '../../domain/change/refusals.ts';
import type { Change } from '../../domain/change/state.ts';
import { idText } from '../../domain/change/types.ts';
import { notice } from '../blocks.ts';
import { refusalWords } from '../copy/refusals.ts';
import type { SlackDeps } from '../deps.ts';

export type Pressed = SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs;
export type Submitted = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** A button of ours, or one step of a card's menu. */
export const press = z.object({
  user: z.object({ id: z.string() }),
  trigger_id: z.string(),
  actions: z
    .array(
      z.object({
        block_id: z.string(),
        value: z.string().optional(),
        selected_option: z.object({ value: z.string() }).nullish(),
      }),
    )
    .min(1),
});

/** The change's key travels as the button's value, in a menu as its block id, in a form as its metadata. */
export function keyOf({ actions }: z.infer<typeof press>): string {
  const [pressed] = actions;
  return pressed?.value ?? pressed?.block_id ?? '';
}

/** The change a button or form is about. @throws when there is none: our own messages name only changes that exist */
export async function changeOf(key: string, { ledger }: SlackDeps): Promise<Change> {
  const known = await read(ledger, key);
  if (!known) throw new Error(`No change has the key ${key.slice(0, 40)}`);
  return known.change;
}

/** Says to the presser alone why it was not done. */
export async function sayRefusal(pressed: Pressed, refusal: Refusal, change: Change, deps: SlackDeps): Promise<void> {
  await tell(pressed, refusalWords(refusal, idText(change.id), deps.scene()), 'Not done');
}

/** Only the presser sees it: below the message they pressed in, or in front of the Home tab, where there are no messages. */
export async function tell({ body, client, respond }: Pressed, text: string, title: string): Promise<void> {
  if ('message' in body || !('view' in body)) {
    await respond({ response_type: 'ephemeral', replace_original: false, text });
    return;
  }
  await client.views.open({ trigger_id: press.parse(body).trigger_id, view: notice(title, text) });
}

/** Closes the form, or says under which field something is wrong; what concerns no field takes the form's place. */
export async function answerForm(
  { ack, view }: Submitted,
  outcome: { ok: true } | { ok: false; error: Refusal },
  id: string,
  deps: SlackDeps,
): Promise<void> {
  // A form that was opened from a list of steps takes the list with it.
  if (outcome.ok) return view.previous_view_id ? ack({ response_action: 'clear' }) : ack();
  const words = refusalWords(outcome.error, id, deps.scene());
  const block = fieldOf(outcome.error, view) ?? (passes(outcome.error) ? firstQuestion(view) : undefined);
  return block
    ? ack({ response_action: 'errors', errors: { [block]: words } })
    : ack({ response_action: 'update', view: notice('Not recorded', words) });
}

/** What the same form may be taken for in a moment: then it has to stay, with all that was typed. */
const passes = (refusal: Refusal): boolean =>
  refusal.code === 'groups-unreachable' || (refusal.code === 'no-standing' && refusal.standing === 'unknown');

type Form = Submitted['view'];

const firstQuestion = ({ blocks }: Form): string | undefined => blocks.find(({ type }) => type === 'input')?.block_id;

/** The block that a refusal is about; `undefined` when the form has none for it. */
export function fieldOf(refusal: Refusal, view: Form): string | undefined {
  const blocks = view.blocks.map(({ block_id: blockId }) => blockId ?? '');
  const field = 'field' in refusal ? refusal.field : refusal.code === 'late-reason-missing' ? 'lateReason' : undefined;
  if (field === undefined) return undefined;
  const wanted = field === 'systems' && !blocks.includes('systems') ? 'other-systems' : field;
  return blocks.find((block) => block.split('.')[0] === wanted);
}
