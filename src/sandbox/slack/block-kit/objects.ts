import { asJsons, asText } from '../json.ts';
import {
  allSchemas,
  byType,
  type Check,
  fine,
  flag,
  list,
  object,
  oneOf,
  pattern,
  problem,
  type Rule,
  text,
} from './schema.ts';

// https://docs.slack.dev/reference/block-kit/composition-objects/text-object: 1 to 3000 characters
const plain = (max: number): Check => object({ text: text({ min: 1, max }) }, { emoji: flag });
const mrkdwn = (max: number): Check => object({ text: text({ min: 1, max }) }, { verbatim: flag });

export const plainText = (max: number): Check => allSchemas(byType({ plain_text: plain(max) }));
export const richText = (max: number): Check => allSchemas(byType({ plain_text: plain(max), mrkdwn: mrkdwn(max) }));
/** Where images may stand between texts, Slack names only what is wrong. */
export const eitherText = { plain_text: plain(3000), mrkdwn: mrkdwn(3000) };

// https://docs.slack.dev/reference/block-kit/blocks: block_id, and block-elements: action_id
export const id: Check = text({ min: 1, max: 255 });
const urlText = text({ min: 1, max: 3000 });
export const url: Check = (value, at) => {
  const problems = urlText(value, at);
  return problems.length > 0 || URL.canParse(String(value)) ? problems : problem('must be a valid URL', at);
};
export const placeholder = plainText(150);

// https://docs.slack.dev/reference/block-kit/composition-objects/option-object
const optionWith = (label: Check, more: Readonly<Record<string, Check>> = {}): Check =>
  object({ text: label, value: text({ min: 1, max: 150 }) }, { description: plainText(75), ...more });

export const option = optionWith(plainText(75));
/** Radio buttons and checkboxes: mrkdwn is allowed too. */
export const boxOption = object(
  { text: richText(75), value: text({ min: 1, max: 150 }) },
  { description: richText(75) },
);
export const overflowOption = optionWith(plainText(75), { url });

// https://docs.slack.dev/reference/block-kit/composition-objects/option-group-object
export const optionGroup = object({ label: plainText(75), options: list(option, { max: 100 }) });

// https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object
export const confirm = object(
  { title: plainText(100), text: richText(300), confirm: plainText(30), deny: plainText(30) },
  { style: oneOf('primary', 'danger') },
);

/** https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element: one of the two, never both */
export const optionsOrGroups: Rule = ({ options, option_groups: groups }, at) =>
  (options === undefined) === (groups === undefined)
    ? problem('must define either `options` or `option_groups`', at)
    : fine;

/** The same page: an initial option must match one of the options. */
export const initialIsOffered: Rule = (element, at) => {
  const groups = asJsons(element.option_groups).flatMap((group) => asJsons(group.options));
  const values = [...asJsons(element.options), ...groups].map(({ value }) => value);
  const initial = [...asJsons([element.initial_option]), ...asJsons(element.initial_options)];
  const strange = initial.filter(({ value }) => !values.includes(value));
  const field = element.initial_option ? 'initial_option' : 'initial_options';
  return strange.flatMap(({ value }) => problem(`no matching option for value: ${asText(value)}`, `${at}/${field}`));
};

/** https://docs.slack.dev/reference/block-kit/composition-objects/slack-file-object: an id or a URL, never both */
export const slackFile = object(
  {},
  { url, id: pattern(/^F[A-Z0-9]{8,}$/, 'input must match regex pattern: ^[F][A-Z0-9]{8,}$') },
  ({ id: fileId, url: address }, at) =>
    (fileId === undefined) === (address === undefined) ? problem('must define either `id` or `url`', at) : fine,
);
