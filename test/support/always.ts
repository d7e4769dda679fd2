import fc from 'fast-check';
import type { ChangeEvent } from '../../src/domain/change/events.ts';
import type { Step } from './any-history.ts';
import { anyOrders, live } from './any-history.ts';
import { eva, finn } from './facts.ts';

/** CI answers the same for the same commit; the search for rarer ways (`PROPERTY_RUNS=50000`) is for whoever has the time. */
export const RUNS = {
  numRuns: Number(process.env.PROPERTY_RUNS ?? 2000),
  seed: process.env.CI ? 362002596 : Math.trunc(Math.random() * 2 ** 31),
};
const ways = fc.sample(anyOrders, RUNS).map(live);

/**
 * Whatever people do, in whatever order: `holds` is asked about each step of the way. All sentences look at the same
 * ways; the one that fails runs them once more, to find the shortest that makes it fail.
 */
export function always(holds: (step: Step, way: readonly Step[]) => void): void {
  const holdsAllTheWay = (way: readonly Step[]) => {
    for (const step of way) holds(step, way);
  };
  try {
    ways.forEach(holdsAllTheWay);
  } catch {
    fc.assert(
      fc.property(anyOrders, (commands) => holdsAllTheWay(live(commands))),
      RUNS,
    );
    throw new Error(`Failed with seed ${RUNS.seed}, and did not when run again`);
  }
}

export const of = <T extends ChangeEvent['type']>(events: readonly ChangeEvent[], type: T) =>
  events.filter((event): event is Extract<ChangeEvent, { type: T }> => event.type === type);

/** Eva and Finn are one person with two accounts, and every look-up knows it. */
export const onePerson = (user: string): string => (user === finn ? eva : user);

/** Worked out from the facts alone, without the code under test. */
export function handsOn(events: readonly ChangeEvent[]): Set<string> {
  const accounts = [
    ...of(events, 'ChangeDeclared').flatMap(({ by, details }) => [by, ...details.implementers]),
    ...of(events, 'DeploymentRecorded').map(({ deployment }) => deployment.who),
    ...of(events, 'InvolvementLearned').map(({ user }) => user),
  ];
  return new Set(accounts.map(onePerson));
}

/** Tries every way to give each place a person of its own. */
export function canSeat(
  places: readonly (readonly string[])[],
  people: readonly { by: string; groups: readonly string[] }[],
): boolean {
  const [place, ...others] = places;
  if (!place) return true;
  return people.some(
    (person) =>
      person.groups.some((group) => place.includes(group)) &&
      canSeat(
        others,
        people.filter(({ by }) => by !== person.by),
      ),
  );
}
