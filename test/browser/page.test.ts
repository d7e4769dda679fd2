import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Bot } from '../sandbox/slack/bolt.ts';
import { chromiumPath, launchChromium, NARROW, noBrowser, openPage, overflow, WIDE } from './chromium.ts';
import { type Desk, openDesk } from './desk.ts';
import { startSmallBot } from './small-bot.ts';

const ANA = 'U0ANASILVA';

let desk: Desk;
let bot: Bot;
let browser: Browser;
let page: Page;
let complaints: string[];

describe.skipIf(!chromiumPath)(`the page of the sandbox${noBrowser}`, () => {
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  beforeEach(async () => {
    desk = await openDesk();
    bot = await startSmallBot(desk.slack);
    ({ page, complaints } = await openPage(browser, desk.url));
  });
  afterEach(async () => {
    await page.close();
    await bot.stop();
    await desk.stop();
  });

  it('lets one declare with the command, corrects the form, and shows the card to everybody', async () => {
    const composer = page.getByRole('textbox', { name: 'Message #emergency-changes' });
    await composer.pressSequentially('/em');
    await page.getByRole('option', { name: /\/emergency-change/ }).waitFor();
    await composer.press('Tab');
    await composer.pressSequentially('stuff');
    await composer.press('Enter');

    const modal = page.getByRole('dialog', { name: 'Emergency change' });
    const what = modal.getByRole('textbox', { name: 'What?' });
    await modal.getByRole('button', { name: 'Declare' }).click();
    await modal.getByText('Please complete this required field.').waitFor();
    await modal.getByRole('combobox', { name: 'Where?' }).click();
    await page.getByRole('option', { name: 'Payments' }).click();
    await modal.getByRole('button', { name: 'Declare' }).click();
    await modal.getByText('Say what is changed.').waitFor();
    expect(await what.getAttribute('aria-invalid')).toBe('true');

    await what.fill('Roll payments back');
    await modal.getByRole('combobox', { name: 'Who helps?' }).fill('dan');
    await page.keyboard.press('Enter');
    await modal.getByRole('checkbox', { name: 'Tests' }).check();
    await modal.getByRole('button', { name: 'Declare' }).click();
    await modal.waitFor({ state: 'detached' });

    const card = page.getByRole('article', { name: /Breakglass/ });
    await card.getByText('Roll payments back').waitFor();
    expect(await card.textContent()).toContain('in Payments by @Ana Silva, with @Dan Wu, 1 checked');

    await page.getByRole('button', { name: 'Approve' }).click();
    const refusal = page.getByRole('article').filter({ hasText: 'Somebody else has to approve it.' });
    await refusal.getByText('Only visible to you').waitFor();

    await page.getByRole('button', { name: 'Be Ben Okafor' }).click();
    await page.getByRole('heading', { name: 'Ben Okafor' }).waitFor();
    expect(await refusal.count()).toBe(0);
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByText('approved by').waitFor();

    await page.getByRole('button', { name: 'Be Ana Silva' }).click();
    const dm = page
      .getByRole('navigation', { name: 'Conversations' })
      .getByRole('button', { name: /Breakglass APP 1 unread/ });
    await dm.click();
    await page.getByRole('log').getByText('said yes.').waitFor();
    expect(complaints).toEqual([]);
  });

  it('tells of a direct message while one reads something else', async () => {
    await page.getByRole('textbox', { name: 'Message #emergency-changes' }).waitFor();
    await bot.app.client.chat.postMessage({ channel: ANA, text: 'Your review is due.' });
    const toast = page.getByRole('status', { name: 'New messages' });
    await toast.getByText('Your review is due.').click();
    await page.getByRole('log', { name: 'Messages in Breakglass' }).getByText('Your review is due.').waitFor();
    expect(await toast.textContent()).toBe('');
  });

  it('closes a modal with Escape and offers the shortcuts of the manifest', async () => {
    await page.getByRole('textbox', { name: 'Message #emergency-changes' }).fill('/emergency-change');
    await page.keyboard.press('Enter');
    const modal = page.getByRole('dialog', { name: 'Emergency change' });
    await modal.waitFor();
    await page.keyboard.press('Escape');
    await modal.waitFor({ state: 'detached' });
    await expect.poll(() => desk.slack.as(ANA).views()).toEqual([]);
    await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('TEXTAREA');

    await page.getByRole('button', { name: 'Shortcuts' }).click();
    await page.getByRole('menuitem', { name: /Declare emergency change/ }).waitFor();
  });

  it('says when a command is unknown, and keeps what was typed', async () => {
    const composer = page.getByRole('textbox', { name: 'Message #emergency-changes' });
    await composer.fill('/nope now');
    await composer.press('Enter');
    await page.getByRole('alert').getByText('/nope is not a command here.').waitFor();
    expect(await composer.inputValue()).toBe('/nope now');
  });

  it('moves the clock', async () => {
    await page.getByRole('button', { name: '+1 h' }).click();
    await page.getByRole('banner').getByText('04:04').waitFor();
    await page.getByRole('button', { name: '+1 day' }).click();
    await page.getByRole('banner').getByText('Sat 21 Nov').waitFor();
  });

  it.each([WIDE, NARROW])('fits a window $width pixels wide', async (size) => {
    await page.setViewportSize(size);
    await page.getByRole('textbox', { name: 'Message #emergency-changes' }).fill('/emergency-change');
    expect(await overflow(page)).toBe(0);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Emergency change' }).waitFor();
    expect(await overflow(page)).toBe(0);
    expect(complaints).toEqual([]);
  });
});
