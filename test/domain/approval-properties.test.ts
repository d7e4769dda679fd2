import { describe, expect, it } from 'vitest';
import { waitingFor } from '../../src/domain/change/approve.ts';
import { decide } from '../../src/domain/change/decide.ts';
import { evolve } from '../../src/domain/change/evolve.ts';
import type { Change } from '../../src/domain/change/state.ts';
import { hasEnded, scopeOf } from '../../src/domain/change/state.ts';
import { nextTimer } from '../../src/domain/timers.ts';
import { timingVerdict } from '../../src/domain/verdict.ts';
import { always, canSeat, handsOn, of, onePerson } from '../support/always.ts';
import type { Step } from '../support/any-history.ts';
import { HOUR } from '../support/changes.ts';

/** Whether the yeses that count now fill every place, each with another person who has no hand in the change. */
function isFilled({ authorization, terms }: Change, events: Step['events']): boolean {
  const barred = handsOn(events);
  const people = authorization.given
    .map(({ by, memberOf }) => ({ by: onePerson(by), groups: memberOf.map(({ group }) => group) }))
    .filter(({ by }) => !barred.has(by));
  const places = terms.requirements.flatMap(({ groups, places: count }) => Array.from({ length: count }, () => groups));
  return places.length > 0 && canSeat(places, people);
}

describe('whatever people do, in whatever order, under whatever policy', () => {
  it('what is authorized rests on yeses that fill every place, also after an extension was refused or lapsed', () => {
    always(({ after, events }) => {
      if (after?.authorization.status !== 'authorized' || hasEnded(after)) return;
      expect(isFilled(after, events)).toBe(true);
    });
  });

  it('only somebody’s own click authorizes: no word of others, no time that passed', () => {
    always(({ command, decision }) => {
      if (of(decision.events, 'ChangeAuthorized').length > 0) expect(command.type).toBe('Approve');
    });
  });

  it('a deployment that was not approved before stays so, whatever is recorded, back-dated or taken back later', () => {
    let seen = 0;
    always(({ before, after }) => {
      const verdict = before && timingVerdict(before);
      if (verdict === undefined || verdict === 'approved before deploy') return;
      seen += 1;
      // A yes and a deployment of the same millisecond came at once.
      if (after?.deployments.some(({ recordedAt }) => recordedAt === after.authorization.authorizedAt)) return;
      expect(after && timingVerdict(after)).not.toBe('approved before deploy');
    });
    expect(seen).toBeGreaterThan(1000);
  });

  it('a deployment recorded while nothing is authorized is never called approved before, unless it is back-dated', () => {
    always(({ before, after, decision, command }) => {
      const [out] = of(decision.events, 'DeploymentRecorded');
      if (!before || !after || !out || before.authorization.authorizedAt !== undefined) return;
      if (out.deployment.deployedAt < command.at) return;
      expect(timingVerdict(after)).not.toBe('approved before deploy');
    });
  });

  it('a round that opens by itself asks somebody, or says for whom nobody is left', () => {
    let seen = 0;
    always(({ decision, after }) => {
      const [round] = of(decision.events, 'ApprovalRequested');
      if (!after || !round || round.round === 1 || after.terms.requirements.length === 0) return;
      if (round.because === 'asked again' || round.because === 'scope extended') return;
      seen += 1;
      expect([...waitingFor(after), ...after.authorization.shortfall]).not.toEqual([]);
    });
    expect(seen).toBeGreaterThan(20);
  });

  it('nobody is waited for who has a hand in the change or has answered', () => {
    always(({ after, events }) => {
      if (!after) return;
      const barred = handsOn(events);
      const answered = after.authorization.given.map(({ by }) => by);
      // An account that nothing named yet is only known at the click.
      const waiting = waitingFor(after);
      for (const user of waiting) expect(answered).not.toContain(user);
      for (const user of waiting) if (onePerson(user) === user) expect(barred.has(user)).toBe(false);
    });
  });

  it('a refused extension leaves terms, scope and yeses as they were before it', () => {
    let seen = 0;
    always(({ decision, after }, way) => {
      if (!after || of(decision.events, 'ScopeExtensionRejected').length === 0) return;
      if (of(decision.events, 'ApprovalRequested').length > 0) return;
      const asked = way.findLast((step) => step.events.length <= after.version && extends_(step));
      if (!asked?.before) return;
      seen += 1;
      expect(after.terms).toEqual(asked.before.terms);
      expect(scopeOf(after)).toEqual(scopeOf(asked.before));
      const learned = after.involvements.map(({ user }) => user);
      const before = asked.before.authorization.given.filter(({ by }) => !learned.includes(by));
      expect(after.authorization.given).toEqual(before);
    });
    expect(seen).toBeGreaterThan(0);
  });

  it('what was said on a call is of the round in which it was said', () => {
    always(({ decision, after }) => {
      if (of(decision.events, 'ApprovalRequested').length > 0) expect(after?.authorization.verbal).toEqual([]);
    });
  });

  it('each thing that time brings about is another than the one before, as long as one looks', () => {
    always(({ after, command }, way) => {
      if (!after || command !== way.at(-1)?.command) return;
      let change = after;
      for (let steps = 0; ; steps += 1) {
        const timer = nextTimer(change);
        if (!timer || timer.at > command.at + 30 * 24 * HOUR) return;
        expect(steps).toBeLessThan(200);
        const decision = decide(change, { type: timer.type, at: timer.at }, { nextId: () => change.id });
        expect(decision.ok).toBe(true);
        for (const event of decision.events) change = evolve(change, event);
        const next = nextTimer(change);
        expect(next).not.toEqual(timer);
        expect(next?.at ?? timer.at).toBeGreaterThanOrEqual(Math.min(timer.at, command.at));
      }
    });
  });
});

const extends_ = ({ decision }: Step): boolean => of(decision.events, 'ScopeExtended').length > 0;
