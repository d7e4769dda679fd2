import type { Json } from './contract.ts';
import { initialValue } from './element-values.ts';
import { shortId } from './ids.ts';
import { asJsons, asText, isJson } from './json.ts';

export interface Placed {
  readonly block: Json;
  readonly element: Json;
}

export type Values = Readonly<Record<string, Readonly<Record<string, Json>>>>;

/** Every element a person can use, with the block it is in. */
export const elementsOf = (blocks: readonly Json[]): readonly Placed[] =>
  blocks.flatMap((block) => elementsIn(block).map((element) => ({ block, element })));

function elementsIn(block: Json): readonly Json[] {
  const candidates = [block.element, block.accessory, ...(block.type === 'actions' ? asJsons(block.elements) : [])];
  return candidates.filter(isJson).filter((element) => element.type !== 'image');
}

/** Slack gives ids to blocks and elements that came without: https://docs.slack.dev/reference/block-kit/blocks */
export const withIds = (blocks: readonly Json[]): readonly Json[] =>
  blocks.map((block) => ({
    ...block,
    block_id: block.block_id ?? shortId(),
    ...(isJson(block.element) && { element: withActionId(block.element) }),
    ...(isJson(block.accessory) && { accessory: withActionId(block.accessory) }),
    ...(block.type === 'actions' && { elements: asJsons(block.elements).map(withActionId) }),
  }));

const withActionId = (element: Json): Json =>
  element.type === 'image' ? element : { ...element, action_id: element.action_id ?? shortId() };

/**
 * The state of each element that holds a value: what was there under the same block and action id, else its
 * initial value. https://docs.slack.dev/reference/views/modal-views ("Preserving input entry")
 */
export function stateOf(blocks: readonly Json[], before: Values = {}): Values {
  const values: Record<string, Record<string, Json>> = {};
  for (const { block, element } of elementsOf(blocks)) {
    const initial = initialValue(element);
    if (!initial) continue;
    const [blockId, actionId] = [asText(block.block_id), asText(element.action_id)];
    const kept = before[blockId]?.[actionId];
    const held = kept && kept.type === initial.type ? kept : initial;
    values[blockId] = { ...values[blockId], [actionId]: held };
  }
  return values;
}
