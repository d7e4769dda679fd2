import type { Json } from '../contract.ts';
import { asFlag, asText } from '../json.ts';
import { messageJson } from '../slack-json.ts';
import { normalTs, type Ts } from '../timestamps.ts';
import type { World } from '../world.ts';
import { type Answer, done, type Methods, refused } from './method.ts';
import { cursorAt, limitOf, pageOf, placeOf } from './paging.ts';
import { isAnswer, toRead } from './reach.ts';

// Each: https://docs.slack.dev/reference/methods, and the page of its name below it.
export const historyMethods: Methods = {
  'conversations.history': { tier: 3, needs: ['channel'], run: history },
  'conversations.replies': { tier: 3, needs: ['channel', 'ts'], run: replies },
};

function history(args: Json, world: World): Answer {
  const conversation = toRead(world, asText(args.channel), 'history');
  if (isAnswer(conversation)) return conversation;
  if (!world.conversations.has(conversation, world.people.bot.id)) return refused('not_in_channel');
  const bounds = boundsOf(args);
  if (bounds.refused) return refused(bounds.refused);
  const before = args.cursor ? placeOf(asText(args.cursor)) : undefined;
  if (args.cursor && !before) return refused('invalid_cursor');

  const range = { ...bounds, inclusive: asFlag(args.inclusive), before, limit: limitOf(args, 100, 999) };
  const { messages, more } = world.messages.page(conversation.id, range);
  const next = more ? cursorAt(messages.at(-1)?.ts ?? '') : '';
  return done({
    messages: messages.map((message) => messageJson(world, message, asFlag(args.include_all_metadata))),
    has_more: more,
    pin_count: 0,
    ...(next && { response_metadata: { next_cursor: next } }),
  });
}

function boundsOf({ oldest, latest }: Json): { oldest?: Ts; latest?: Ts; refused?: string } {
  const [from, to] = [oldest, latest].map((each) =>
    each === undefined || each === '' ? undefined : (normalTs(String(each)) ?? 'invalid'),
  );
  if (from === 'invalid') return { refused: 'invalid_ts_oldest' };
  if (to === 'invalid') return { refused: 'invalid_ts_latest' };
  return { oldest: from, latest: to };
}

/** The parent comes first, on the first page; then its replies, oldest first. */
function replies(args: Json, world: World): Answer {
  const conversation = toRead(world, asText(args.channel), 'history');
  if (isAnswer(conversation)) return conversation;
  if (!world.conversations.has(conversation, world.people.bot.id)) return refused('not_in_channel');
  const asked = world.messages.find(conversation.id, normalTs(asText(args.ts)) ?? '');
  const parent = asked?.threadTs ? world.messages.find(conversation.id, asked.threadTs) : asked;
  if (!parent) return refused('thread_not_found');
  const bounds = boundsOf(args);
  if (bounds.refused) return refused(bounds.refused);

  const { oldest, latest } = bounds;
  const isBound = (ts: Ts) => asFlag(args.inclusive) && (ts === oldest || ts === latest);
  const isWithin = ({ ts }: { ts: Ts }) => isBound(ts) || ((!oldest || ts > oldest) && (!latest || ts < latest));
  const list = [parent, ...world.messages.replies(conversation.id, parent.ts).filter(isWithin)];
  const found = pageOf(list, args, 1000, 1000);
  if (!found) return refused('invalid_cursor');
  return done({
    messages: found.page.map((message) => messageJson(world, message, asFlag(args.include_all_metadata))),
    has_more: found.next !== '',
    ...(found.next && { response_metadata: { next_cursor: found.next } }),
  });
}
