import type { Json, SharedFile, StoredFile } from '../contract.ts';
import { withIds } from '../elements.ts';
import { asJsons, asText } from '../json.ts';
import { fileJson } from '../slack-json.ts';
import type { World } from '../world.ts';
import { type Answer, done, type Methods, objected, refused } from './method.ts';
import { isAnswer, toPost } from './reach.ts';
import { threadOf } from './thread.ts';

const scopes = ['files:write'];

// Each: https://docs.slack.dev/reference/methods, and the page of its name below it.
export const fileMethods: Methods = {
  'files.getUploadURLExternal': { tier: 4, scopes, needs: ['filename', 'length'], run: getUrl },
  'files.completeUploadExternal': { tier: 4, scopes, needs: ['files'], run: complete },
};

function getUrl(args: Json, world: World): Answer {
  const length = Number(args.length);
  if (!Number.isInteger(length) || length < 0) return objected('invalid_arguments', ['must provide a number']);
  // "Typically only occurs when the `length` provided is 0."
  if (length === 0) return refused('missing_argument');
  const { id, url } = world.files.reserve(asText(args.filename), length);
  return done({ upload_url: url, file_id: id });
}

/** "If the channel_id is not specified, the file will remain private." "This method can only be called once." */
function complete(args: Json, world: World): Answer {
  const wanted = asJsons(args.files);
  if (wanted.length === 0) return objected('invalid_arguments', ['must provide at least 1 items']);
  const place = placeOf(args, world);
  if (place && 'ok' in place) return place;
  if (wanted.some(({ id }) => !world.files.isWaiting(asText(id)))) return refused('file_not_found');

  const files = wanted.flatMap(({ id, title }) => world.files.complete(asText(id), asText(title)) ?? []);
  if (place) share(world, place, args, files);
  return done({ files: files.map((file) => fileJson(world, file)) });
}

interface Place {
  readonly channel: string;
  readonly threadTs?: string | undefined;
}

function placeOf({ channel_id: id, thread_ts: ts }: Json, world: World): Place | Answer | undefined {
  if (id === undefined || id === '') return undefined;
  const conversation = toPost(world, asText(id));
  if (isAnswer(conversation)) return conversation;
  const thread = threadOf(world, conversation.id, ts);
  return thread.refused ? refused(thread.refused) : { channel: conversation.id, threadTs: thread.ts };
}

/** "If the initial_comment field is provided, the blocks field is ignored." */
function share(world: World, { channel, threadTs }: Place, args: Json, files: readonly StoredFile[]): void {
  const text = asText(args.initial_comment);
  const blocks = text ? [] : withIds(asJsons(args.blocks));
  const author = { channel, ts: world.nextTs(), user: world.people.bot.id };
  const shown = files.map(({ bytes: _kept, ...facts }): SharedFile => facts);
  world.messages.add({ ...author, text, blocks, files: shown, ...(threadTs && { threadTs }) });
}
