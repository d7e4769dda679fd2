import { describe, expect, it } from 'vitest';
import { decide } from '../../src/domain/change/decide.ts';
import { evolve, fold } from '../../src/domain/change/evolve.ts';
import type { Change } from '../../src/domain/change/state.ts';
import { hasEnded } from '../../src/domain/change/state.ts';
import { nextTimer } from '../../src/domain/timers.ts';
import { timingVerdict } from '../../src/domain/verdict.ts';
import { always, canSeat, handsOn, of, onePerson, RUNS } from '../support/always.ts';
import { KEY } from '../support/changes.ts';

describe('whatever people do, in whatever order', () => {
  it('nobody with a hand in the change says a yes that is taken', () => {
    always(({ decision, events }) => {
      const earlier = events.slice(0, events.length - decision.events.length);
      for (const { by } of of(decision.events, 'ApprovalGiven')) expect(handsOn(earlier)).not.toContain(onePerson(by));
    });
  });

  it('nobody’s yes counts twice', () => {
    always(({ after }) => {
      const given = after?.authorization.given.map(({ by }) => onePerson(by)) ?? [];
      expect(new Set(given).size).toBe(given.length);
    });
  });

  it('a change is authorized only by distinct people, one for each place, none of whom has a hand in it', () => {
    let seen = 0;
    always(({ decision, events, after }) => {
      if (of(decision.events, 'ChangeAuthorized').length === 0) return;
      seen += 1;
      const barred = handsOn(events);
      const said = of(events, 'ApprovalGiven').filter(({ by, at }) =>
        after?.authorization.given.some((counts) => counts.by === by && counts.at === at),
      );
      const people = said
        .filter(({ by }) => !barred.has(onePerson(by)))
        .map(({ by, memberOf }) => ({ by: onePerson(by), groups: memberOf.map(({ group }) => group) }));
      const required = after?.terms.requirements ?? [];
      expect(required.length).toBeGreaterThan(0);
      const places = required.flatMap(({ groups, places: count }) => Array.from({ length: count }, () => groups));
      expect(canSeat(places, people)).toBe(true);
    });
    expect(seen).toBeGreaterThan(RUNS.numRuns / 20);
  });

  it('a wider scope and a yes that was taken back are never authorized by what was said before', () => {
    always(({ decision, events }) => {
      if (of(decision.events, 'ChangeAuthorized').length === 0) return;
      const last = events.findLastIndex(({ type }) => type === 'ScopeExtended' || type === 'ApprovalWithdrawn');
      if (last < 0) return;
      const event = events[last];
      const since = of(events.slice(last), 'ApprovalGiven');
      if (event?.type === 'ScopeExtended') expect(since.length).toBeGreaterThan(0);
      if (event?.type === 'ApprovalWithdrawn' && event.authorized) expect(since.length).toBeGreaterThan(0);
    });
  });

  it('only a member whose groups are known says a yes, a no, or signs off', () => {
    always(({ command, decision }) => {
      if (!('decider' in command) || !decision.ok) return;
      expect(command.decider.standing).toBe('member');
      expect(command.decider.memberOf).not.toEqual([]);
    });
  });

  it('every refused try to decide is on record, but the second click of somebody who said yes', () => {
    always(({ command, decision }) => {
      if (decision.ok || (command.type !== 'Approve' && command.type !== 'Reject')) return;
      const { code } = decision.error;
      const expected = code === 'you-already-approved' || code === 'not-substantial' ? [] : [{ by: command.by, code }];
      expect(of(decision.events, 'ApprovalAttemptRefused')).toMatchObject(expected);
    });
  });

  it('a refused order leaves nothing behind but the attempt', () => {
    always(({ decision, before, after }) => {
      if (decision.ok) return;
      const kept = { ...after?.authorization, refusedAttempts: 0 };
      expect(kept).toEqual({ ...before?.authorization, refusedAttempts: 0 });
      expect({ ...after, authorization: {}, version: 0 }).toEqual({ ...before, authorization: {}, version: 0 });
    });
  });

  it('a no, a withdrawal and a closing are for ever; a yes of all until another round is opened with its reason', () => {
    always(({ before, after, decision }) => {
      if (!before || !after) return;
      const { status } = before.authorization;
      const reopened = of(decision.events, 'ApprovalRequested').some(({ because }) => because !== undefined);
      if (status === 'rejected') expect(after.authorization.status).toBe(status);
      if (status === 'authorized' && !reopened) expect(after.authorization.status).toBe(status);
      if (before.withdrawn) expect(after.withdrawn).toEqual(before.withdrawn);
      if (hasEnded(before)) expect(hasEnded(after)).toBe(true);
      if (before.closedAt !== undefined) expect(after.closedAt).toBe(before.closedAt);
    });
  });

  it('nothing is decided, deployed or reviewed on a change that has ended', () => {
    always(({ before, after }) => {
      if (!before || !hasEnded(before)) return;
      const said = (change: Change | undefined) => [
        change?.authorization.status,
        change?.deployments,
        change?.review,
        change?.evidence,
      ];
      expect(said(after)).toEqual(said(before));
    });
  });

  it('no time is cleared or moved', () => {
    const times = ({ authorization, review, ...change }: Change) => ({
      declared: change.declaredAt,
      authorized: authorization.voided[0]?.from ?? authorization.authorizedAt,
      rejected: authorization.rejected?.at,
      proceeded: change.proceeded?.at,
      withdrawn: change.withdrawn?.at,
      dropped: change.notImplemented?.at,
      rolledBack: change.rolledBack?.at,
      handedIn: review.firstSubmittedAt,
      // The first: of somebody who turned out to be involved it no longer settles the review, and stays.
      signedOff: (review.setAside?.[0] ?? review.signedOff)?.at,
      closed: change.closedAt,
      ticketClosed: change.ticketClosedAt,
    });
    always(({ before, after }) => {
      if (!before || !after) return;
      const set = Object.entries(times(before)).filter(([, at]) => at !== undefined);
      expect(times(after)).toMatchObject(Object.fromEntries(set));
      expect(after.deployments.slice(0, before.deployments.length)).toEqual(before.deployments);
    });
  });

  it('a change that went out too early never becomes one that was approved before', () => {
    always(({ before, after }) => {
      const verdict = before && timingVerdict(before);
      if (verdict !== 'deployed before approval' && verdict !== 'declared after deploy') return;
      expect(after && timingVerdict(after)).not.toBe('approved before deploy');
      if (verdict === 'declared after deploy') expect(after && timingVerdict(after)).toBe(verdict);
    });
  });

  it('the events alone tell the state', () => {
    always(({ events, after, command }, way) => {
      if (command !== way.at(-1)?.command) return;
      expect(fold(KEY, events)).toEqual(after);
      expect(after?.version).toBe(events.length);
    });
  });

  it('reminders climb: none comes twice, none goes back', () => {
    always(({ decision, before }) => {
      for (const { rung } of of(decision.events, 'ReviewReminded'))
        expect(rung).toBeGreaterThan(before?.review.lastRung ?? -1);
      for (const { reminder } of of(decision.events, 'ApproversReminded')) {
        expect(reminder).toBeGreaterThan(before?.authorization.reminders ?? 0);
      }
    });
  });

  it('a change is closed once, with its approval settled and its review signed off, or never done', () => {
    always(({ decision, events, after }) => {
      if (of(decision.events, 'ChangeClosed').length === 0 || !after) return;
      expect(of(events, 'ChangeClosed')).toHaveLength(1);
      const settled = ['authorized', 'rejected'].includes(after.authorization.status);
      expect(after.notImplemented !== undefined || (settled && after.review.status === 'signed off')).toBe(true);
    });
  });

  it('whoever signs the review off neither asked, said yes or no, carried out nor wrote it', () => {
    always(({ decision, events }) => {
      for (const { by } of of(decision.events, 'ReviewSignedOff')) {
        expect(handsOn(events)).not.toContain(onePerson(by));
        const others = [
          ...of(events, 'ApprovalGiven'),
          ...of(events, 'ChangeRejected'),
          ...of(events, 'ScopeExtensionRejected'),
          ...of(events, 'ReviewSubmitted').slice(-1),
        ];
        expect(others.map((fact) => onePerson(fact.by))).not.toContain(onePerson(by));
      }
    });
  });

  it('what time owes is brought about in a few steps, and then nothing is due', () => {
    always(({ after, command }, way) => {
      if (!after || command !== way.at(-1)?.command) return;
      const now = command.at + 100 * 24 * 3_600_000;
      let change = after;
      for (let steps = 0; ; steps += 1) {
        const timer = nextTimer(change);
        if (!timer || timer.at > now) break;
        expect(steps).toBeLessThan(10);
        const decision = decide(change, { type: timer.type, at: now }, { nextId: () => change.id });
        expect(decision.ok).toBe(true);
        for (const event of decision.events) change = evolve(change, event);
      }
    });
  });

  it('a change is closed once its approval is settled and its review signed off', () => {
    always(({ after }) => {
      if (after?.review.status !== 'signed off') return;
      if (!['authorized', 'rejected'].includes(after.authorization.status)) return;
      expect(after.closedAt).toBeDefined();
    });
  });

  it('nothing is due on a change that has ended', () => {
    always(({ after }) => {
      if (after && hasEnded(after)) expect(nextTimer(after)).toBeUndefined();
    });
  });

  it('nobody is said to look who has answered', () => {
    always(({ after }) => {
      if (!after) return;
      const { given, claims } = after.authorization;
      const answered = new Set(given.map((approval) => approval.by));
      expect(claims.filter((claim) => answered.has(claim.by))).toEqual([]);
    });
  });
});
