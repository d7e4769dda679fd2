import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { account, document, openSite, task } from '../sandbox/jira/site.ts';
import { openAccount } from '../sandbox/pagerduty/account.ts';
import { chromiumPath, launchChromium, noBrowser, openPage } from './chromium.ts';
import { openDesk } from './desk.ts';

let browser: Browser;

describe.skipIf(!chromiumPath)(`the panes beside the chat${noBrowser}`, () => {
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  it("show a ticket, and move it and comment on it in the person's name", async () => {
    const { jira, client } = await openSite();
    const desk = await openDesk({ jira });
    onTestFinished(desk.stop);
    const { page } = await openPage(browser, desk.url);
    await page.getByText('No tickets yet.').waitFor();

    const { key } = await client.issues.createIssue(
      task({ description: document('Checkout failed.'), labels: ['emergency'], duedate: '2026-11-21' }),
    );
    const ticket = page.getByRole('region', { name: `Ticket ${key}` });
    await ticket.getByText('Checkout failed.').waitFor();
    await ticket.getByText('2026-11-21').waitFor();

    const [first] = jira.transitionsOf(key);
    await ticket.getByRole('button', { name: /^Status:/ }).click();
    await ticket.getByRole('menuitem', { name: first?.name }).click();
    await ticket.getByRole('button', { name: `Status: ${first?.to}` }).waitFor();
    await ticket.getByRole('textbox', { name: 'Comment on the ticket' }).fill('Looked at it.');
    await page.keyboard.press('Enter');
    await ticket.getByText('Looked at it.').waitFor();
    await ticket.getByRole('combobox', { name: 'Assignee' }).selectOption('Ben Okafor');
    await expect.poll(() => jira.issue(key)?.assignee).toBe(account('ben@example.com'));
    expect(jira.issue(key)?.comments).toMatchObject([{ text: 'Looked at it.', author: account('ana@example.com') }]);
  });

  it('list several tickets, and delete one after asking', async () => {
    const { jira, client } = await openSite();
    const desk = await openDesk({ jira });
    onTestFinished(desk.stop);
    await client.issues.createIssue(task({ summary: 'First' }));
    await client.issues.createIssue(task({ summary: 'Second' }));
    const { page } = await openPage(browser, desk.url);
    await page
      .getByRole('region', { name: 'Tickets' })
      .getByRole('button', { name: /Second/ })
      .click();
    await page.getByRole('button', { name: 'More about the ticket' }).click();
    await page.getByRole('menuitem', { name: /Delete/ }).click();
    await page
      .getByRole('dialog', { name: /^Delete/ })
      .getByRole('button', { name: 'Delete' })
      .click();
    await page.getByRole('heading', { name: 'First' }).waitFor();
    expect(jira.issues().map(({ summary }) => summary)).toEqual(['First']);
  });

  it('move a ticket to another project, where it is shown under its new key', async () => {
    const { jira, client } = await openSite();
    const desk = await openDesk({ jira });
    onTestFinished(desk.stop);
    const { key } = await client.issues.createIssue(task());
    const { page } = await openPage(browser, desk.url);
    await page.getByRole('button', { name: 'More about the ticket' }).click();
    await page.getByRole('menuitem', { name: /Move to the project/ }).click();
    await page.getByRole('region', { name: /^Ticket PLAT-/ }).waitFor();
    expect(jira.issue(key)).toMatchObject({ key: expect.stringMatching(/^PLAT-/), formerKeys: [key] });
  });

  it('give an incident another priority', async () => {
    const { pagerduty } = await openAccount();
    const desk = await openDesk({ pagerduty });
    onTestFinished(desk.stop);
    const service = pagerduty.services()[0]?.id ?? '';
    const { number, id } = pagerduty.trigger({ title: 'Checkout is down', serviceId: service });
    const { page } = await openPage(browser, desk.url);
    const incident = page.getByRole('article', { name: `Incident ${number}` });
    await incident.getByRole('button', { name: /Checkout/ }).click();
    await incident.getByRole('button', { name: 'Priority' }).click();
    const [first] = pagerduty.priorities();
    await incident.getByRole('menuitem', { name: first?.name }).click();
    await incident.getByText(`· ${first?.name}`).waitFor();
    expect(pagerduty.incident(id)?.priorityId).toBe(first?.id);
  });

  it('merge one incident into another, and add a note', async () => {
    const { pagerduty } = await openAccount();
    const desk = await openDesk({ pagerduty });
    onTestFinished(desk.stop);
    const service = pagerduty.services()[0]?.id ?? '';
    const target = pagerduty.trigger({ title: 'Checkout is down', serviceId: service });
    const source = pagerduty.trigger({ title: 'Refunds are stuck', serviceId: service });
    const { page } = await openPage(browser, desk.url);
    const incident = page.getByRole('article', { name: `Incident ${source.number}` });
    await incident.getByRole('button', { name: /Refunds/ }).click();
    await incident.getByRole('textbox', { name: /Note on/ }).fill('Same cause');
    await page.keyboard.press('Enter');
    await incident.getByText('Same cause').waitFor();
    await incident.getByRole('button', { name: 'Merge' }).click();
    await incident.getByRole('menuitem', { name: new RegExp(`#${target.number}`) }).click();
    await incident.getByText(`merged into #${target.number}`).waitFor();
    expect(pagerduty.incident(source.id)).toMatchObject({ status: 'resolved', mergedInto: target.id });
  });

  it('trigger, acknowledge and resolve an incident, and a link in a message leads to it', async () => {
    const { pagerduty } = await openAccount();
    const desk = await openDesk({ pagerduty });
    onTestFinished(desk.stop);
    const { page } = await openPage(browser, desk.url);
    await page.getByRole('button', { name: 'Trigger incident' }).click();
    await page.getByRole('textbox', { name: 'Title' }).fill('Refunds are stuck');
    await page.getByRole('button', { name: 'Trigger', exact: true }).click();
    const incident = page.getByRole('article', { name: /^Incident/ }).filter({ hasText: 'Refunds are stuck' });
    await incident.waitFor();

    const { id } = pagerduty.incidents().find(({ title }) => title === 'Refunds are stuck') ?? { id: '' };
    desk.slack.as('U0BENOKAFO').say('C0EMERGENCY', `See <${pagerduty.url}/incidents/${id}|the incident>`);
    await page.getByRole('link', { name: 'the incident' }).click();
    await incident.getByRole('button', { name: 'Acknowledge' }).click();
    await incident.getByText('acknowledged', { exact: true }).waitFor();
    await incident.getByRole('button', { name: 'Resolve' }).click();
    await incident.getByText('resolved', { exact: true }).waitFor();
    expect(pagerduty.incident(id)?.status).toBe('resolved');
  });
});
