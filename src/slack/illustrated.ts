import type { ImageBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { WebAPIPlatformError } from '@slack/web-api';
import { PermanentFailure, TransientFailure } from '../app/errors.ts';
import type { Log } from '../app/log.ts';
import type { Delivery, Picture } from '../app/outside-ports.ts';
import type { Message } from './blocks.ts';
import { uploadFile } from './files.ts';
import type { Place } from './post.ts';
import { postOnce } from './post.ts';
import { clip } from './text.ts';

/** How often a message waits for its picture, and how long each time (ms): Slack looks at a file before it shows it. */
const TRIES = 3;
const WAIT = 4_000;

/** The block that shows a picture, or nothing where there is none: the message has to say all of it in words too. */
export type PictureBlock = readonly ImageBlock[];

export interface Illustrated {
  readonly draw: () => Promise<Picture>;
  readonly message: (picture: PictureBlock) => Message;
}

type PostIllustrated = (
  place: Place,
  illustrated: Illustrated,
  delivery: Delivery,
) => Promise<{ channel: string; ts: string; picture?: string | undefined }>;

/**
 * Posts a message with a picture in it, once. What cannot be drawn or brought to Slack is left out: the words go out all
 * the same. @throws PermanentFailure, TransientFailure; also while Slack still looks at the picture, for a short while
 */
export function illustratedPosts(client: WebClient, log: Log): PostIllustrated {
  /** Pictures brought to Slack and not yet shown, by the delivery they belong to. */
  const waiting = new Map<string, { readonly block: PictureBlock; readonly tries: number }>();

  return async (place, { draw, message }, delivery) => {
    const { key } = delivery;
    const picture = waiting.get(key) ?? { block: await bring(draw, key), tries: 0 };
    try {
      const posted = await postOnce(client, place, message(picture.block), delivery);
      waiting.delete(key);
      return { ...posted, picture: idOf(picture.block) };
    } catch (cause) {
      if (picture.block.length === 0 || !isNotShown(cause)) throw cause;
      const tries = picture.tries + 1;
      waiting.set(key, { block: tries < TRIES ? picture.block : [], tries });
      throw new TransientFailure('Slack does not show the picture yet', { cause, certain: true, retryAfter: WAIT });
    }
  };

  async function bring(draw: Illustrated['draw'], key: string): Promise<PictureBlock> {
    try {
      const { alt, ...file } = await draw();
      const id = await uploadFile(client, file);
      return pictureBlock(id, alt);
    } catch (cause) {
      log.warn({ err: cause, delivery: key }, 'a picture was left out of its message');
      return [];
    }
  }
}

/** A picture that is in Slack already, by its id there. */
export const pictureBlock = (id: string, alt: string): PictureBlock => [
  { type: 'image', slack_file: { id }, alt_text: clip(alt, 2000), block_id: `picture.${id}` },
];

const idOf = ([block]: PictureBlock): string | undefined =>
  block && 'slack_file' in block && block.slack_file && 'id' in block.slack_file ? block.slack_file.id : undefined;

/** https://docs.slack.dev/reference/block-kit/composition-objects/slack-file-object: refused as blocks that are wrong. */
const isNotShown = (cause: unknown): boolean =>
  cause instanceof PermanentFailure &&
  cause.cause instanceof WebAPIPlatformError &&
  cause.cause.data.error === 'invalid_blocks';
