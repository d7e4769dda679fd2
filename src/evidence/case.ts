import { readEvent } from '../app/event-codec.ts';
import type { StoryEvent } from '../app/record.ts';
import { isChangeEvent } from '../app/record.ts';
import type { ChangeEvent } from '../domain/change/events.ts';
import { evolve, fold } from '../domain/change/evolve.ts';
import type { Change } from '../domain/change/state.ts';
import type { ChangeKey, Instant } from '../domain/change/types.ts';
import { findingsOf } from '../domain/findings/findings.ts';
import type { Finding } from '../domain/findings/types.ts';
import type { Names } from '../domain/telling.ts';

/** One event of a change with its place in the chain, and the change as it stood once it had happened. */
export interface Told {
  readonly event: ChangeEvent;
  readonly after: Change;
  readonly link: Omit<StoryEvent, 'data'>;
}

/** One change as an auditor looks at it. Nothing in it that its events do not tell. */
export interface Case {
  readonly change: Change;
  readonly story: readonly Told[];
  readonly findings: readonly Finding[];
}

export interface Judging {
  readonly asOf: Instant;
  readonly names: Names;
}

/** Reads a change's events, oldest first, and judges it at `asOf`. @throws when they tell no change */
export function caseOf(key: ChangeKey, links: readonly StoryEvent[], { asOf, names }: Judging): Case {
  const story: Told[] = [];
  for (const link of links) {
    const event = readEvent(link.schema, link.data);
    if (!isChangeEvent(event)) continue;
    const before = story.at(-1)?.after;
    const after = before ? evolve(before, event) : fold(key, [event]);
    if (after) story.push({ event, after, link });
  }
  const change = story.at(-1)?.after;
  if (!change) throw new Error(`${key} has no events`);
  const events = story.map(({ event }) => event);
  return { change, story, findings: findingsOf(change, events, asOf, names) };
}
