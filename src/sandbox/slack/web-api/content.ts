import { lengthOf, objectionsToBlocks } from '../block-kit/surfaces.ts';
import type { Json } from '../contract.ts';
import { withIds } from '../elements.ts';
import { asJsons, asText, isJson } from '../json.ts';
import type { World } from '../world.ts';
import { type Answer, objected, refused } from './method.ts';
import { objectionsToFiles } from './shown-files.ts';

export interface Content {
  readonly text: string;
  readonly blocks: readonly Json[];
  readonly metadata?: Json;
  /** Slack cut the text. */
  readonly isTruncated: boolean;
}

// https://docs.slack.dev/reference/methods/chat.postMessage#truncating
const LONGEST_TEXT = 40_000;
// Undocumented, measured: https://github.com/slackapi/bolt-js/issues/2509
const LONGEST_BLOCKS = 13_200;
// https://docs.slack.dev/reference/methods/chat.postMessage: 100 attachments
const MOST_ATTACHMENTS = 100;
// Undocumented for posting; https://docs.slack.dev/reference/methods/chat.postMessage names `metadata_too_large`
const LARGEST_METADATA = 8_000;

/** The text, blocks and metadata of a message, or Slack's refusal of them. */
export function contentOf(args: Json, world: World): Content | Answer {
  const text = asText(args.text);
  const blocks = args.blocks ?? [];
  const refusal =
    blocksRefused(blocks, world) ?? attachmentsRefused(args.attachments) ?? metadataRefused(args.metadata);
  if (refusal) return refusal;
  const isEmpty = text === '' && asJsons(blocks).length === 0 && asJsons(args.attachments).length === 0;
  if (isEmpty) return refused('no_text');
  return {
    text: [...text].slice(0, LONGEST_TEXT).join(''),
    blocks: withIds(asJsons(blocks)),
    ...(isKept(args.metadata) && { metadata: args.metadata }),
    isTruncated: text.length > LONGEST_TEXT,
  };
}

export const isRefused = (result: Content | Answer): result is Answer => 'ok' in result;

/**
 * Slack drops metadata, without a word, whose type has other than letters, digits, `_` and `-`:
 * https://github.com/slackapi/bolt-python/issues/863
 */
const isKept = (metadata: unknown): metadata is Json =>
  isJson(metadata) && /^[\w-]+$/.test(asText(metadata.event_type));

function blocksRefused(blocks: unknown, world: World): Answer | undefined {
  if (!Array.isArray(blocks)) return refused('invalid_blocks_format');
  const objections = [...objectionsToBlocks(blocks), ...objectionsToFiles(blocks, world)];
  if (objections.length > 0) return { ...objected('invalid_blocks', objections), errors: objections };
  return lengthOf(blocks) > LONGEST_BLOCKS ? refused('msg_blocks_too_long') : undefined;
}

function attachmentsRefused(attachments: unknown): Answer | undefined {
  if (attachments === undefined) return undefined;
  if (!Array.isArray(attachments)) return refused('invalid_attachments');
  return attachments.length > MOST_ATTACHMENTS ? refused('too_many_attachments') : undefined;
}

/** https://docs.slack.dev/messaging/message-metadata: an `event_type` and an `event_payload`, both required */
function metadataRefused(metadata: unknown): Answer | undefined {
  if (metadata === undefined || (isJson(metadata) && Object.keys(metadata).length === 0)) return undefined;
  if (!isJson(metadata)) return refused('invalid_metadata_format');
  if (typeof metadata.event_type !== 'string' || metadata.event_type === '') return refused('invalid_metadata_format');
  if (!isJson(metadata.event_payload)) return refused('invalid_metadata_format');
  return JSON.stringify(metadata).length > LARGEST_METADATA ? refused('metadata_too_large') : undefined;
}
