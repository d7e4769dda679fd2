import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

const PATH = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Absent: there is no browser here, and what needs one is skipped. */
export const chromiumPath: string | undefined = existsSync(PATH) ? PATH : undefined;

/** For the name of a suite that is skipped, so that the report says why. */
export const noBrowser = chromiumPath ? '' : ` (skipped: no Chromium at ${PATH}; CHROMIUM names another place)`;

if (noBrowser) console.info(`Browser tests${noBrowser}`);

/** Widths at which the page must be usable: a desk and a telephone. */
export const WIDE = { width: 1440, height: 900 };
export const NARROW = { width: 390, height: 844 };

export async function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: PATH,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page of its own, and what its console said: errors of the page are failures of the test. */
export async function openPage(browser: Browser, url: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage({ viewport: WIDE });
  page.setDefaultTimeout(8_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(url);
  return { page, complaints };
}

/** How far the page is wider than the window: 0 when nothing has to be scrolled sideways. */
export async function overflow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
