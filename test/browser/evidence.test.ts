import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PackPlace } from '../support/packs.ts';
import { packPlace, query } from '../support/packs.ts';
import { unzip } from '../support/unzip.ts';
import { faults } from './axe.ts';
import { chromiumPath, launchChromium, NARROW, noBrowser, overflow, WIDE } from './chromium.ts';

const PAGES = ['index.html', 'changes/EC-2.html', 'changes/EC-3.html', 'changes/EC-6.html'];

describe.skipIf(!chromiumPath)(`a pack in the browser, from the disk${noBrowser}`, () => {
  let place: PackPlace;
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    place = await packPlace();
    folder = join(place.folder, 'pack');
    const pack = await place.pack('q3.zip', { query: { ...query, sample: { size: 2, seed: '7' } } });
    for (const [name, content] of await unzip(pack)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    browser = await launchChromium();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    place.remove();
  });

  interface Seen {
    readonly page: Page;
    readonly complaints: string[];
    readonly requests: string[];
  }

  async function look(name: string, options: Parameters<Browser['newPage']>[0] = {}): Promise<Seen> {
    const page = await browser.newPage({ viewport: WIDE, ...options });
    const [complaints, requests]: [string[], string[]] = [[], []];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(`file://${join(folder, name)}`);
    return { page, complaints, requests };
  }

  describe.each(PAGES)('%s', (name) => {
    it.each([
      { how: 'light, at a desk', viewport: WIDE, colorScheme: 'light' as const },
      { how: 'dark, at a desk', viewport: WIDE, colorScheme: 'dark' as const },
      { how: 'light, on a telephone', viewport: NARROW, colorScheme: 'light' as const },
      { how: 'dark, on a telephone', viewport: NARROW, colorScheme: 'dark' as const },
    ])('is whole and readable: $how', async ({ viewport, colorScheme }) => {
      const { page, complaints, requests } = await look(name, { viewport, colorScheme });
      expect(await overflow(page)).toBe(0);
      expect(complaints).toEqual([]);
      expect(requests.filter((url) => !url.startsWith(`file://${folder}/`))).toEqual([]);
      // Last: what looks for faults asks for the style sheet itself, which a page from the disk may not.
      expect(await faults(page)).toEqual([]);
      await page.close();
    });

    it('has no link that leads nowhere in the pack', async () => {
      const { page } = await look(name);
      const links: string[] = await page.evaluate(
        "[...document.querySelectorAll('a, link')].map((a) => a.getAttribute('href'))",
      );
      const local = links.filter((href) => !/^(https?:|#)/.test(href));
      expect(local.filter((href) => !existsSync(join(folder, dirname(name), href)))).toEqual([]);
      const anchors = links.filter((href) => href.startsWith('#'));
      for (const anchor of anchors) expect(await page.locator(anchor).count()).toBe(1);
      await page.close();
    });
  });

  it('finds in the list what is typed, and says how many', async () => {
    const { page } = await look('index.html');
    await page.getByLabel('Search in this list').fill('ec-4 payments');
    expect(await page.locator('#population tbody tr:visible').count()).toBe(1);
    expect(await page.getByRole('status').textContent()).toBe('1 of 5');
    await page.close();
  });

  it('is whole without scripts: every change is there, and no field that does nothing', async () => {
    const { page } = await look('index.html', { javaScriptEnabled: false });
    expect(await page.locator('#population tbody tr').count()).toBe(5);
    expect(await page.getByLabel('Search in this list').isVisible()).toBe(false);
    await page.locator('#population a', { hasText: 'EC-3' }).click();
    expect(await page.locator('h1').textContent()).toContain('EC-3');
    await page.close();
  });

  it('goes on paper: light, without what only a screen can do', async () => {
    const { page } = await look('index.html', { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    expect(await page.locator('nav').isVisible()).toBe(false);
    const paper = await page.pdf({ preferCSSPageSize: true });
    expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
    expect(paper.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(1);
    await page.close();
  });
});
