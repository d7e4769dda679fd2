import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faults } from './axe.ts';
import { chromiumPath, launchChromium, NARROW, noBrowser, openPage, overflow, WIDE } from './chromium.ts';
import { ANA, CHANNEL, type FullDesk, openFullDesk } from './full-desk.ts';

const SHOTS = '.shots/views';

let browser: Browser;
let desk: FullDesk;
let page: Page;

/** Every main view, light and dark, wide and narrow: nobody is kept out, and nothing is wider than the window. */
describe.skipIf(!chromiumPath)(`everybody can use the page of the sandbox${noBrowser}`, () => {
  beforeAll(async () => {
    mkdirSync(SHOTS, { recursive: true });
    desk = await openFullDesk();
    browser = await launchChromium();
    ({ page } = await openPage(browser, desk.url));
    page.setDefaultTimeout(3_000);
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.stop();
  });

  describe.each([
    { theme: 'light', size: WIDE },
    { theme: 'dark', size: WIDE },
    { theme: 'light', size: NARROW },
    { theme: 'dark', size: NARROW },
  ] as const)('in the $theme, $size.width wide', ({ theme, size }) => {
    const isNarrow = size === NARROW;
    beforeAll(async () => {
      desk.story.play(undefined);
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    });

    const views: Record<string, () => Promise<unknown>> = {
      channel: async () => {
        await go('general');
        await go(CHANNEL);
        await page.getByRole('button', { name: 'Approve' }).first().waitFor();
      },
      thread: async () => {
        await go(CHANNEL);
        await page.getByRole('button', { name: /repl/ }).first().click();
        await page.getByRole('textbox', { name: 'Reply in thread' }).waitFor();
      },
      dm: async () => {
        await go('dm');
        await page.getByText('Your review is due').first().waitFor();
      },
      home: async () => {
        await go('dm');
        await page.getByRole('navigation', { name: 'Tabs of the app' }).getByRole('button', { name: 'Home' }).click();
        await page.getByText('Nothing waits for you').waitFor();
      },
      modal: async () => {
        await go(CHANNEL);
        await page.getByRole('textbox', { name: 'Message #emergency-changes' }).fill('/emergency-change stuff');
        await page.keyboard.press('Enter');
        const modal = page.getByRole('dialog', { name: 'Emergency change' });
        await modal.getByRole('button', { name: 'Declare' }).click();
        await modal.getByText('Please complete').first().waitFor();
      },
      jira: async () => {
        await go(CHANNEL);
        await beside('Jira');
        const back = page.getByRole('button', { name: /All 2 tickets/ });
        if (await back.isVisible()) await back.click();
        await page.getByRole('region', { name: 'Tickets' }).waitFor();
      },
      ticket: async () => {
        await page.getByRole('button', { name: /^OPS-1/ }).click();
        await page.getByRole('textbox', { name: 'Comment on the ticket' }).waitFor();
      },
      pagerduty: async () => {
        await beside('PagerDuty');
        await page.getByText('Refunds are stuck').first().click();
      },
      weather: async () => {
        await go(CHANNEL);
        await page.getByRole('button', { name: /^Weather/ }).click();
        await page.getByRole('radio', { name: 'Down' }).last().click();
        await page.getByRole('button', { name: 'Clear it all' }).waitFor();
      },
      story: async () => {
        await go(CHANNEL);
        desk.story.play({ caption: 'Ana declares the change', step: 3, of: 12, person: ANA, channel: CHANNEL });
        await page.getByRole('button', { name: 'Stop following' }).waitFor();
      },
      people: async () => {
        await page.goto(`${desk.url}/#U0HANALEFT`);
        await page.getByText('cannot sign in').waitFor();
      },
    };
    const beside = (label: string) =>
      isNarrow
        ? page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: label }).click()
        : page.getByRole('tab', { name: label }).click();

    it.each(Object.keys(views))('%s', async (name) => {
      try {
        await look(name);
      } finally {
        await leave(name);
      }
    });
    async function look(name: string): Promise<void> {
      await views[name]?.();
      await page.waitForTimeout(50);
      await page.screenshot({ path: `${SHOTS}/${name}-${theme}-${size.width}.png` });
      expect(await overflow(page)).toBe(0);
      expect(await faults(page)).toEqual([]);
    }
  });

  async function go(channel: string): Promise<void> {
    const wanted = channel === 'general' ? 'C0GENERAL01' : channel;
    await page.goto(`${desk.url}/#${ANA}/${wanted}`);
    const chat = page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Chat' });
    if (await chat.isVisible()) await chat.click();
  }
  async function leave(name: string): Promise<void> {
    if (name === 'modal') await page.keyboard.press('Escape');
    if (name === 'weather') await page.getByRole('button', { name: 'Clear it all' }).click();
    if (name === 'weather') await page.getByRole('button', { name: 'Close weather' }).click();
    if (name === 'story') desk.story.play(undefined);
  }
});
