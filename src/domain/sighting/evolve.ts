import { assertNever } from '../result.ts';
import type { SightingEvent } from './events.ts';
import type { Sighting } from './types.ts';

/** Folds a sighting's events, oldest first. `undefined` when there are none. */
export function foldSighting(key: string, events: Iterable<SightingEvent>): Sighting | undefined {
  let sighting: Sighting | undefined;
  for (const event of events) sighting = evolve(key, sighting, event);
  return sighting;
}

function evolve(key: string, before: Sighting | undefined, event: SightingEvent): Sighting {
  if (event.type === 'SightingRecorded') {
    const { seen, fingerprint, judgeAt, at } = event;
    return { key, seen, fingerprint, judgeAt, recordedAt: at, state: 'waiting' };
  }
  if (!before) throw new Error(`${key} begins with ${event.type}`);
  const { at } = event;
  switch (event.type) {
    case 'SightingMatched':
      return { ...before, state: 'matched', change: { key: event.change, id: event.id } };
    case 'SightingFoundNormal':
      return { ...before, state: 'normal', normal: { reference: event.reference, approvedBy: event.approvedBy } };
    case 'SightingFoundUndeclared':
      return { ...before, state: 'open', asked: { at, answerBy: event.answerBy, who: event.who } };
    case 'SightingAsked':
      return { ...before, message: { channel: event.channel, ts: event.ts } };
    case 'SightingDeclared': {
      const { by, change, id } = event;
      return { ...before, state: 'answered', answer: { how: 'declared', by, at, change, id } };
    }
    case 'SightingLinked':
      return { ...before, state: 'answered', answer: { how: 'linked', by: event.by, at, reference: event.reference } };
    case 'SightingExplained':
      return { ...before, state: 'answered', answer: { how: 'explained', by: event.by, at, text: event.text } };
    default:
      return assertNever(event);
  }
}
