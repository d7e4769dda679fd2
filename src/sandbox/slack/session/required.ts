import type { Json } from '../contract.ts';
import { isEmpty, typedText } from '../element-values.ts';
import { elementsOf } from '../elements.ts';
import { asJsons, asText } from '../json.ts';
import type { OpenView } from '../views.ts';

/**
 * What Slack's client says against the fields before it sends anything, by block id.
 * https://docs.slack.dev/reference/block-kit/blocks/input-block (`optional`) and
 * https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element (`min_length`, `max_length`)
 */
export function fieldErrors(view: OpenView): Readonly<Record<string, string>> {
  const inputs = elementsOf(asJsons(view.payload.blocks)).filter(({ block }) => block.type === 'input');
  const found = inputs.flatMap(({ block, element }) => {
    const blockId = asText(block.block_id);
    const value = view.values[blockId]?.[asText(element.action_id)];
    const message = fieldError(block, element, value);
    return message ? [[blockId, message] as const] : [];
  });
  return Object.fromEntries(found);
}

function fieldError(block: Json, element: Json, value: Json | undefined): string | undefined {
  if (isEmpty(value)) return block.optional === true ? undefined : 'Please complete this required field.';
  const length = [...typedText(value)].length;
  const { type, min_length: min, max_length: max } = element;
  if (typeof min === 'number' && length < min) return `Must be at least ${min} characters.`;
  // https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element: 3000 at most
  const most = typeof max === 'number' ? max : 3000;
  if (type === 'plain_text_input' && length > most) return `Must be at most ${most} characters.`;
  return kindError(element, typedText(value));
}

function kindError({ type, min_value: min, max_value: max }: Json, typed: string): string | undefined {
  if (type === 'email_text_input' && !/^\S+@\S+\.\S+$/.test(typed)) return 'Please enter a valid email address.';
  if (type === 'url_text_input' && !URL.canParse(typed)) return 'Please enter a valid URL.';
  if (type !== 'number_input') return undefined;
  const isWithin =
    Number(typed) >= Number(min ?? Number.NEGATIVE_INFINITY) &&
    Number(typed) <= Number(max ?? Number.POSITIVE_INFINITY);
  return isWithin ? undefined : 'Please enter a valid number.';
}
