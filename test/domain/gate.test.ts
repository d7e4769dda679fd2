import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChangeEvent } from '../../src/domain/change/events.ts';
import { clearanceOf, fitOf, STANDINGS } from '../../src/domain/clearance.ts';
import { askGate, GATE_RULES } from '../../src/domain/gate.ts';
import { ana, approved, ben, changeOf, cleo, declared, declaredAt, details, MINUTE } from '../support/changes.ts';
import { authorized } from '../support/facts.ts';

const SHA = '9f3c1de0a4b56718293a4b5c6d7e8f9012345678';
const OTHER = 'aa11bb22cc33dd44ee55ff6677889900aabbccdd';
const linked = [`https://github.com/acme/payments/commit/${SHA}`];

const yes: readonly ChangeEvent[] = [approved(ben, 'oncall-leads'), approved(cleo, 'leadership'), authorized()];
const proceeded: ChangeEvent = {
  type: 'ProceededWithoutApproval',
  by: ana,
  at: declaredAt + MINUTE,
  reason: 'Nobody answered',
};
const rejected: ChangeEvent = { type: 'ChangeRejected', by: ben, at: declaredAt + MINUTE, reason: 'No', memberOf: [] };
const expired: ChangeEvent = { type: 'ApprovalExpired', at: declaredAt + MINUTE, round: 1 };
const extended = (systems: readonly string[], commit?: string): ChangeEvent => ({
  type: 'ScopeExtended',
  by: ana,
  at: declaredAt + 10 * MINUTE,
  systems,
  commit,
  reason: 'The same table',
  requirements: [],
});

const ask = (
  events: readonly ChangeEvent[],
  { links = [], system = 'payments', commit, rule = 'approved' }: Wish = {},
) => {
  const change = changeOf(declared({ details: { ...details, links } }), ...events);
  return askGate({ system, commit }, [{ id: change.id, ...clearanceOf(change) }], rule);
};
interface Wish {
  readonly links?: readonly string[];
  readonly system?: string;
  readonly commit?: string;
  readonly rule?: 'approved' | 'proceeding';
}

describe('the gate', () => {
  it('opens on an approval', () => {
    expect(ask(yes)).toMatchObject({ allowed: true, ground: 'approved', change: { number: 42 } });
  });

  it.each([
    { what: 'nobody has approved yet', events: [], reason: 'is not approved yet' },
    { what: 'one of two has approved', events: yes.slice(0, 1), reason: 'is not approved yet' },
    { what: 'it was rejected', events: [rejected], reason: 'was rejected' },
    { what: 'nobody decided in time', events: [expired], reason: 'nobody decided in time' },
    { what: 'it goes ahead without approval', events: [proceeded], reason: 'asks for an approval' },
    { what: 'it was rejected although it goes ahead', events: [proceeded, rejected], reason: 'was rejected' },
  ])('stays shut while $what, and says so', ({ events, reason }) => {
    const answer = ask(events);
    expect(answer).toMatchObject({ allowed: false, ground: 'none', change: { number: 42 } });
    expect(answer.reason).toContain(reason);
  });

  it('opens for one that goes ahead only where the policy lets it', () => {
    expect(ask([proceeded], { rule: 'proceeding' })).toMatchObject({ allowed: true, ground: 'proceeded' });
    expect(ask([proceeded, rejected], { rule: 'proceeding' })).toMatchObject({ allowed: false });
    expect(ask([], { rule: 'proceeding' })).toMatchObject({ allowed: false });
  });

  it('knows no change for another system', () => {
    expect(ask(yes, { system: 'search' })).toEqual({
      allowed: false,
      ground: 'none',
      change: undefined,
      reason: 'No open emergency change covers search. Declare one.',
    });
  });

  it('takes a system however it is typed', () => {
    expect(ask(yes, { system: ' Payments ' })).toMatchObject({ allowed: true });
  });

  it.each([
    { commit: SHA, allowed: true },
    { commit: SHA.slice(0, 7), allowed: true },
    { commit: OTHER, allowed: false },
    { commit: undefined, allowed: false },
  ])('lets of a change that names a commit only that one through: $commit', ({ commit, allowed }) => {
    expect(ask(yes, { links: linked, ...(commit ? { commit } : {}) }).allowed).toBe(allowed);
  });

  it('says which commit it would have let through', () => {
    expect(ask(yes, { links: linked, commit: OTHER }).reason).toContain('only with 9f3c1de0a4b5, not aa11bb22cc33');
    expect(ask(yes, { links: linked }).reason).toContain('say which commit goes out');
  });

  it('lets every commit of a change through that names none', () => {
    expect(ask(yes, { commit: OTHER }).allowed).toBe(true);
  });

  it('opens for an extension once it is approved, and stays open for what was approved before', () => {
    const asked = [...yes, extended(['search'])];
    expect(ask(asked, { system: 'search' }).allowed).toBe(false);
    expect(ask(asked).allowed).toBe(true);
    expect(ask([...asked, authorized(declaredAt + 12 * MINUTE)], { system: 'search' }).allowed).toBe(true);
  });

  it('adds a commit by an extension, and nothing by words that are none', () => {
    const more = (commit: string) => [...yes, extended([], commit), authorized(declaredAt + 12 * MINUTE)];
    expect(ask(more(OTHER), { links: linked, commit: OTHER }).allowed).toBe(true);
    expect(ask(more('the second fix'), { links: linked, commit: OTHER }).allowed).toBe(false);
  });

  it('never opens without an open change that covers what goes out and stands as the rule asks', () => {
    const grant = fc.record({
      systems: fc.subarray(['payments', 'search']),
      commits: fc.subarray([SHA, OTHER]),
    });
    const change = fc.record({
      id: fc.record({ sequence: fc.constant('EC' as const), number: fc.nat(99) }),
      standing: fc.constantFrom(...STANDINGS),
      grants: fc.array(grant, { maxLength: 3 }),
      pulls: fc.constant([]),
    });
    fc.assert(
      fc.property(
        fc.array(change),
        fc.constantFrom(...GATE_RULES),
        fc.option(fc.constantFrom(SHA, OTHER)),
        (all, rule, sha) => {
          const commit = sha ?? undefined;
          const grounds = rule === 'approved' ? ['approved'] : ['approved', 'proceeded'];
          const may = all.some(
            ({ standing, grants }) => grounds.includes(standing) && fitOf(grants, 'payments', commit) === 'covered',
          );
          expect(askGate({ system: 'payments', commit }, all, rule).allowed).toBe(may);
        },
      ),
    );
  });
});
