import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { learner } from '../../src/app/learn-names.ts';
import { evidenceNames } from '../../src/app/names.ts';
import type { Person } from '../../src/app/people-ports.ts';
import { sqliteNames } from '../../src/sqlite/names.ts';
import type { SqlitePlace } from '../sqlite/place.ts';
import { sqlitePlace } from '../sqlite/place.ts';
import { handleOf } from '../support/ledger-contract.ts';
import { quietLog } from '../support/log.ts';
import { declares } from '../support/orders.ts';

const DAY = 24 * 60 * 60_000;
const ANA = 'U0ANASILVA';

let place: SqlitePlace;
/** What Slack says, and how often it was asked. */
let slack: { person: Partial<Person>; asked: number };
let now: number;
beforeEach(() => {
  place = sqlitePlace();
  slack = { person: { name: 'Ana Silva', email: 'ana@example.com', standing: 'member' }, asked: 0 };
  now = 0;
});
afterEach(() => place.remove());

function open() {
  const names = sqliteNames(place.connect());
  const people = {
    find: async (id: string): Promise<Person> => {
      slack.asked += 1;
      return { id, name: id, email: undefined, timezone: undefined, standing: 'unknown', ...slack.person };
    },
  };
  const naming = learner({ names, people, now: () => now, log: quietLog() });
  const hear = async (...users: string[]) => {
    naming.notice(users);
    await naming.idle();
  };
  return { names, hear };
}

describe('the book of names', () => {
  it('is filled from Slack when somebody acts, and asks once a day', async () => {
    const { names, hear } = open();
    await hear(ANA, ANA);
    await hear(ANA);
    expect(await names.everybody()).toEqual([
      { id: ANA, name: 'Ana Silva', email: 'ana@example.com', forgottenAt: undefined },
    ]);
    expect(slack.asked).toBe(1);

    now += DAY + 1;
    slack.person = { ...slack.person, name: 'Ana Costa' };
    await hear(ANA);
    expect((await evidenceNames(names)).person(ANA)).toBe('Ana Costa');
  });

  it('asks Slack about nobody but people', async () => {
    const { hear } = open();
    await hear('breakglass', 'operator', '');
    expect(slack.asked).toBe(0);
  });

  it('begins with everybody of the record where it is still empty', async () => {
    const { names, hear } = open();
    await handleOf(place.open())('change', declares({ by: ANA }));
    expect(await names.unnamed()).toEqual([ANA]);
    await hear(ANA);
    expect(await names.unnamed()).toEqual([]);
  });

  it('keeps nothing of somebody Slack cannot tell about, and asks again when they act again', async () => {
    const { names, hear } = open();
    slack.person = {};
    await hear(ANA);
    expect(await names.everybody()).toEqual([]);
    expect((await evidenceNames(names)).person(ANA)).toBe(ANA);

    slack.person = { name: 'Ana Silva', standing: 'member' };
    await hear(ANA);
    expect((await evidenceNames(names)).person(ANA)).toBe('Ana Silva');
  });
});
