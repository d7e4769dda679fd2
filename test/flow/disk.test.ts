import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { firstBreak } from '../../src/app/chain.ts';
import { chain } from '../../src/sqlite/chain.ts';
import { openReadOnly } from '../../src/sqlite/open.ts';
import { EMERGENCY, FORM } from '../support/actor.ts';
import type { World } from '../support/world.ts';
import { MINUTE, openWorld } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const NOTHING = 'Nothing was recorded: Breakglass cannot write its record just now';

const troubles = [
  {
    trouble: 'a full disk',
    begins: () => world.pragma(`max_page_count = ${world.pragma('page_count')}`),
    ends: () => world.pragma('max_page_count = 1073741823'),
  },
  {
    trouble: 'a database that cannot be written',
    begins: () => world.pragma('query_only = ON'),
    ends: () => world.pragma('query_only = OFF'),
  },
];

/** The pages there are may have room for a few events more: tries that are refused fill it. */
async function useTheRest(): Promise<void> {
  const { ts } = world.card('EC-1');
  for (let tries = 0; tries < 50; tries++) {
    if (!(await world.as('ana').session.press(EMERGENCY, ts, 'approve')).ok) return;
  }
}

/** Looks again at what was not noted: the leases of the lost tries have run out by then. */
async function recover(): Promise<void> {
  await world.pass(2 * MINUTE);
  const connection = openReadOnly(world.config.databaseFile);
  expect(firstBreak(chain(connection)).broken).toBeUndefined();
  connection.raw.close();
}

describe.each(troubles)('on $trouble', ({ begins, ends }) => {
  it('a declare is not taken, the form stays, and the person hears it', async () => {
    const ana = world.as('ana');
    await ana.declare({ systems: ['search'] });
    await world.settle();
    await ana.command('');
    await ana.fill(FORM);
    const form = await ana.form();
    begins();
    await useTheRest();
    const outcome = await ana.session.submit(form.id);
    expect([outcome.ok, outcome.status]).toEqual([false, 500]);
    expect(ana.dms().at(-1)?.text).toContain(NOTHING);
    expect(ana.forms()).toHaveLength(1);

    ends();
    await ana.submit();
    await recover();
    expect(world.cards()).toHaveLength(2);
    expect(world.card('EC-2').text).toContain('Roll payments back to v841: waiting for approval');
    expect(world.jira.issues()).toHaveLength(2);
  });

  it('a press is not taken, and the person alone hears it', async () => {
    const ben = world.as('ben');
    await world.as('ana').declare({ systems: ['search'] });
    await world.settle();
    const { ts } = world.card('EC-1');
    const press = () => ben.session.press(EMERGENCY, ts, 'approve');
    begins();
    await useTheRest();
    const outcome = await press();
    expect([outcome.ok, outcome.status]).toEqual([false, 500]);
    await ben.hears(EMERGENCY, NOTHING);

    ends();
    await recover();
    expect(world.card('EC-1').text).toContain('waiting for approval');
    expect(await press()).toMatchObject({ ok: true, status: 200 });
    await recover();
    expect(world.card('EC-1').text).toContain('approved');
  });

  it('what could not be noted as delivered is not delivered twice', async () => {
    await world.as('ana').declare();
    world.slack.onChange(({ channel }) => {
      if (channel === EMERGENCY && world.cards().length === 1) begins();
    });
    await world.settle().catch(() => {});
    ends();
    for (let again = 0; again < 3; again++) {
      await world.pass(MINUTE).catch(() => {});
      ends();
    }
    expect(world.cards()).toHaveLength(1);
    expect(world.jira.issues()).toHaveLength(1);
    expect(
      world
        .as('ben')
        .dms()
        .filter(({ text }) => text.startsWith('EC-1')).length,
    ).toBe(1);
  });

  it('health still answers: a restart would mend nothing', async () => {
    begins();
    expect((await fetch(`${world.botUrl()}/healthz`)).status).toBe(200);
    ends();
  });
});
