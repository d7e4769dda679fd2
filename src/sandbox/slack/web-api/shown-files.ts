import type { Json } from '../contract.ts';
import { asJson, asJsons, asText, isJson } from '../json.ts';
import type { World } from '../world.ts';

const PICTURES = ['image/png', 'image/jpeg', 'image/gif'];

/** "This file must be an image", the bot must have access to it, and Slack must be done looking at it. */
export function objectionsToFiles(blocks: unknown, world: World): readonly string[] {
  return asJsons(blocks).flatMap((block, index) =>
    picturesOf(block)
      .filter(({ slack_file: file }) => isJson(file) && !isShowable(file, world))
      .map(() => `invalid slack file [json-pointer:/blocks/${index}/slack_file]`),
  );
}

const picturesOf = (block: Json): readonly Json[] =>
  [block, asJson(block.accessory), ...asJsons(block.elements)].filter(({ type }) => type === 'image');

const isShowable = ({ id, url }: Json, world: World): boolean =>
  PICTURES.includes(world.files.usable(asText(id) || asText(url))?.mimetype ?? '');
