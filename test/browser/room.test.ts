import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenRoom } from '../support/room.ts';
import { openRoom } from '../support/room.ts';
import { faults } from './axe.ts';
import { chromiumPath, launchChromium, NARROW, noBrowser, overflow, WIDE } from './chromium.ts';

const PAGES = ['', 'population', 'changes/EC-1', 'changes/EC-3', 'findings', 'sample?seed=7&size=8', 'report'];
/** For looking at: `SHOTS=/some/folder`. */
const SHOTS = process.env.SHOTS;

describe.skipIf(!chromiumPath)(`the auditor's room${noBrowser}`, () => {
  let room: OpenRoom;
  let browser: Browser;
  beforeAll(async () => {
    [room, browser] = await Promise.all([openRoom(60), launchChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await room.close();
  });

  interface Entered {
    readonly page: Page;
    readonly context: BrowserContext;
    readonly home: string;
    readonly asked: readonly string[];
    readonly complaints: readonly string[];
  }
  async function enter(options: Parameters<Browser['newContext']>[0] = {}): Promise<Entered> {
    const { enter: path, home } = await room.make({ period: '2026-07-01..2026-12-31' });
    const context = await browser.newContext({ viewport: WIDE, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(8_000);
    const asked: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(room.url + path);
    return { page, context, home: room.url + home, asked, complaints };
  }

  it.each([
    { look: 'light', options: { colorScheme: 'light' as const, viewport: WIDE } },
    { look: 'dark', options: { colorScheme: 'dark' as const, viewport: WIDE } },
    { look: 'on a telephone', options: { colorScheme: 'light' as const, viewport: NARROW } },
  ])(
    'is accessible, fits, asks nobody else and runs nothing: $look',
    async ({ look, options }) => {
      const { page, context, home, asked, complaints } = await enter(options);
      for (const path of PAGES) {
        await page.goto(home + path);
        expect([path, await faults(page)]).toEqual([path, []]);
        expect([path, await overflow(page)]).toEqual([path, 0]);
        const name = `${SHOTS}/${look.split(' ').at(-1)}-${path.replace(/\W+/g, '-') || 'overview'}.png`;
        if (SHOTS) await page.screenshot({ path: name, fullPage: true });
      }
      expect(asked.filter((url) => !url.startsWith(room.url))).toEqual([]);
      expect(complaints).toEqual([]);
      await context.close();
    },
    60_000,
  );

  it('leaves no token in the address, nor where scripts could read it', async () => {
    const { page, context, home } = await enter();
    expect(page.url()).toBe(home);
    expect(await page.evaluate('document.cookie')).toBe('');
    const [cookie] = await context.cookies(home);
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: new URL(home).pathname.replace(/\/$/, '') });
    await context.close();
  });

  it('can be used without scripts, by keyboard: filtered, paged, read and drawn', async () => {
    const { page, context, home } = await enter({ javaScriptEnabled: false });
    await page.getByRole('link', { name: 'Changes', exact: true }).click();
    expect(await page.getByText('1 to 50 of 60.').count()).toBeGreaterThan(0);
    await page.getByRole('link', { name: 'Later' }).first().click();
    expect(await page.getByText('51 to 60 of 60.').count()).toBeGreaterThan(0);

    await page.getByLabel('Words in number').fill('leaked');
    await page.getByLabel('Timing').selectOption('never approved');
    await page.keyboard.press('Tab');
    await page.getByLabel('Words in number').press('Enter');
    const ids = await page.locator('#population tbody tr td:first-child').allTextContents();
    expect(ids.length).toBeGreaterThan(0);
    await page
      .getByRole('link', { name: ids[0] ?? '' })
      .first()
      .click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('Revoke a leaked deploy key');

    await page.goto(`${home}sample`);
    await page.getByLabel('Seed').fill('7');
    await page.getByRole('button', { name: 'Draw' }).click();
    expect(await page.locator('table tbody tr').count()).toBe(25);
    await context.close();
  });

  it('goes to paper without its fields and ways', async () => {
    const { page, context, home } = await enter();
    await page.goto(`${home}changes/EC-1`);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('nav').isVisible()).toBe(false);
    const paper = await page.pdf({ format: 'A4', ...(SHOTS ? { path: `${SHOTS}/dossier.pdf` } : {}) });
    expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
    await context.close();
  });
});
