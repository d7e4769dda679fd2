import type {
  ActionsBlock,
  Button,
  ContextBlock,
  InputBlock,
  KnownBlock,
  ModalView,
  MrkdwnElement,
  PlainTextElement,
  PlainTextOption,
  SectionBlock,
} from '@slack/types';
import type { ChangeKey } from '../domain/change/types.ts';
import { ELEMENT } from './ids.ts';
import { clip, clipMarkup, LIMIT } from './text.ts';

// The few shapes of Block Kit that we use, each written once.

export interface Message {
  /** Fallback: what notifications and screen readers say. */
  readonly text: string;
  readonly blocks: KnownBlock[];
}

export const plainText = (text: string, length = 2000): PlainTextElement => ({
  type: 'plain_text',
  text: clip(text, length),
  emoji: true,
});

/** Verbatim: Slack makes no mention of an `@channel` that somebody typed (https://docs.slack.dev/reference/block-kit/composition-objects/text-object). */
const mrkdwn = (text: string): MrkdwnElement => ({ type: 'mrkdwn', text, verbatim: true });

export const section = (text: string): SectionBlock => ({
  type: 'section',
  text: mrkdwn(clipMarkup(text, LIMIT.section)),
});

export const context = (...texts: readonly string[]): ContextBlock => ({
  type: 'context',
  elements: texts.map((text) => mrkdwn(clipMarkup(text, LIMIT.field))),
});

export function button(actionId: string, words: string, key: ChangeKey, style?: 'primary' | 'danger'): Button {
  return {
    type: 'button',
    action_id: actionId,
    text: plainText(words, LIMIT.buttonText),
    value: key,
    ...(style ? { style } : {}),
  };
}

export const linkButton = (actionId: string, words: string, url: string): Button => ({
  type: 'button',
  action_id: actionId,
  text: plainText(words, LIMIT.buttonText),
  url,
});

export const actions = (...elements: ActionsBlock['elements']): KnownBlock[] =>
  elements.length === 0 ? [] : [{ type: 'actions', elements }];

export const option = (value: string, words: string, description?: string): PlainTextOption => ({
  text: plainText(words, LIMIT.option),
  value,
  ...(description ? { description: plainText(description, LIMIT.option) } : {}),
});

export interface InputWords {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly optional?: boolean | undefined;
  readonly dispatch?: boolean | undefined;
}

/** One question of a form. Its element's action id is `value` unless it has one of its own. */
export function input(
  blockId: string,
  { label, hint, optional, dispatch }: InputWords,
  element: InputBlock['element'],
): InputBlock {
  return {
    type: 'input',
    block_id: blockId,
    label: plainText(label),
    element: { action_id: ELEMENT.value, ...element },
    optional: optional ?? false,
    ...(hint ? { hint: plainText(hint) } : {}),
    ...(dispatch ? { dispatch_action: true } : {}),
  };
}

export interface TextOptions {
  readonly lines?: boolean | undefined;
  readonly initial?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly most?: number | undefined;
}

export const textBox = ({ lines, initial, placeholder, most = 2000 }: TextOptions = {}): InputBlock['element'] => ({
  type: 'plain_text_input',
  multiline: lines ?? false,
  max_length: most,
  ...(initial ? { initial_value: clip(initial, most) } : {}),
  ...(placeholder ? { placeholder: plainText(placeholder, 150) } : {}),
});

export function select(
  options: readonly PlainTextOption[],
  initial: string | undefined,
  placeholder?: string,
): InputBlock['element'] {
  const chosen = options.find(({ value }) => value === initial);
  return {
    type: 'static_select',
    options: [...options],
    ...(chosen ? { initial_option: chosen } : {}),
    ...(placeholder ? { placeholder: plainText(placeholder, 150) } : {}),
  };
}

export interface ModalWords {
  readonly callbackId: string;
  readonly title: string;
  readonly submit: string;
  /** Comes back with the submission. */
  readonly metadata: string;
}

export const modal = (
  { callbackId, title, submit, metadata }: ModalWords,
  blocks: readonly KnownBlock[],
): ModalView => ({
  type: 'modal',
  callback_id: callbackId,
  private_metadata: metadata,
  title: plainText(title, 24),
  submit: plainText(submit, 24),
  close: plainText('Cancel', 24),
  blocks: [...blocks],
});

/** A modal that only tells something. */
export const notice = (title: string, ...texts: readonly string[]): ModalView => ({
  type: 'modal',
  title: plainText(title, 24),
  close: plainText('Close', 24),
  blocks: texts.map(section),
});
