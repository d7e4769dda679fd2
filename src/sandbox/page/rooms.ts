import type { SeenMessage } from './kit/kit.ts';

/** What the page knows of one conversation: the newest messages as they change, older ones as they were when asked for. */
export interface Room {
  /** Oldest first, threads included. */
  readonly messages: readonly SeenMessage[];
  /** Nothing is missing from this `ts` on; what is older are the beginnings of threads. Absent: nothing is missing at all. */
  readonly since?: string;
}

export const EMPTY: Room = { messages: [] };

/** The newest page was sent again. What it pushed out stays known, unless too much came at once to close the gap. */
export function withLatest(before: Room, latest: readonly SeenMessage[], since: string | undefined): Room {
  const isJoined = since !== undefined && before.messages.some(({ ts }) => ts >= since);
  if (!isJoined) return room(latest, since);
  const kept = before.messages.filter(({ ts }) => ts < since);
  const isLonger = before.since === undefined || before.since < since;
  return room([...kept, ...latest], isLonger ? before.since : since);
}

export function withOlder(before: Room, older: readonly SeenMessage[], since: string | undefined): Room {
  return room([...older, ...before.messages], since);
}

function room(messages: readonly SeenMessage[], since: string | undefined): Room {
  const byTs = new Map(messages.map((message) => [message.ts, message]));
  const sorted = [...byTs.values()].sort((a, b) => (a.ts < b.ts ? -1 : 1));
  return { messages: sorted, ...(since !== undefined && { since }) };
}
