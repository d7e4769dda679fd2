import { mkdirSync } from 'node:fs';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchChromium, openPage } from './chromium.ts';
import type { SandboxProcess } from './sandbox-process.ts';
import { startSandbox } from './sandbox-process.ts';

/** Somebody in front of the sandbox, with what the stories in the browser do with their hands. */
export interface Visitor {
  readonly page: Page;
  /** What the browser's console complained about. */
  readonly complaints: readonly string[];
  readonly be: (name: string) => Promise<void>;
  readonly conversations: () => Locator;
  readonly dialog: (name: string) => Locator;
  readonly answer: (form: Locator, question: string, words: string) => Promise<void>;
  readonly choose: (form: Locator, question: string | RegExp, option: string) => Promise<void>;
  readonly shot: (name: string) => Promise<unknown>;
}

const SHOTS = '.shots';

/** The sandbox as it is started for real, and a browser before it, for all tests of a file. */
export function visiting(): () => Visitor {
  let sandbox: SandboxProcess;
  let browser: Browser;
  let visitor: Visitor;
  beforeAll(async () => {
    mkdirSync(SHOTS, { recursive: true });
    [sandbox, browser] = await Promise.all([startSandbox(), launchChromium()]);
    visitor = visitorAt(await openPage(browser, sandbox.url));
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await sandbox?.stop();
  });
  return () => visitor;
}

const visitorAt = ({ page, complaints }: Pick<Visitor, 'page' | 'complaints'>): Visitor => ({
  page,
  complaints,
  be: (name) => page.getByRole('button', { name: `Be ${name}` }).click(),
  conversations: () => page.getByRole('navigation', { name: 'Conversations' }),
  dialog: (name) => page.getByRole('dialog', { name }),
  answer: (form, question, words) => form.getByRole('textbox', { name: question }).fill(words),
  choose: async (form, question, option) => {
    await form.getByRole('combobox', { name: question }).click();
    await page.getByRole('option', { name: option }).click();
  },
  shot: (name) => page.screenshot({ path: `${SHOTS}/${name}.png` }),
});
