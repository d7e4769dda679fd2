import { z } from 'zod';
import { changeFacts } from './codec/change.ts';
import { dutyFacts } from './codec/duty.ts';
import { outsideFacts } from './codec/outside.ts';
import { sightingFacts } from './codec/sighting.ts';
import { workspaceFacts } from './codec/workspace.ts';
import type { RecordedEvent } from './record.ts';

/** Version of the shapes in `codec/`. An older shape is lifted to them in `lift`, and nowhere else. */
export const SCHEMA = 2;

const event = z.discriminatedUnion('type', [
  ...changeFacts,
  ...dutyFacts,
  ...outsideFacts,
  ...sightingFacts,
  ...workspaceFacts,
]);

/** Reads an event as stored. @throws when it is none: a record that cannot be read is never guessed at. */
export const decodeEvent = (schema: number, data: string): RecordedEvent => readEvent(schema, JSON.parse(data));

/** The same for data that was parsed already. @throws when it is no event */
export const readEvent = (schema: number, data: unknown): RecordedEvent => event.parse(lift(schema, data));

function lift(schema: number, data: unknown): unknown {
  if (schema === SCHEMA) return data;
  if (schema === 1) return listedFollowUps(data);
  throw new Error(`An event of schema ${schema} was written by a newer Breakglass: update this one`);
}

/** Until schema 2 follow-ups were one free text. */
const freeFollowUps = z.looseObject({
  type: z.literal('ReviewSubmitted'),
  review: z.looseObject({ followUps: z.string().optional() }),
});

function listedFollowUps(data: unknown): unknown {
  const old = freeFollowUps.safeParse(data);
  if (!old.success) return data;
  const { followUps: what, ...review } = old.data.review;
  return { ...old.data, review: { ...review, followUps: what ? [{ id: '1', what }] : [] } };
}
