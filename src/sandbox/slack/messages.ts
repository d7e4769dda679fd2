import type { Changes } from './changes.ts';
import type { Message } from './contract.ts';
import type { Ts } from './timestamps.ts';

export interface Range {
  readonly oldest?: Ts;
  readonly latest?: Ts;
  readonly inclusive?: boolean;
  /** Pages go backwards from the newest; `before` is where the page before ended. */
  readonly before?: Ts;
  readonly limit: number;
}

interface Shelf {
  readonly byTs: Map<Ts, Message>;
  readonly all: Ts[];
  readonly topLevel: Ts[];
  readonly threads: Map<Ts, Ts[]>;
  readonly ephemeral: Map<Ts, Message>;
}

export interface Messages {
  readonly add: (message: Message, broadcast?: boolean) => Message;
  readonly replace: (message: Message) => Message;
  readonly remove: (message: Message) => void;
  readonly find: (channel: string, ts: Ts) => Message | undefined;
  readonly findEphemeral: (channel: string, ts: Ts) => Message | undefined;
  /** Oldest first, threads included, ephemeral ones excluded. */
  readonly all: (channel: string) => readonly Message[];
  /** The last `most` of all before `before`, oldest first. */
  readonly latest: (channel: string, most: number, before?: Ts) => readonly Message[];
  readonly topLevel: (channel: string) => readonly Message[];
  readonly replies: (channel: string, threadTs: Ts) => readonly Message[];
  readonly replyCount: (channel: string, threadTs: Ts) => number;
  readonly ephemeral: (channel: string, userId: string) => readonly Message[];
  /** Newest first, top level only. */
  readonly page: (channel: string, range: Range) => { readonly messages: readonly Message[]; readonly more: boolean };
}

/** Appending and finding do not depend on how many messages there are. */
export function messages(tell: Changes['tell']): Messages {
  const shelves = new Map<string, Shelf>();
  const shelf = (channel: string): Shelf => {
    const known = shelves.get(channel) ?? emptyShelf();
    shelves.set(channel, known);
    return known;
  };
  const tellOf = (message: Message) =>
    tell({ kind: 'message', channel: message.channel, user: message.ephemeralFor ?? message.user });
  const read = (channel: string, list: readonly Ts[]) => list.flatMap((ts) => shelf(channel).byTs.get(ts) ?? []);

  return {
    add: (message, broadcast = false) => {
      put(shelf(message.channel), message, broadcast);
      tellOf(message);
      return message;
    },
    replace: (message) => {
      const { ephemeral, byTs } = shelf(message.channel);
      (message.ephemeralFor ? ephemeral : byTs).set(message.ts, message);
      tellOf(message);
      return message;
    },
    remove: (message) => {
      takeOut(shelf(message.channel), message);
      tellOf(message);
    },
    find: (channel, ts) => shelf(channel).byTs.get(ts),
    findEphemeral: (channel, ts) => shelf(channel).ephemeral.get(ts),
    all: (channel) => read(channel, shelf(channel).all),
    latest: (channel, most, before) => {
      const { all } = shelf(channel);
      const end = before ? firstAt(all, before) : all.length;
      return read(channel, all.slice(Math.max(0, end - most), end));
    },
    topLevel: (channel) => read(channel, shelf(channel).topLevel),
    replies: (channel, threadTs) => read(channel, shelf(channel).threads.get(threadTs) ?? []),
    replyCount: (channel, threadTs) => shelf(channel).threads.get(threadTs)?.length ?? 0,
    ephemeral: (channel, userId) =>
      [...shelf(channel).ephemeral.values()].filter(({ ephemeralFor }) => ephemeralFor === userId),
    page: (channel, range) => {
      const { list, more } = slice(shelf(channel).topLevel, range);
      return { messages: read(channel, list).toReversed(), more };
    },
  };
}

const emptyShelf = (): Shelf => ({
  byTs: new Map(),
  all: [],
  topLevel: [],
  threads: new Map(),
  ephemeral: new Map(),
});

function put(shelf: Shelf, message: Message, broadcast: boolean): void {
  if (message.ephemeralFor) {
    shelf.ephemeral.set(message.ts, message);
    return;
  }
  shelf.byTs.set(message.ts, message);
  shelf.all.push(message.ts);
  if (!message.threadTs || broadcast) shelf.topLevel.push(message.ts);
  if (message.threadTs) {
    const thread = shelf.threads.get(message.threadTs) ?? [];
    thread.push(message.ts);
    shelf.threads.set(message.threadTs, thread);
  }
}

function takeOut(shelf: Shelf, { ts, threadTs }: Message): void {
  shelf.ephemeral.delete(ts);
  shelf.byTs.delete(ts);
  for (const list of [shelf.all, shelf.topLevel, shelf.threads.get(threadTs ?? '') ?? []]) {
    const at = firstAt(list, ts);
    if (list[at] === ts) list.splice(at, 1);
  }
}

function slice(list: readonly Ts[], range: Range): { list: readonly Ts[]; more: boolean } {
  const { oldest, latest, inclusive, before, limit } = range;
  const from = oldest ? firstAt(list, oldest, !inclusive) : 0;
  const end = latest ? firstAt(list, latest, inclusive) : list.length;
  const to = Math.min(end, before ? firstAt(list, before) : end);
  return { list: list.slice(Math.max(from, to - limit), Math.max(from, to)), more: to - limit > from };
}

/** Where `ts` is or would be in a sorted list; `after` it when told so. */
function firstAt(list: readonly Ts[], ts: Ts, after = false): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const each = list[middle] ?? '';
    if (each < ts || (after && each === ts)) low = middle + 1;
    else high = middle;
  }
  return low;
}
