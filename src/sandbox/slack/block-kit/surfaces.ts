import { asJsons, asText, isJson } from '../json.ts';
import { messageBlock, modalBlock } from './blocks.ts';
import { option, optionGroup, plainText } from './objects.ts';
import { byType, fine, flag, inWords, list, object, type Problem, problem, type Rule, text } from './schema.ts';

/** https://docs.slack.dev/reference/block-kit/blocks: a block_id is unique within its message or view. */
function blockIds(blocks: unknown, at: string): readonly Problem[] {
  const ids = asJsons(blocks).map((block) => block.block_id);
  return ids.flatMap((id, index) =>
    id !== undefined && ids.indexOf(id) < index
      ? problem(`\`block_id\` "${String(id)}" already exists`, `${at}/${index}/block_id`)
      : fine,
  );
}

/** What Slack says against the blocks of a message: at most 50. https://docs.slack.dev/reference/block-kit/blocks */
export function objectionsToBlocks(blocks: unknown): readonly string[] {
  const check = list(messageBlock, { max: 50 });
  return [...check(blocks, '/blocks'), ...blockIds(blocks, '/blocks')].map(inWords);
}

/** https://docs.slack.dev/reference/views/modal-views: "submit is required when an input block is within the blocks" */
const submitForInputs: Rule = (view, at) => {
  const index = asJsons(view.blocks).findIndex((block) => block.type === 'input');
  return index < 0 || view.submit !== undefined
    ? fine
    : problem('must define `submit` to use `input` block', `${at}/blocks/${index}/input`);
};

const distinctBlocks: Rule = (view, at) => blockIds(view.blocks, `${at}/blocks`);

// `submit_disabled` is for configuration modals alone: https://github.com/nicklambourne/slackblocks/issues/36
const modal = object(
  { title: plainText(24), blocks: list(modalBlock, { max: 100 }) },
  {
    close: plainText(24),
    submit: plainText(24),
    private_metadata: text({ max: 3000 }),
    callback_id: text({ max: 255 }),
    external_id: text({ max: 255 }),
    clear_on_close: flag,
    notify_on_close: flag,
  },
  submitForInputs,
  distinctBlocks,
);

/** What Slack says against a modal: https://docs.slack.dev/reference/views/modal-views */
export const objectionsToView = (view: unknown): readonly string[] => byType({ modal })(view, '/view').map(inWords);

// https://docs.slack.dev/reference/views/home-tab-views
const home = object(
  { blocks: list(modalBlock, { max: 100 }) },
  { private_metadata: text({ max: 3000 }), callback_id: text({ max: 255 }), external_id: text({ max: 255 }) },
  distinctBlocks,
);

/** What Slack says against a Home tab: https://docs.slack.dev/reference/views/home-tab-views */
export const objectionsToHome = (view: unknown): readonly string[] => byType({ home })(view, '/view').map(inWords);

/** https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#external_select: at most 100 */
export function objectionsToOptions(answer: unknown): readonly string[] {
  const choices = { options: list(option, { max: 100 }), option_groups: list(optionGroup, { max: 100 }) };
  const problems = object({}, choices)(answer, '');
  const isAnswered = isJson(answer) && (answer.options ?? answer.option_groups) !== undefined;
  return (isAnswered ? problems : problem('missing required field: options', '')).map(inWords);
}

/** Every text a reader sees in the blocks, in characters. */
export function lengthOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + lengthOf(each), 0);
  if (!isJson(value)) return 0;
  const own = [...asText(value.text)].length;
  return Object.values(value).reduce((sum: number, each) => sum + lengthOf(each), own);
}
