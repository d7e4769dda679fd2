import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DIGESTS, EMERGENCY, FORM } from '../support/actor.ts';
import type { World } from '../support/world.ts';
import { HOOK_SECRETS, HOUR, MINUTE, openWorld } from '../support/world.ts';

const PAYMENTS = 'acme/payments';
type Json = Record<string, unknown>;

describe('what GitHub tells', () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  async function arrived(): Promise<void> {
    await world.github.delivered();
    await world.settle();
  }
  /** The quiet period is over. */
  async function judged(): Promise<void> {
    await arrived();
    await world.pass(6 * MINUTE);
  }
  const asked = (name: string) =>
    world
      .as(name)
      .dms()
      .filter(({ text }) => text.includes('past the record'));
  const types = () => world.events('SightingRecorded').map(({ data }) => ((data as Json).seen as Json).kind);

  async function approved(answers: Parameters<ReturnType<World['as']>['declare']>[0] = {}): Promise<void> {
    await world.as('ana').declare(answers);
    await world.settle();
    const [ben, cleo] = [world.as('ben'), world.as('cleo')];
    await ben.press(ben.dm(), 'approve');
    await cleo.press(cleo.dm(), 'approve');
    await world.settle();
  }

  describe('of the normal path', () => {
    it('asks nobody: a merge that somebody else approved, its push and its deployment', async () => {
      const commit = world.github.merge({ repository: PAYMENTS, by: 'ana', title: 'Add an index', reviewedBy: 'cleo' });
      world.github.deploy({ repository: PAYMENTS, by: 'ana', commit });
      await judged();
      expect(types().sort()).toEqual(['deployment', 'merge', 'push']);
      expect(world.events('SightingFoundNormal')).toHaveLength(3);
      expect(world.events('SightingFoundNormal').map(({ data }) => (data as Json).approvedBy)).toContainEqual([
        world.as('cleo').id,
      ]);
      expect(asked('ana')).toHaveLength(0);
    });

    it('is not what somebody approved themselves', async () => {
      world.github.merge({ repository: PAYMENTS, by: 'ana', title: 'Add an index', reviewedBy: 'ana' });
      await judged();
      expect(asked('ana')).toHaveLength(1);
    });
  });

  describe('that nothing covers', () => {
    it('asks the person once, about all of one quiet period', async () => {
      world.github.merge({ repository: PAYMENTS, by: 'ana', title: 'Hot patch the currency table' });
      await arrived();
      await world.pass(2 * MINUTE);
      world.github.push({ repository: PAYMENTS, by: 'ana', message: 'Fix the fix' });
      world.github.deploy({ repository: PAYMENTS, by: 'ana' });
      await judged();
      const [message, ...others] = asked('ana');
      expect(others).toEqual([]);
      const said = JSON.stringify(message?.blocks);
      expect(said).toContain('“Hot patch the currency table (#1)” was merged into main without an approving review');
      expect(said).toContain('“Fix the fix” was pushed to main past its protection');
      expect(said).toContain('deployed on production');
      expect(said.match(/explain_undeclared/g)).toHaveLength(3);
      await world.pass(HOUR);
      expect(asked('ana')).toHaveLength(1);
    });

    it('asks again only in another quiet period, and each person for what is theirs', async () => {
      world.github.push({ repository: PAYMENTS, by: 'ana', message: 'One' });
      world.github.push({ repository: PAYMENTS, by: 'ben', message: 'Two' });
      await judged();
      world.github.push({ repository: PAYMENTS, by: 'ana', message: 'Three' });
      await judged();
      expect(asked('ana')).toHaveLength(2);
      expect(asked('ben')).toHaveLength(1);
    });

    it('is explained by a named person, with substance; the message and the digest settle', async () => {
      world.github.deploy({ repository: PAYMENTS, by: 'ana' });
      await judged();
      await world.pass(7 * HOUR);
      const digests = () => world.slack.allMessages(DIGESTS).filter(({ text }) => text.startsWith('Emergency changes'));
      expect(JSON.stringify(digests().at(-1)?.blocks)).toContain('1 without a record');

      const ana = world.as('ana');
      await ana.press(ana.dm(), 'explain_undeclared');
      await ana.fill({ text: 'n/a' });
      const view = await ana.form();
      const refused = await ana.session.submit(view.id);
      expect(JSON.stringify(refused)).toContain('says nothing');
      await ana.fill({ text: 'A rehearsal of the pipeline, the same version as before' });
      await ana.submit();
      await world.settle();
      expect(JSON.stringify(asked('ana'))).toBe('[]');
      expect(JSON.stringify(ana.dms().at(-1)?.blocks)).toContain('Explained by <@U0ANASILVA>');
      expect(world.events('SightingExplained')).toHaveLength(1);
      await world.pass(24 * HOUR);
      expect(JSON.stringify(digests().at(-1)?.blocks)).not.toContain('without a record');
    });

    it('stays in the digest, and is too late after a day', async () => {
      world.github.deploy({ repository: PAYMENTS, by: 'ana' });
      await judged();
      await world.pass(54 * HOUR);
      const last = world.slack.allMessages(DIGESTS).findLast(({ text }) => text.startsWith('Emergency changes'));
      expect(JSON.stringify(last?.blocks)).toContain('asked <@U0ANASILVA>, *29 h too late*');
    });

    it('is linked to its normal change', async () => {
      world.github.deploy({ repository: PAYMENTS, by: 'ana' });
      await judged();
      const ana = world.as('ana');
      await ana.press(ana.dm(), 'link_undeclared');
      await ana.fill({ reference: 'CHG-1042' });
      await ana.submit();
      await world.settle();
      expect(JSON.stringify(ana.dms().at(-1)?.blocks)).toContain('Linked to CHG-1042');
    });

    it('is declared after the fact, filled in from what is known', async () => {
      world.github.push({ repository: PAYMENTS, by: 'ben', message: 'Drop the lock' });
      world.github.deploy({ repository: PAYMENTS, by: 'ana' });
      await judged();
      const [ana, ben] = [world.as('ana'), world.as('ben')];
      await ana.press(ana.dm(), 'declare_undeclared');
      const held = JSON.stringify((await ana.form()).values);
      expect(held).toContain('payments');
      const { summary: _kept, systems: _known, ...rest } = FORM;
      await ana.fill(rest);
      await ana.submit();
      await world.settle();
      expect(world.card('EC-1').text).toContain('payments: main');
      expect(JSON.stringify(world.card('EC-1').blocks)).toContain('declared after deploy');
      expect(world.events('DeploymentRecorded')).toHaveLength(1);
      expect(world.events('DeploymentRecorded')[0]?.data).toMatchObject({ source: 'github' });
      expect(world.events('SightingDeclared')).toHaveLength(1);
      // The push that brought the same commit is part of it now.
      expect(world.events('SightingMatched')).toHaveLength(1);
      expect(JSON.stringify(ben.dms())).toContain('Belongs to EC-1');
      // Ben wrote what went out: he is none to approve it.
      await ben.press(EMERGENCY, 'approve');
      await ben.hears(EMERGENCY, 'so someone else has to decide on it');
    });

    it('asks where everybody looks when the person is nobody in Slack', async () => {
      world.github.push({ repository: PAYMENTS, by: 'octocat', message: 'Fix it' });
      await judged();
      const told = world.slack.allMessages(EMERGENCY).filter(({ text }) => text.includes('octocat (GitHub)'));
      expect(told).toHaveLength(1);
    });

    it('is a protection that was taken away, and not one that is put back', async () => {
      world.github.protect({ repository: PAYMENTS, by: 'ana', on: false });
      world.github.protect({ repository: PAYMENTS, by: 'ana', on: true });
      await judged();
      expect(types()).toEqual(['protection']);
      expect(JSON.stringify(asked('ana')[0]?.blocks)).toContain('The protection of main was removed');
    });

    it('belongs to a change that is declared while it waits', async () => {
      await world.as('ana').declare();
      world.github.push({ repository: PAYMENTS, by: 'ana', message: 'Hot patch' });
      await judged();
      expect(asked('ana')).toHaveLength(0);
      expect(world.events('SightingMatched')).toHaveLength(1);
    });
  });

  describe('of an emergency change', () => {
    it('records the deployment on it, with its source', async () => {
      await approved();
      world.github.deploy({ repository: PAYMENTS, by: 'ana' });
      await arrived();
      expect(JSON.stringify(world.card('EC-1').blocks)).toContain('approved before deploy');
      expect(world.thread('EC-1').some(({ text }) => text.includes('reported by GitHub'))).toBe(true);
    });

    it('records one that failed too, and none in another environment', async () => {
      await approved();
      world.github.deploy({ repository: PAYMENTS, by: 'ana', environment: 'staging' });
      world.github.deploy({ repository: PAYMENTS, by: 'ana', outcome: 'failure' });
      await arrived();
      expect(
        world.events('DeploymentRecorded').map(({ data }) => (data as { deployment: Json }).deployment.outcome),
      ).toEqual(['failed']);
    });

    it('looks at separation of duties again: an approver who wrote it does not count', async () => {
      await approved();
      expect(world.card('EC-1').text).toContain('approved');
      world.github.push({ repository: PAYMENTS, by: 'ana', author: 'ben', message: 'Roll back' });
      await arrived();
      world.github.deploy({ repository: PAYMENTS, by: 'ana' });
      await arrived();
      expect(world.events('InvolvementLearned').map(({ data }) => data)).toMatchObject([
        { user: world.as('ben').id, as: 'author', approved: [world.as('ben').id] },
      ]);
      const told = world.thread('EC-1').filter(({ text }) => text.includes('an independent one is owed'));
      expect(told).toHaveLength(1);
      const dan = world.as('dan');
      await dan.press(dan.dm(), 'approve');
      await world.settle();
      expect(world.card('EC-1').text).not.toContain('waiting for approval');
    });

    it('tells of another commit than the one that was approved', async () => {
      const wanted = 'https://github.com/acme/payments/commit/9f3c1de0a4b56718293a4b5c6d7e8f9012345678';
      await approved({ links: wanted });
      world.github.deploy({ repository: PAYMENTS, by: 'ana' });
      await arrived();
      expect(world.thread('EC-1').filter(({ text }) => text.includes('another commit'))).toHaveLength(1);
    });

    it('knows the merge of the pull request that it names', async () => {
      await approved({ links: 'https://github.com/acme/payments/pull/1' });
      world.github.merge({ repository: PAYMENTS, by: 'ana', title: 'Roll back', reviewedBy: 'ben' });
      await judged();
      expect(world.events('SightingMatched').length).toBeGreaterThan(0);
      expect(world.events('EvidenceAdded').length).toBeGreaterThan(0);
    });
  });

  it('says so in the digest when a repository belongs to no system', async () => {
    world.github.push({ repository: 'acme/labs', by: 'ana', message: 'Try something' });
    await judged();
    expect(types()).toEqual([]);
    await world.pass(7 * HOUR);
    const last = world.slack.allMessages(DIGESTS).findLast(({ text }) => text.startsWith('Emergency changes'));
    expect(JSON.stringify(last?.blocks)).toContain('GitHub told of acme/labs, which no system of the policy names');
  });

  describe('when it comes', () => {
    it('twice, is one', async () => {
      await approved();
      world.github.deploy({ repository: PAYMENTS, by: 'ana' });
      await arrived();
      for (const { id } of world.github.deliveries()) await world.github.redeliver(id);
      await arrived();
      expect(world.events('DeploymentRecorded')).toHaveLength(1);
      expect(world.events('SightingRecorded')).toHaveLength(1);
    });

    it('while the bot is down, is delivered again', async () => {
      world.github.setWebhook({ url: `${world.botUrl()}/webhooks/github`, secret: 'another one' });
      world.github.deploy({ repository: PAYMENTS, by: 'ana' });
      await arrived();
      expect(world.github.deliveries().flatMap(({ statuses }) => statuses)).toEqual([401, 401]);
    });

    const post = (body: string, headers: Record<string, string>) =>
      fetch(`${world.botUrl()}/webhooks/github`, {
        method: 'POST',
        body,
        headers: { connection: 'close', ...headers },
      });
    const named = { 'x-github-event': 'push', 'x-github-delivery': 'd1' };
    const signed = (body: string, secret: string = HOOK_SECRETS.github) => ({
      'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    });

    it.each([
      { what: 'without a signature', headers: () => named },
      { what: 'signed with another secret', headers: (body: string) => ({ ...named, ...signed(body, 'no') }) },
      { what: 'signed for other bytes', headers: () => ({ ...named, ...signed('{ }') }) },
      { what: 'in the old way only', headers: () => ({ ...named, 'x-hub-signature': 'sha1=00' }) },
    ])('is refused $what', async ({ headers }) => {
      expect((await post('{}', headers('{}'))).status).toBe(401);
    });

    it.each([
      { what: 'is no JSON', body: 'no', headers: named as Record<string, string>, status: 400 },
      { what: 'is not what GitHub documents', body: '{"ref":1}', headers: named, status: 400 },
      { what: 'has no name', body: '{}', headers: { 'x-github-delivery': 'd1' }, status: 400 },
      { what: 'has no id', body: '{}', headers: { 'x-github-event': 'push' }, status: 400 },
      { what: 'says hello', body: '{"zen":"x"}', headers: { ...named, 'x-github-event': 'ping' }, status: 202 },
      { what: 'concerns nobody', body: '{}', headers: { ...named, 'x-github-event': 'star' }, status: 202 },
    ])('is answered with $status when it $what', async ({ body, headers, status }) => {
      expect((await post(body, { ...headers, ...signed(body) })).status).toBe(status);
      expect(types()).toEqual([]);
    });
  });
});
