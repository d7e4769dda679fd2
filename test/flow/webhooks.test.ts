import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { REVIEW } from '../support/actor.ts';
import type { World } from '../support/world.ts';
import { HOOK_SECRETS, HOUR, MINUTE, openWorld } from '../support/world.ts';

describe('what PagerDuty and Jira tell', () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
    world.pagerduty.setWebhooks({ url: hook('pagerduty'), secrets: [HOOK_SECRETS.pagerduty] });
    world.jira.setWebhook({ url: hook('jira'), secret: HOOK_SECRETS.jira });
  });
  afterEach(() => world.close());

  const hook = (name: string) => `${world.botUrl()}/webhooks/${name}`;
  const told = (words: string) => world.thread('EC-1').filter(({ text }) => text.includes(words));
  const cardText = () => JSON.stringify(world.card('EC-1').blocks);
  const checkout = () => world.pagerduty.incident(8812)?.id ?? '';
  const other = () => world.pagerduty.incident(8815)?.id ?? '';
  const ben = () => world.jira.users().find(({ displayName }) => displayName === 'Ben Okafor')?.accountId ?? '';
  const status = () => world.jira.issue('OPS-1')?.status.name;
  const last = () => world.pagerduty.deliveries().findLast(({ event }) => /resolved|reopened/.test(event));

  /** Webhooks are on their way by themselves; what they lead to is not. */
  async function settled(): Promise<void> {
    await Promise.all([world.pagerduty.delivered(), world.jira.delivered()]);
    await world.settle();
    await Promise.all([world.pagerduty.delivered(), world.jira.delivered()]);
    await world.settle();
  }

  async function declared(): Promise<void> {
    const ana = world.as('ana');
    await ana.command('');
    await ana.fill({
      summary: 'Roll payments back to v841',
      systems: ['payments'],
      criterion: 'outage',
      justification: 'Checkout fails since 03:04',
      rollbackPlan: 'Redeploy v842',
    });
    const [incident] = await ana.suggest('incident', 'checkout');
    await ana.pick('incident', incident as Record<string, unknown>);
    await ana.submit();
    await settled();
  }

  async function deployedAndReviewed(): Promise<void> {
    const [ana, benny, cleo] = [world.as('ana'), world.as('ben'), world.as('cleo')];
    await benny.press(benny.dm(), 'approve');
    await cleo.press(cleo.dm(), 'approve');
    await ana.press('C0EMERGENCY', 'record_deployment');
    await ana.fill({ what: 'v841' });
    await ana.submit();
    await settled();
    await ana.press('C0EMERGENCY', 'start_review');
    await ana.fill(REVIEW);
    await ana.submit();
    await settled();
  }

  describe('of the incident', () => {
    it('tells the thread once that it was resolved, and again when it comes back', async () => {
      await declared();
      world.pagerduty.resolve(checkout());
      await settled();
      expect(told('was resolved in PagerDuty by Ana Silva')).toHaveLength(1);
      expect(cardText()).toContain('(resolved)');

      await world.pagerduty.redeliver(last()?.id ?? '');
      await settled();
      expect(told('was resolved in PagerDuty')).toHaveLength(1);

      world.clock.advanceTo(world.clock.now() + MINUTE);
      world.pagerduty.reopen(checkout());
      await settled();
      expect(told('was reopened in PagerDuty')).toHaveLength(1);
      expect(cardText()).toContain('(reopened)');
    });

    it('asks the owner once for what is left to do when it is resolved, with the button for it', async () => {
      await declared();
      const ana = world.as('ana');
      const nudges = () => world.slack.allMessages(ana.dm()).filter(({ text }) => text.includes('is resolved. EC-1'));
      world.pagerduty.resolve(checkout());
      await settled();
      expect(nudges()).toHaveLength(1);
      expect(nudges()[0]?.text).toContain('record what was deployed');
      await ana.press(ana.dm(), 'record_deployment');
      expect((await ana.form()).callbackId).toBe('deployment_form');

      world.clock.advanceTo(world.clock.now() + MINUTE);
      world.pagerduty.reopen(checkout());
      await settled();
      world.clock.advanceTo(world.clock.now() + MINUTE);
      world.pagerduty.resolve(checkout());
      await settled();
      expect(told('was resolved in PagerDuty')).toHaveLength(2);
      expect(nudges()).toHaveLength(1);
    });

    it('does not ask for a review that is written already', async () => {
      await declared();
      await deployedAndReviewed();
      world.pagerduty.resolve(checkout());
      await settled();
      expect(told('was resolved in PagerDuty')).toHaveLength(1);
      expect(world.slack.allMessages(world.slack.botDm('U0ANASILVA') ?? '')).toEqual([]);
    });

    it.each([
      { what: 'says that it is the wrong one', answer: 'wrong', warned: 1 },
      { what: 'confirms it', answer: 'confirmed', warned: 0 },
    ])('is judged by the reviewer, who $what', async ({ answer, warned }) => {
      await declared();
      await deployedAndReviewed();
      const eva = world.as('eva');
      await eva.press(eva.dm(), 'read_review');
      await eva.fill({ incident: answer });
      await eva.submit();
      await settled();
      expect(told('signed off the review')).toHaveLength(1);
      expect(told('is not the incident it was about')).toHaveLength(warned);
      expect(cardText()).toContain('Review signed off');
    });

    it('shows its priority', async () => {
      await declared();
      world.pagerduty.setPriority(checkout(), 'PPRIO01');
      await settled();
      expect(told('is *P1* now in PagerDuty by Ana Silva')).toHaveLength(1);
      expect(cardText()).toContain('(P1)');
      world.clock.advanceTo(world.clock.now() + MINUTE);
      world.pagerduty.setPriority(checkout(), undefined);
      await settled();
      expect(told('has no priority any more')).toHaveLength(1);
      expect(cardText()).not.toContain('P1');
    });

    it('leaves the last word to what happened last, whatever arrives last', async () => {
      await declared();
      world.pagerduty.setWebhooks(undefined);
      world.pagerduty.resolve(checkout());
      const [resolved, reopened] = [world.clock.now(), world.clock.now() + MINUTE];
      world.clock.advanceTo(reopened);
      expect((await pagerDutySays('incident.reopened', reopened)).status).toBe(202);
      expect((await pagerDutySays('incident.resolved', resolved)).status).toBe(202);
      await settled();
      expect(told('was reopened in PagerDuty')).toHaveLength(1);
      expect(told('was resolved in PagerDuty')).toHaveLength(0);
      expect(cardText()).toContain('(reopened)');
    });

    it('follows it into the one it was merged into', async () => {
      await declared();
      world.pagerduty.mergeByHand(checkout(), other());
      await settled();
      expect(told('PD #8812 Checkout 500s> was merged into another incident')).toHaveLength(1);
      expect(told('was resolved')).toHaveLength(0);
      expect(cardText()).toContain('PD #8815 Search latency');
      expect(
        world.pagerduty
          .incident(8815)
          ?.notes.map(({ content }) => content)
          .join(),
      ).toContain('EC-1');

      world.pagerduty.resolve(other());
      await settled();
      expect(told('was resolved in PagerDuty')).toHaveLength(1);
    });

    it('says nothing of incidents that belong to no change, nor of other events', async () => {
      await declared();
      const before = world.thread('EC-1').length;
      world.pagerduty.resolve(other());
      world.pagerduty.noteByHand(checkout(), 'Looking');
      await settled();
      expect(world.thread('EC-1')).toHaveLength(before);
      expect(world.pagerduty.deliveries().every(({ statuses }) => statuses.every((code) => code === 202))).toBe(true);
    });
  });

  describe('of the ticket', () => {
    it('reopens it with what is missing when somebody closes it before the review', async () => {
      await declared();
      world.jira.moveByHand('OPS-1', 'Done', ben());
      await settled();
      const [message] = told('OPS-1 was moved to Done in Jira by Ben Okafor');
      expect(message?.text).toContain('the approval (2 people to go)');
      expect(message?.text).toContain('the review by <@U0ANASILVA>');
      expect(status()).toBe('In Progress');
      expect(told('OPS-1 is open again: In Progress')).toHaveLength(1);
      expect(world.jira.issue('OPS-1')?.comments.filter(({ text }) => text.includes('Still missing'))).toHaveLength(1);
      expect(cardText()).not.toContain('closed too early');
    });

    it('does it again for a second time, and once for one time told twice', async () => {
      await declared();
      world.jira.moveByHand('OPS-1', 'Done', ben());
      await settled();
      const move = world.jira.deliveries().find(({ body }) => body.includes('"toString":"Done"'));
      await world.jira.redeliver(move?.id ?? '');
      await settled();
      expect(told('was moved to Done')).toHaveLength(1);
      world.jira.moveByHand('OPS-1', 'Done', ben());
      await settled();
      expect(told('was moved to Done')).toHaveLength(2);
      expect(status()).toBe('In Progress');
    });

    it('only says so where the workflow has no way back', async () => {
      world.jira.setPermissions([
        'BROWSE_PROJECTS',
        'CREATE_ISSUES',
        'EDIT_ISSUES',
        'ADD_COMMENTS',
        'LINK_ISSUES',
        'ASSIGN_ISSUES',
        'USER_PICKER',
      ]);
      await declared();
      world.jira.moveByHand('OPS-1', 'Done', ben());
      await settled();
      expect(status()).toBe('Done');
      expect(cardText()).toContain('was closed too early');
      expect(told('was moved to Done')).toHaveLength(1);
      expect(told('is open again')).toHaveLength(0);
      expect(world.log.lines.filter(({ level }) => level === 'error')).toEqual([]);

      world.jira.moveByHand('OPS-1', 'In Review', ben());
      await settled();
      expect(told('OPS-1 is open again by Ben Okafor: In Review')).toHaveLength(1);
      expect(cardText()).not.toContain('was closed too early');
    });

    it('is silent about the ticket that it closed itself', async () => {
      await declared();
      await deployedAndReviewed();
      const eva = world.as('eva');
      await eva.press(eva.dm(), 'sign_off');
      await settled();
      expect(status()).toBe('Done');
      expect(told('was moved to')).toHaveLength(0);
      await world.pass(HOUR);
      expect(status()).toBe('Done');
    });

    it('follows it to another project, and closes it there', async () => {
      await declared();
      expect(world.jira.moveToProject('OPS-1', 'PLAT', ben())).toBe('PLAT-2');
      await settled();
      expect(told('OPS-1 is <')).toHaveLength(1);
      expect(cardText()).toContain('/browse/PLAT-2|Jira PLAT-2');

      world.clock.advanceTo(world.clock.now() + MINUTE);
      world.jira.moveByHand('PLAT-2', 'Done', ben());
      await settled();
      expect(told('PLAT-2 was moved to Done in Jira by Ben Okafor')).toHaveLength(1);

      await deployedAndReviewed();
      const eva = world.as('eva');
      await eva.press(eva.dm(), 'sign_off');
      await settled();
      expect(world.jira.issue('PLAT-2')?.status.name).toBe('Done');
      expect(world.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
    });

    it('tells who has it now, and says nothing of whom it gave it to itself', async () => {
      await declared();
      expect(told('was given to')).toEqual([]);
      world.jira.assignByHand('OPS-1', ben(), ben());
      await settled();
      expect(told('OPS-1 was given to Ben Okafor in Jira by Ben Okafor')).toHaveLength(1);
      expect(cardText()).toContain('(Ben Okafor)');

      world.clock.advanceTo(world.clock.now() + MINUTE);
      world.jira.assignByHand('OPS-1', undefined, ben());
      await settled();
      expect(told('OPS-1 is nobody’s now')).toHaveLength(1);
      expect(cardText()).toContain('(unassigned)');
    });

    it('says that it was deleted, and goes on without it', async () => {
      await declared();
      world.jira.deleteIssue('OPS-1', ben());
      await settled();
      expect(told('OPS-1 was deleted in Jira by Ben Okafor')).toHaveLength(1);
      expect(cardText()).toContain('Jira OPS-1 was deleted');
      await deployedAndReviewed();
      expect(cardText()).not.toContain('Try again');
      expect(world.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
    });
  });

  describe('when it cannot be believed', () => {
    const event = (id = 'one') => JSON.stringify(eventOf('incident.resolved', world.clock.now(), id));
    const hex = (body: string, secret: string) => createHmac('sha256', secret).update(body).digest('hex');
    const post = (name: string, body: string, headers: Record<string, string>) =>
      fetch(hook(name), { method: 'POST', body, headers: { connection: 'close', ...headers } });

    it.each([
      { what: 'without a signature', header: () => ({}) },
      { what: 'signed with another secret', header: (body: string) => signature(`v1=${hex(body, 'wrong')}`) },
      { what: 'with a signature of another body', header: () => signature(`v1=${hex('{}', HOOK_SECRETS.pagerduty)}`) },
      {
        what: 'with half a signature',
        header: (b: string) => signature(`v1=${hex(b, HOOK_SECRETS.pagerduty).slice(0, 32)}`),
      },
      { what: 'with a newer scheme only', header: (b: string) => signature(`v2=${hex(b, HOOK_SECRETS.pagerduty)}`) },
    ])('refuses PagerDuty $what', async ({ header }) => {
      expect((await post('pagerduty', event(), header(event()))).status).toBe(401);
    });

    it('takes one right signature among several', async () => {
      const header = signature(`v1=${hex(event(), 'old')}, v1=${hex(event(), HOOK_SECRETS.pagerduty)}`);
      expect((await post('pagerduty', event(), header)).status).toBe(202);
    });

    it.each([
      { what: 'without a signature', header: () => ({}) },
      {
        what: 'signed with another secret',
        header: (body: string) => ({ 'x-hub-signature': `sha256=${hex(body, 'no')}` }),
      },
      {
        what: 'signed by another method',
        header: (b: string) => ({ 'x-hub-signature': `sha1=${hex(b, HOOK_SECRETS.jira)}` }),
      },
    ])('refuses Jira $what', async ({ header }) => {
      expect((await post('jira', '{}', header('{}'))).status).toBe(401);
    });

    it('refuses what is signed and no event, and what is too long to read', async () => {
      for (const body of ['{}', 'no json', '[]', '']) {
        expect((await post('jira', body, { 'x-hub-signature': `sha256=${hex(body, HOOK_SECRETS.jira)}` })).status).toBe(
          400,
        );
        expect((await post('pagerduty', body, signature(`v1=${hex(body, HOOK_SECRETS.pagerduty)}`))).status).toBe(400);
      }
      const long = JSON.stringify({ padding: 'x'.repeat(1024 * 1024) });
      expect((await post('pagerduty', long, signature(`v1=${hex(long, HOOK_SECRETS.pagerduty)}`))).status).toBe(413);
    });

    it('is not there without a secret', async () => {
      const without = await openWorld({ without: ['jira', 'pagerduty'] });
      for (const name of ['jira', 'pagerduty']) {
        const answer = await fetch(`${without.botUrl()}/webhooks/${name}`, { method: 'POST', body: '{}' });
        expect(answer.status).toBe(404);
      }
      await without.close();
    });

    const signature = (value: string) => ({ 'x-pagerduty-signature': value });
  });

  const eventOf = (type: string, at: number, id: string) => ({
    event: {
      id,
      event_type: type,
      resource_type: 'incident',
      occurred_at: new Date(at).toISOString(),
      agent: null,
      client: null,
      data: { id: checkout(), type: 'incident', number: 8812, status: 'resolved' },
    },
  });

  function pagerDutySays(type: string, at: number): Promise<Response> {
    const body = JSON.stringify(eventOf(type, at, `${type}-${at}`));
    const signature = createHmac('sha256', HOOK_SECRETS.pagerduty).update(body).digest('hex');
    const headers = { connection: 'close', 'x-pagerduty-signature': `v1=${signature}` };
    return fetch(hook('pagerduty'), { method: 'POST', body, headers });
  }
});
