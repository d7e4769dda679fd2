import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEvent, SCHEMA } from '../../src/app/event-codec.ts';
import { anyOrders, live } from '../support/any-history.ts';
import { everyEvent } from '../support/every-event.ts';

describe('an event on disk', () => {
  it.each(Object.entries(everyEvent))('is read as it was written: %s', (_, event) => {
    expect(decodeEvent(SCHEMA, JSON.stringify(event))).toStrictEqual(event);
  });

  it('is read as it was written, whatever people did', () => {
    fc.assert(
      fc.property(anyOrders, (commands) => {
        const events = live(commands).at(-1)?.events ?? [];
        expect(events.map((event) => decodeEvent(SCHEMA, JSON.stringify(event)))).toEqual(events);
      }),
      { numRuns: 100 },
    );
  });

  it('is read with whatever people wrote in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (words) => {
        const event = { ...everyEvent.ChangeRejected, reason: words };
        expect(decodeEvent(SCHEMA, JSON.stringify(event))).toEqual(event);
      }),
    );
  });

  it('keeps what made somebody eligible, where it says so: older events do not', () => {
    const ground = { group: 'oncall-leads', ground: 'PagerDuty schedule “On-call leads”' };
    const told = { ...ground, source: 'pagerduty schedule', sourceId: 'PSCLEAD', at: 5 };
    for (const memberOf of [[ground], [told]]) {
      const event = { ...everyEvent.ApprovalGiven, memberOf };
      expect(decodeEvent(SCHEMA, JSON.stringify(event))).toStrictEqual(event);
    }
  });

  it.each([
    ['of a type nobody knows', '{"type":"ChangeBlessed","at":1}'],
    ['without its time', '{"type":"ChangeClosed"}'],
    ['cut short', '{"type":"ChangeClosed"'],
  ])('is never guessed at when it is %s', (_, data) => {
    expect(() => decodeEvent(SCHEMA, data)).toThrow();
  });

  it('of a time when follow-ups were free text is read as a list of one', () => {
    const { review } = everyEvent.ReviewSubmitted;
    const old = (followUps?: string) =>
      JSON.stringify({ ...everyEvent.ReviewSubmitted, review: { ...review, followUps } });
    const listed = (followUps: unknown[]) => ({ ...everyEvent.ReviewSubmitted, review: { ...review, followUps } });
    expect(decodeEvent(1, old('Ana adds the index by Friday'))).toEqual(
      listed([{ id: '1', what: 'Ana adds the index by Friday' }]),
    );
    expect(decodeEvent(1, old())).toEqual(listed([]));
    expect(decodeEvent(1, JSON.stringify(everyEvent.ChangeClosed))).toEqual(everyEvent.ChangeClosed);
  });

  it('of a newer shape asks for a newer Breakglass', () => {
    expect(() => decodeEvent(SCHEMA + 1, JSON.stringify(everyEvent.ChangeClosed))).toThrow('newer Breakglass');
  });
});
