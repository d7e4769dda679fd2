import type { Json } from './contract.ts';
import { asJson, asJsons, asList, asText } from './json.ts';

/** What a person types or picks; `null` clears. */
export type Typed = string | readonly string[] | number | null;

interface Kind {
  readonly key: string;
  readonly initial: string;
  readonly holds: 'text' | 'option' | 'options' | 'id' | 'ids' | 'number';
}

/** What values and initial values are called: https://docs.slack.dev/reference/block-kit/block-elements */
const KINDS: Readonly<Record<string, Kind>> = {
  plain_text_input: { key: 'value', initial: 'initial_value', holds: 'text' },
  email_text_input: { key: 'value', initial: 'initial_value', holds: 'text' },
  url_text_input: { key: 'value', initial: 'initial_value', holds: 'text' },
  number_input: { key: 'value', initial: 'initial_value', holds: 'text' },
  static_select: { key: 'selected_option', initial: 'initial_option', holds: 'option' },
  external_select: { key: 'selected_option', initial: 'initial_option', holds: 'option' },
  radio_buttons: { key: 'selected_option', initial: 'initial_option', holds: 'option' },
  multi_static_select: { key: 'selected_options', initial: 'initial_options', holds: 'options' },
  multi_external_select: { key: 'selected_options', initial: 'initial_options', holds: 'options' },
  checkboxes: { key: 'selected_options', initial: 'initial_options', holds: 'options' },
  users_select: { key: 'selected_user', initial: 'initial_user', holds: 'id' },
  channels_select: { key: 'selected_channel', initial: 'initial_channel', holds: 'id' },
  conversations_select: { key: 'selected_conversation', initial: 'initial_conversation', holds: 'id' },
  multi_users_select: { key: 'selected_users', initial: 'initial_users', holds: 'ids' },
  multi_channels_select: { key: 'selected_channels', initial: 'initial_channels', holds: 'ids' },
  multi_conversations_select: { key: 'selected_conversations', initial: 'initial_conversations', holds: 'ids' },
  datepicker: { key: 'selected_date', initial: 'initial_date', holds: 'id' },
  timepicker: { key: 'selected_time', initial: 'initial_time', holds: 'id' },
  datetimepicker: { key: 'selected_date_time', initial: 'initial_date_time', holds: 'number' },
  rich_text_input: { key: 'rich_text_value', initial: 'initial_value', holds: 'text' },
};

const kindOf = (element: Json): Kind | undefined => KINDS[asText(element.type)];

export const isStateful = (element: Json): boolean => kindOf(element) !== undefined;

const several = (kind: Kind) => kind.holds === 'options' || kind.holds === 'ids';

const stateOf = (element: Json, kind: Kind, value: unknown): Json => ({
  type: element.type,
  [kind.key]: value ?? (several(kind) ? [] : null),
});

export function initialValue(element: Json): Json | undefined {
  const kind = kindOf(element);
  return kind && stateOf(element, kind, element[kind.initial]);
}

/** The same element, holding one of the options that an external source offered. */
export function picked(element: Json, option: Json): Json {
  const kind = kindOf(element);
  if (!kind?.holds.startsWith('option')) throw new Error(`Nobody picks an option in a ${asText(element.type)}.`);
  return stateOf(element, kind, several(kind) ? [option] : option);
}

/** Throws when the element does not offer what was typed or picked, as no person could do it either. */
export function valueTyped(element: Json, typed: Typed): Json {
  const kind = kindOf(element);
  if (!kind) throw new Error(`A ${asText(element.type)} holds no value.`);
  return stateOf(element, kind, typed === null ? null : held(element, kind, typed));
}

function held(element: Json, kind: Kind, typed: string | readonly string[] | number): unknown {
  const list = Array.isArray(typed) ? typed.map(String) : [String(typed)];
  const [first = ''] = list;
  // https://docs.slack.dev/reference/block-kit/block-elements/multi-select-menu-element: `max_selected_items`
  if (list.length > Number(element.max_selected_items ?? list.length)) {
    throw new Error(`${asText(element.action_id)} takes ${Number(element.max_selected_items)} at most.`);
  }
  if (kind.holds === 'options') return list.map((value) => offered(element, value));
  if (kind.holds === 'ids') return list;
  if (Array.isArray(typed)) throw new Error(`A ${asText(element.type)} holds one value.`);
  if (kind.holds === 'option') return offered(element, first);
  if (kind.holds === 'number') return Number(typed);
  return first === '' ? null : first;
}

/** The option with this value among what a static menu, a group of boxes or an overflow menu shows. */
export function offered(element: Json, value: string): Json {
  const options = [
    ...asJsons(element.options),
    ...asJsons(element.option_groups).flatMap((each) => asJsons(each.options)),
  ];
  const option = options.find((each) => each.value === value);
  if (option) return option;
  const values = options.map((each) => asText(each.value)).join(', ');
  throw new Error(`${asText(element.action_id)} offers no option ${value}, but: ${values || 'none'}.`);
}

export function isEmpty(value: Json | undefined): boolean {
  if (!value) return true;
  const kind = KINDS[asText(value.type)];
  const content = kind && value[kind.key];
  return (
    content === null ||
    content === undefined ||
    content === '' ||
    (kind !== undefined && several(kind) && asList(content).length === 0)
  );
}

/** What was typed into a text input; empty for all else. */
export const typedText = (value: Json | undefined): string => asText(asJson(value).value);
