import type { Json } from '../contract.ts';
import { asJsons } from '../json.ts';
import {
  button,
  groups,
  hasSource,
  image,
  inputs,
  momentPicker,
  multiSelects,
  overflow,
  pickers,
  selects,
} from './elements.ts';
import { eitherText, id, plainText, richText, slackFile, url } from './objects.ts';
import { anything, byType, type Check, fine, flag, list, object, problem, type Rule, text } from './schema.ts';

type Checks = Readonly<Record<string, Check>>;

// Each: https://docs.slack.dev/reference/block-kit/blocks, and the page of its name below it.
const block = (needed: Checks, allowed: Checks = {}, ...rules: readonly Rule[]): Check =>
  object(needed, { block_id: id, ...allowed }, ...rules);

const accessory = byType({ ...button, ...overflow, ...image, ...selects, ...multiSelects, ...pickers, ...groups });

const textOrFields: Rule = (section, at) =>
  section.text === undefined && section.fields === undefined ? problem('missing required field: text', at) : fine;

/** https://docs.slack.dev/reference/block-kit/block-elements: an action_id is unique within its block. */
const actionIds: Rule = (actions, at) => {
  const elements = asJsons(actions.elements);
  const known = elements.map((element) => element.action_id);
  return elements.flatMap((element: Json, index) =>
    element.action_id !== undefined && known.indexOf(element.action_id) < index
      ? problem(`\`action_id\` "${String(element.action_id)}" already exists`, `${at}/elements/${index}/action_id`)
      : fine,
  );
};

const inputElement = byType({ ...selects, ...multiSelects, ...pickers, ...momentPicker, ...groups, ...inputs });
const action = byType({
  ...button,
  ...overflow,
  ...selects,
  ...multiSelects,
  ...pickers,
  ...momentPicker,
  ...groups,
  rich_text_input: inputs.rich_text_input ?? anything,
});

const everywhere: Checks = {
  section: block(
    {},
    { text: richText(3000), fields: list(richText(2000), { min: 1, max: 10 }), accessory, expand: flag },
    textOrFields,
  ),
  header: block({ text: plainText(150) }),
  divider: block({}),
  image: block(
    { alt_text: text({ min: 1, max: 2000 }) },
    { image_url: url, slack_file: slackFile, title: plainText(2000) },
    hasSource,
  ),
  context: block({ elements: list(byType({ ...eitherText, ...image }), { min: 1, max: 10 }) }),
  actions: block({ elements: list(action, { min: 1, max: 25 }) }, {}, actionIds),
  input: block(
    { label: plainText(2000), element: inputElement },
    { hint: plainText(2000), optional: flag, dispatch_action: flag },
  ),
  rich_text: block({ elements: list(anything, { max: 1000 }) }),
  video: block(
    { alt_text: text(), title: plainText(200), thumbnail_url: url, video_url: url },
    {
      author_name: text({ max: 49 }),
      description: plainText(200),
      provider_icon_url: url,
      provider_name: text(),
      title_url: url,
    },
  ),
};

export const messageBlock = byType({
  ...everywhere,
  file: block({ external_id: text(), source: text() }),
  markdown: block({ text: text({ min: 1, max: 12_000 }) }),
  table: block({ rows: list(anything, { min: 1, max: 100 }) }, { column_settings: anything }),
});

export const modalBlock = byType(everywhere);
