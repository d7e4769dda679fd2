import {
  boxOption,
  confirm,
  id,
  initialIsOffered,
  option,
  optionGroup,
  optionsOrGroups,
  overflowOption,
  placeholder,
  plainText,
  slackFile,
  url,
} from './objects.ts';
import {
  anything,
  type Check,
  fine,
  flag,
  integer,
  list,
  object,
  oneOf,
  pattern,
  problem,
  type Rule,
  text,
} from './schema.ts';

type Checks = Readonly<Record<string, Check>>;

// Each: https://docs.slack.dev/reference/block-kit/block-elements, and the page of its name below it.
const common = { action_id: id, confirm, focus_on_load: flag };
const asked = { ...common, placeholder };
const ids = list(id, { max: 100 });
const many = { max_selected_items: integer(1) };
const perhapsText = text({ max: 3000 });
const date = pattern(/^\d{4}-\d\d-\d\d$/, 'must be a valid date in the format YYYY-MM-DD');
const time = pattern(/^\d\d:\d\d$/, 'must be a valid time in the format HH:mm');

const options = list(option, { min: 1, max: 100 });
const choices = { options, option_groups: list(optionGroup, { min: 1, max: 100 }) };
const boxes = list(boxOption, { min: 1, max: 10 });

export const button: Checks = {
  button: object(
    { text: plainText(75) },
    {
      action_id: id,
      confirm,
      url,
      value: text({ max: 2000 }),
      style: oneOf('primary', 'danger'),
      accessibility_label: text({ max: 75 }),
    },
  ),
  workflow_button: object(
    { text: plainText(75), workflow: anything, action_id: id },
    { style: oneOf('primary', 'danger'), accessibility_label: text({ max: 75 }) },
  ),
};

// At most 5. One is enough since 2019: https://github.com/yhatt/jsx-slack/issues/85
export const overflow: Checks = {
  overflow: object({ options: list(overflowOption, { min: 1, max: 5 }) }, { action_id: id, confirm }),
};

export const image: Checks = {
  image: object({ alt_text: text({ min: 1, max: 2000 }) }, { image_url: url, slack_file: slackFile }, hasSource),
};

/** "You must provide either an image_url or slack_file." */
export function hasSource(...[element, at]: Parameters<Rule>): ReturnType<Rule> {
  const isThere = element.image_url !== undefined || element.slack_file !== undefined;
  return isThere ? fine : problem('missing required field: image_url', at);
}

export const selects: Checks = {
  static_select: object({}, { ...asked, ...choices, initial_option: option }, optionsOrGroups, initialIsOffered),
  external_select: object({}, { ...asked, initial_option: option, min_query_length: integer() }),
  users_select: object({}, { ...asked, initial_user: id }),
  channels_select: object({}, { ...asked, initial_channel: id, response_url_enabled: flag }),
  conversations_select: object(
    {},
    {
      ...asked,
      initial_conversation: id,
      default_to_current_conversation: flag,
      response_url_enabled: flag,
      filter: anything,
    },
  ),
};

export const multiSelects: Checks = {
  multi_static_select: object(
    {},
    { ...asked, ...many, ...choices, initial_options: list(option, { max: 100 }) },
    optionsOrGroups,
    initialIsOffered,
  ),
  multi_external_select: object(
    {},
    { ...asked, ...many, initial_options: list(option, { max: 100 }), min_query_length: integer() },
  ),
  multi_users_select: object({}, { ...asked, ...many, initial_users: ids }),
  multi_channels_select: object({}, { ...asked, ...many, initial_channels: ids }),
  multi_conversations_select: object(
    {},
    { ...asked, ...many, initial_conversations: ids, default_to_current_conversation: flag, filter: anything },
  ),
};

export const pickers: Checks = {
  datepicker: object({}, { ...asked, initial_date: date }),
  timepicker: object({}, { ...asked, initial_time: time, timezone: text() }),
};

/** Not for sections. */
export const momentPicker: Checks = {
  datetimepicker: object({}, { ...common, initial_date_time: integer(1_000_000_000, 9_999_999_999) }),
};

export const groups: Checks = {
  checkboxes: object({ options: boxes }, { ...common, initial_options: boxes }, initialIsOffered),
  radio_buttons: object({ options: boxes }, { ...common, initial_option: boxOption }, initialIsOffered),
};

const typed = {
  action_id: id,
  placeholder,
  focus_on_load: flag,
  dispatch_action_config: object(
    {},
    { trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), { min: 1, max: 2 }) },
  ),
};

const lengths: Rule = ({ min_length: min, max_length: max }, at) =>
  typeof min === 'number' && typeof max === 'number' && min > max
    ? problem('must be less than or equal to `max_length`', `${at}/min_length`)
    : fine;

export const inputs: Checks = {
  plain_text_input: object(
    {},
    {
      ...typed,
      initial_value: perhapsText,
      multiline: flag,
      min_length: integer(0, 3000),
      max_length: integer(1, 3000),
    },
    lengths,
  ),
  email_text_input: object({}, { ...typed, initial_value: perhapsText }),
  url_text_input: object({}, { ...typed, initial_value: perhapsText }),
  number_input: object(
    { is_decimal_allowed: flag },
    { ...typed, initial_value: text(), min_value: text(), max_value: text() },
  ),
  rich_text_input: object({}, { ...typed, initial_value: anything }),
  file_input: object({}, { action_id: id, filetypes: anything, max_files: integer(1, 10) }),
};
