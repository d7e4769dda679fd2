import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DIGESTS, EMERGENCY, GENERAL } from '../support/actor.ts';
import type { World } from '../support/world.ts';
import { HOUR, MINUTE, openWorld } from '../support/world.ts';

let world: World;
const as = (name: string) => world.as(name);
beforeEach(async () => {
  world = await openWorld();
});
afterEach(async () => {
  const complaints = world.slack.complaints();
  await world.close();
  expect(complaints).toEqual([]);
});

/** Out without an approval. */
async function deployedUnapproved(): Promise<void> {
  await as('ana').declare({ systems: ['search'] });
  await world.settle();
  await world.pass(MINUTE);
  await as('ana').press(EMERGENCY, 'record_deployment');
  await as('ana').fill({ what: 'v841' });
  await as('ana').submit();
  await world.settle();
}

const card = () => JSON.stringify(world.card('EC-1').blocks);

async function explains(name: string, text: string) {
  await as(name).press(EMERGENCY, 'explain_finding');
  await as(name).fill({ text });
  return as(name).submit();
}

describe('a finding', () => {
  it('is named on the card, is explained by a named person, and stays', async () => {
    await deployedUnapproved();
    expect(card()).toContain('*1 finding*: never approved');
    await world.pass(5 * MINUTE);
    await as('ben').press(EMERGENCY, 'approve');
    await world.settle();
    expect(card()).toContain('*1 finding*: approved after deployment');

    await as('ana').press(EMERGENCY, 'explain_finding');
    const form = JSON.stringify((await as('ana').form()).payload);
    expect(form).toContain('Deployed before the approval: v841');
    await as('ana').fill({ text: 'Customers could not search, and Ben was on the phone with the vendor' });
    await as('ana').submit();
    await world.settle();
    expect(card()).not.toContain('*1 finding*');
    expect(card()).toContain(`Explained: approved after deployment (<@${as('ana').id}>)`);
    expect(world.thread('EC-1').at(-1)?.text).toContain('explained the finding “approved after deployment”');
    expect(JSON.stringify(world.jira.issues()[0])).toContain('explained “approved after deployment”');
  });

  it('is not explained by outsiders, nor by words that say nothing', async () => {
    await deployedUnapproved();
    await explains('ben', 'Ben was on the phone with the vendor of the search');
    expect(JSON.stringify((await as('ben').form()).payload)).toContain('explain its findings');
    const thin = await explains('ana', 'urgent').catch((cause: Error) => cause.message);
    expect(JSON.stringify(thin)).toMatch(/says|say|words|letters/);
    expect(card()).toContain('*1 finding*: never approved');
  });

  it('that time alone brings is in the list at once', async () => {
    await as('ana').declare({ systems: ['search'] });
    await world.settle();
    await as('ben').press(EMERGENCY, 'approve');
    await world.pass(MINUTE);
    await as('eva').command('findings');
    await as('eva').hears(GENERAL, '1 open finding: on 1 change');

    await world.pass(48 * HOUR);
    await as('eva').command('findings EC-1');
    const told = await as('eva').hears(GENERAL, 'EC-1: ');
    expect(told).toBe('EC-1: 2 findings, 2 open');
    const answer = as('eva')
      .messages(GENERAL)
      .findLast(({ text }) => text === told);
    expect(JSON.stringify(answer?.blocks)).toContain('review missing');
    expect(JSON.stringify(answer?.blocks)).toContain('SOC 2 CC8.1');
  });

  it('is counted in the digest while it is open', async () => {
    await deployedUnapproved();
    await world.pass(6 * HOUR);
    const digest = () =>
      JSON.stringify(world.slack.allMessages(DIGESTS).findLast(({ text }) => /^Emergency changes/.test(text))?.blocks);
    expect(digest()).toContain('*1 open finding*  1 never approved');
    await explains('ana', 'Nobody of the on-call leads could be reached before it was too late');
    await world.pass(24 * HOUR);
    expect(digest()).toContain('Findings  none is open');
  });

  it('is what went out and no change covers, too', async () => {
    world.github.deploy({ repository: 'acme/payments', by: 'ana' });
    await world.github.delivered();
    await world.settle();
    await world.pass(6 * MINUTE);
    await as('eva').command('findings');
    const told = await as('eva').hears(GENERAL, '1 open finding: 1 that no change covers');
    const answer = as('eva')
      .messages(GENERAL)
      .findLast(({ text }) => text === told);
    expect(JSON.stringify(answer?.blocks)).toMatch(/deployment without a record.*payments .*no change covers it/);
  });

  it('is nowhere when nobody did anything an auditor would raise', async () => {
    await as('ana').declare({ systems: ['search'] });
    await world.pass(MINUTE);
    await as('ben').press(EMERGENCY, 'approve');
    await world.settle();
    expect(card()).not.toContain('finding');
    await as('eva').command('findings');
    await as('eva').hears(GENERAL, 'No finding is open');
    await as('eva').command('findings EC-1');
    await as('eva').hears(GENERAL, 'EC-1: no finding');
  });
});

describe('the report', () => {
  it('is there for who asks, for this month or another time', async () => {
    await deployedUnapproved();
    await as('eva').command('report');
    const told = await as('eva').hears(GENERAL, 'Emergency changes, 2026-11-01 to 2026-11-30: 1 emergency change');
    const blocks = JSON.stringify(
      as('eva')
        .messages(GENERAL)
        .findLast(({ text }) => text === told)?.blocks,
    );
    expect(blocks).toContain('*Timing*  never approved 1');
    expect(blocks).toContain('*Systems*  search 1');
    await as('eva').command('report 2025-q3');
    await as('eva').hears(GENERAL, 'Emergency changes, 2025-07-01 to 2025-09-30: 0 emergency changes');
  });
});
