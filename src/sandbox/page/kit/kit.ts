import type { Message, View } from '../../slack/contract.ts';

/** Block Kit as it arrives, with what the page uses of it. */

export interface Text {
  readonly type: 'plain_text' | 'mrkdwn';
  readonly text: string;
}

export interface Option {
  readonly text: Text;
  readonly value: string;
  readonly description?: Text;
  readonly url?: string;
}

export interface OptionGroup {
  readonly label: Text;
  readonly options: readonly Option[];
}

export interface Confirm {
  readonly title?: Text;
  readonly text: Text;
  readonly confirm?: Text;
  readonly deny?: Text;
  readonly style?: 'primary' | 'danger';
}

export interface Picture {
  readonly type: 'image';
  readonly image_url?: string;
  readonly slack_file?: SlackFile;
  readonly alt_text?: string;
}

/** A file of Slack's own, by one of the two. */
export interface SlackFile {
  readonly id?: string;
  readonly url?: string;
}

/** A button, select, picker or input; which of the optional parts it has depends on its type. */
export interface Element {
  readonly type: string;
  readonly action_id: string;
  readonly text?: Text;
  readonly value?: string;
  readonly url?: string;
  readonly style?: 'primary' | 'danger';
  readonly accessibility_label?: string;
  readonly confirm?: Confirm;
  readonly placeholder?: Text;
  readonly options?: readonly Option[];
  readonly option_groups?: readonly OptionGroup[];
  readonly multiline?: boolean;
  readonly min_length?: number;
  readonly max_length?: number;
  readonly min_value?: string;
  readonly max_value?: string;
  readonly is_decimal_allowed?: boolean;
  readonly min_query_length?: number;
  readonly max_selected_items?: number;
  readonly focus_on_load?: boolean;
  readonly dispatch_action_config?: { readonly trigger_actions_on?: readonly string[] };
  readonly initial_value?: string;
  readonly initial_option?: Option;
  readonly initial_options?: readonly Option[];
  readonly initial_user?: string;
  readonly initial_users?: readonly string[];
  readonly initial_conversation?: string;
  readonly initial_conversations?: readonly string[];
  readonly initial_channel?: string;
  readonly initial_channels?: readonly string[];
  readonly initial_date?: string;
  readonly initial_time?: string;
  readonly initial_date_time?: number;
}

/** An element's entry in `view.state.values`. */
export interface State {
  readonly value?: string | null;
  readonly selected_option?: Option | null;
  readonly selected_options?: readonly Option[];
  readonly selected_user?: string | null;
  readonly selected_users?: readonly string[];
  readonly selected_conversation?: string | null;
  readonly selected_conversations?: readonly string[];
  readonly selected_channel?: string | null;
  readonly selected_channels?: readonly string[];
  readonly selected_date?: string | null;
  readonly selected_time?: string | null;
  readonly selected_date_time?: number | null;
}

export interface Styled {
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly strike?: boolean;
  readonly code?: boolean;
}

export interface RichPiece {
  readonly type: string;
  readonly text?: string;
  readonly url?: string;
  readonly name?: string;
  readonly user_id?: string;
  readonly channel_id?: string;
  readonly usergroup_id?: string;
  readonly range?: string;
  readonly timestamp?: number;
  readonly format?: string;
  readonly style?: Styled;
}

export interface RichPart {
  readonly type: 'rich_text_section' | 'rich_text_list' | 'rich_text_preformatted' | 'rich_text_quote';
  readonly style?: 'bullet' | 'ordered';
  readonly indent?: number;
  readonly elements: readonly (RichPiece & { readonly elements?: readonly RichPiece[] })[];
}

export interface InputBlock {
  readonly type: 'input';
  readonly block_id: string;
  readonly label: Text;
  readonly hint?: Text;
  readonly optional?: boolean;
  readonly dispatch_action?: boolean;
  readonly element: Element;
}

export type Block =
  | {
      readonly type: 'section';
      readonly block_id?: string;
      readonly text?: Text;
      readonly fields?: readonly Text[];
      readonly accessory?: Element | Picture;
    }
  | { readonly type: 'context'; readonly block_id?: string; readonly elements: readonly (Text | Picture)[] }
  | { readonly type: 'actions'; readonly block_id?: string; readonly elements: readonly Element[] }
  | { readonly type: 'divider'; readonly block_id?: string }
  | { readonly type: 'header'; readonly block_id?: string; readonly text: Text }
  | {
      readonly type: 'image';
      readonly block_id?: string;
      readonly image_url?: string;
      readonly slack_file?: SlackFile;
      readonly alt_text?: string;
      readonly title?: Text;
    }
  | { readonly type: 'rich_text'; readonly block_id?: string; readonly elements: readonly RichPart[] }
  | { readonly type: 'markdown'; readonly block_id?: string; readonly text: string }
  | InputBlock;

export type SeenMessage = Omit<Message, 'blocks'> & { readonly blocks: readonly Block[] };

export interface Modal {
  readonly type: string;
  readonly title: Text;
  readonly submit?: Text;
  readonly close?: Text;
  readonly blocks: readonly Block[];
}

export type SeenView = Omit<View, 'payload' | 'values'> & {
  readonly payload: Modal;
  readonly values: Readonly<Record<string, Readonly<Record<string, State>>>>;
};
