import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EMERGENCY, idOf, REVIEW } from '../support/actor.ts';
import type { World } from '../support/world.ts';
import { HOUR, openWorld } from '../support/world.ts';

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

async function looks(name: string): Promise<void> {
  expect(await as(name).session.openHome('home')).toMatchObject({ ok: true });
  await world.settle();
}

interface Block {
  readonly type: string;
  readonly block_id: string;
  readonly text?: { readonly text: string };
  readonly accessory?: { readonly action_id?: string };
  readonly elements?: readonly { readonly action_id?: string; readonly value?: string }[];
}

const blocks = (name: string): readonly Block[] => (as(name).session.home()?.payload.blocks ?? []) as readonly Block[];
/** What stands under one of the headings. */
function under(name: string, heading: string): string {
  const all = blocks(name);
  const from = all.findIndex(({ type, text }) => type === 'header' && text?.text === heading);
  const to = all.findIndex(({ type }, index) => type === 'header' && index > from);
  return JSON.stringify(all.slice(from + 1, to === -1 ? undefined : to));
}
const published = () => world.slack.calls().filter(({ method }) => method === 'views.publish');
const publishedTo = () => published().map(({ args }) => String(args.user_id));

async function press(name: string, actionId: string, id = 'EC-1'): Promise<void> {
  const home = as(name).session.home();
  const all = blocks(name);
  const about = all.findIndex(({ text }) => text?.text.includes(`${id} ·`));
  const block = all.slice(about).find(({ elements }) => elements?.some(({ action_id: named }) => named === actionId));
  if (!home || !block) throw new Error(`${name} has no ${actionId} for ${id} on the Home tab`);
  expect(await as(name).session.pressInView(home.id, actionId, undefined, block.block_id)).toMatchObject({ ok: true });
}

async function declared(name = 'ana', answers: Parameters<ReturnType<World['as']>['declare']>[0] = {}): Promise<void> {
  await as(name).declare(answers);
  await world.settle();
}

async function fillAndSubmit(name: string, answers: Parameters<ReturnType<World['as']>['fill']>[0]): Promise<void> {
  await as(name).fill(answers);
  await as(name).submit();
  await world.settle();
}

describe('the Home tab', () => {
  it('is drawn when somebody opens it, and nobody else’s is', async () => {
    await looks('ana');
    expect(under('ana', 'What you owe')).toContain('Nobody waits for you');
    expect(under('ana', 'Open in the team')).toContain('No emergency change is open');
    await declared();
    expect(new Set(publishedTo())).toEqual(new Set([idOf('ana')]));
    expect(under('ana', 'What you started')).toContain('EC-1');
    expect(under('ana', 'The last 30 days')).toContain('*1* emergency change (0 in the 30 days before)');
  });

  it('carries a change from approval to sign-off by its buttons alone, each where its turn is', async () => {
    for (const name of ['ana', 'ben', 'cleo', 'eva']) await looks(name);
    const home = as('ana').session.home();
    await as('ana').session.pressInView(home?.id ?? '', 'declare');
    await as('ana').form();
    await fillAndSubmit('ana', {
      summary: 'Roll payments back to v841',
      systems: ['payments'],
      criterion: 'outage',
      justification: "Checkout fails since 03:04, today's deploy is the cause",
      rollbackPlan: 'Redeploy v842',
    });
    expect(under('ben', 'What you owe')).toContain('waits for your decision');
    await press('ben', 'approve');
    await world.settle();
    expect(under('ben', 'What you owe')).toContain('Nobody waits for you');
    await press('cleo', 'approve');
    await world.settle();
    expect(under('ana', 'What you owe')).toContain('Record the deployment');
    await press('ana', 'record_deployment');
    await as('ana').form();
    await fillAndSubmit('ana', { what: 'v841' });
    await press('ana', 'start_review');
    await as('ana').form();
    await fillAndSubmit('ana', REVIEW);
    expect(under('ana', 'What you owe')).toContain('Nobody waits for you');
    expect(under('eva', 'What you owe')).toContain('waits for your sign-off');
    await press('eva', 'read_review');
    await as('eva').form();
    await fillAndSubmit('eva', { comment: 'Well told' });
    expect(under('eva', 'What you owe')).toContain('Nobody waits for you');
    expect(under('ana', 'Open in the team')).toContain('No emergency change is open');
  });

  it('presses the button of the change it stands under, of several', async () => {
    await declared();
    await declared('ana', { systems: ['search'], summary: 'Turn the new ranking off' });
    await looks('ben');
    await press('ben', 'approve', 'EC-2');
    await world.settle();
    expect(world.thread('EC-2').some(({ text }) => text.includes('approved as'))).toBe(true);
    expect(world.thread('EC-1').some(({ text }) => text.includes('approved as'))).toBe(false);
  });

  it('offers a hand-over, and says in front of it why something was not done', async () => {
    await declared();
    await as('ana').press(EMERGENCY, 'record_deployment');
    await fillAndSubmit('ana', { what: 'v841' });
    await looks('ana');
    await looks('dan');
    await press('ana', 'hand_over');
    await as('ana').form();
    await fillAndSubmit('ana', { to: idOf('dan') });
    expect(under('dan', 'What you owe')).toContain('asks whether you can take over its review');
    const stale = as('dan').session.home();
    const accept = blocks('dan').find(({ elements }) =>
      elements?.some(({ action_id: id }) => id === 'accept_hand_over'),
    );
    await press('dan', 'accept_hand_over');
    await as('dan').session.pressInView(stale?.id ?? '', 'accept_hand_over', undefined, accept?.block_id);
    expect(JSON.stringify((await as('dan').form()).payload)).toContain('Not done');
    await world.settle();
    expect(under('dan', 'What you owe')).toContain('yours to write');
    expect(under('ana', 'What you owe')).toContain('Nobody waits for you');
  });

  it('shows what an auditor would ask, to those it concerns, until it is explained', async () => {
    const asked = 'What an auditor would ask you';
    await declared();
    await looks('ana');
    expect(JSON.stringify(blocks('ana'))).not.toContain(asked);
    await as('ana').press(EMERGENCY, 'approve');
    await looks('ana');
    expect(under('ana', asked)).toContain('self-approval attempted');
    await looks('ben');
    expect(JSON.stringify(blocks('ben'))).not.toContain(asked);

    const block = blocks('ana').find(({ accessory }) => accessory?.action_id === 'explain_finding');
    const home = as('ana').session.home();
    await as('ana').session.pressInView(home?.id ?? '', 'explain_finding', undefined, block?.block_id);
    await fillAndSubmit('ana', { text: 'I pressed it to see who would be asked' });
    expect(JSON.stringify(blocks('ana'))).not.toContain(asked);
  });

  it('holds what Slack takes: the rest is counted', async () => {
    for (let n = 0; n < 45; n++)
      await declared('ana', { systems: [], 'other-systems': `service-${n}`, summary: `Restart service ${n}` });
    await looks('ben');
    expect(blocks('ben').length).toBeLessThanOrEqual(100);
    expect(under('ben', 'What you owe')).toContain('and 25 more');
    expect(under('ben', 'Open in the team')).toContain('and 20 more: `/emergency-change list`');
    await looks('ana');
    expect(under('ana', 'What you started')).toContain('and 33 more: `/emergency-change list mine`');
  }, 60_000);

  it('is drawn once for what happens at once, and shows the last of it', async () => {
    await looks('ana');
    await declared();
    const before = published().length;
    await Promise.all([as('ben').press(EMERGENCY, 'approve'), as('cleo').press(EMERGENCY, 'approve')]);
    await world.settle();
    expect(published().length - before).toBeLessThan(10);
    expect(under('ana', 'What you owe')).toContain('Record the deployment');
  });

  it('is found wanting by time too: the reminder brings it up to date', async () => {
    await declared();
    await as('ana').press(EMERGENCY, 'record_deployment');
    await fillAndSubmit('ana', { what: 'v841' });
    await looks('ana');
    await world.pass(49 * HOUR);
    expect(under('ana', 'What you owe')).toContain('past the limit');
  });

  it('remembers over a restart who looks at it', async () => {
    await looks('ana');
    await world.restart();
    await declared();
    expect(under('ana', 'What you started')).toContain('EC-1');
  });
});
