import type { Person } from '../../slack/contract.ts';
import { plain } from '../text/plain.ts';
import type { Element, Option, State } from './kit.ts';

/** One thing to pick, whatever kind of select it is in. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
  readonly group?: string;
  /** What an external select has to hand back. */
  readonly option?: Option;
}

export function choiceOf(option: Option, group?: string): Choice {
  return {
    value: option.value,
    label: plain(option.text.text),
    option,
    ...(option.description && { hint: plain(option.description.text) }),
    ...(group && { group }),
  };
}

interface Directory {
  readonly people: ReadonlyMap<string, Person>;
  readonly conversations: readonly { readonly id: string; readonly name: string; readonly dmWith?: string }[];
}

/** What a select offers by itself; an external one offers nothing until it is asked. */
export function choicesOf(element: Element, { people, conversations }: Directory): Choice[] {
  if (element.type.includes('users')) {
    return [...people.values()]
      .filter(({ kind }) => kind === 'member' || kind === 'guest')
      .map(({ id, realName, title }) => ({ value: id, label: realName, hint: title }));
  }
  if (/channels|conversations/.test(element.type)) {
    return conversations.filter(({ dmWith }) => !dmWith).map(({ id, name }) => ({ value: id, label: `#${name}` }));
  }
  const grouped = (element.option_groups ?? []).flatMap(({ label, options }) =>
    options.map((option) => choiceOf(option, plain(label.text))),
  );
  return [...(element.options ?? []).map((option) => choiceOf(option)), ...grouped];
}

/** What is picked in a select, from the form's state or, in a message, from its initial value. */
export function pickedIn(element: Element, state: State | undefined, offered: readonly Choice[]): Choice[] {
  const options = state
    ? [state.selected_option, ...(state.selected_options ?? [])]
    : [element.initial_option, ...(element.initial_options ?? [])];
  const ids = state
    ? [
        state.selected_user,
        state.selected_conversation,
        state.selected_channel,
        ...(state.selected_users ?? []),
        ...(state.selected_conversations ?? []),
        ...(state.selected_channels ?? []),
      ]
    : [
        element.initial_user,
        element.initial_conversation,
        element.initial_channel,
        ...(element.initial_users ?? []),
        ...(element.initial_conversations ?? []),
        ...(element.initial_channels ?? []),
      ];
  return [
    ...options.flatMap((option) => (option ? [choiceOf(option)] : [])),
    ...ids.flatMap((id) => (id ? [offered.find(({ value }) => value === id) ?? { value: id, label: id }] : [])),
  ];
}
