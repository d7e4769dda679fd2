import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, launchChromium, NARROW, noBrowser, openPage, overflow, WIDE } from './chromium.ts';
import type { SandboxProcess } from './sandbox-process.ts';
import { startSandbox } from './sandbox-process.ts';

const SHOTS = '.shots/people';
const LOOKS = [
  { theme: 'light', size: WIDE },
  { theme: 'dark', size: WIDE },
  { theme: 'light', size: NARROW },
  { theme: 'dark', size: NARROW },
] as const;

/** What each of the eight sees and may do, with a change that waits for approval, against the sandbox as it is started. */
describe.skipIf(!chromiumPath)(`everybody in the sandbox${noBrowser}`, () => {
  let sandbox: SandboxProcess;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    mkdirSync(SHOTS, { recursive: true });
    [sandbox, browser] = await Promise.all([startSandbox(), launchChromium()]);
    ({ page, complaints } = await openPage(browser, sandbox.url));
    await declare();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await sandbox?.stop();
  });

  it.each([
    { id: 'U0ANASILVA', name: 'Ana', press: 'Approve', answer: 'someone else has to approve it' },
    { id: 'U0EVALINDQ', name: 'Eva', press: 'Approve', answer: /Eva|may approve|not/ },
    { id: 'U0FINNROY1', name: 'Finn', press: 'Reject', answer: /Finn|may|not/ },
    { id: 'U0GILGUEST', name: 'Gil', press: 'Approve', answer: /guest|may|not/i },
    { id: 'U0BENOKAFO', name: 'Ben', press: "I'm looking", answer: /looking/ },
    { id: 'U0CLEOMART', name: 'Cleo', press: "I'm looking", answer: /looking/ },
    { id: 'U0DANWU001', name: 'Dan', press: "I'm looking", answer: /looking/ },
  ])('$name sees the card and the form, and pressing “$press” is answered', async ({ id, name, press, answer }) => {
    for (const { theme, size } of LOOKS) {
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize(size);
      await go(id, 'C0EMERGENCY');
      await card().waitFor();
      await shot(`${name}-channel`, theme, size);
      // The form twice only: light and wide, dark and narrow.
      if ((theme === 'light') !== (size === WIDE)) continue;
      await page.getByRole('textbox', { name: 'Message #emergency-changes' }).fill('/emergency-change');
      await page.keyboard.press('Enter');
      await page.getByRole('dialog', { name: 'Emergency change' }).waitFor();
      await shot(`${name}-form`, theme, size);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await page.setViewportSize(WIDE);
    const before = await page.getByRole('log').getByRole('article').count();
    const dialogs = page.getByRole('dialog');
    await card().getByRole('button', { name: press, exact: true }).first().click();
    const told = page.getByText(answer).or(dialogs);
    await told.first().waitFor();
    expect(before).toBeGreaterThan(0);
    if (await dialogs.count()) await page.keyboard.press('Escape');
    await shot(`${name}-answered`, 'dark', WIDE);
  });

  it('Hana, who left, cannot sign in', async () => {
    await page.goto(`${sandbox.url}/#U0HANALEFT`);
    await page.getByText('Hana Ito cannot sign in').waitFor();
    expect(await page.getByRole('log').count()).toBe(0);
    await shot('Hana', 'dark', WIDE);
  });

  it.each(LOOKS)('the panes and the panels, $theme and $size.width wide', async ({ theme, size }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize(size);
    await go('U0BENOKAFO', 'dm');
    await shot('Ben-dm', theme, size);
    for (const pane of ['Jira', 'PagerDuty']) {
      if (size === NARROW) await places().getByRole('button', { name: pane }).click();
      else await page.getByRole('tab', { name: pane }).click();
      await shot(pane, theme, size);
    }
    await page.getByRole('button', { name: /^Weather/ }).click();
    await shot('weather', theme, size);
    await page.keyboard.press('Escape');
    expect(complaints).toEqual([]);
  });

  const places = () => page.getByRole('navigation', { name: 'Places' });
  const card = () =>
    page.getByRole('log').getByRole('article').filter({ hasText: 'Roll payments back to v841' }).first();

  async function go(person: string, channel: string): Promise<void> {
    await page.goto(`${sandbox.url}/#${person}/${channel}`);
    const chat = places().getByRole('button', { name: 'Chat' });
    if (await chat.isVisible()) await chat.click();
  }
  async function shot(name: string, theme: string, { width }: { width: number }): Promise<void> {
    expect(await overflow(page)).toBe(0);
    await page.screenshot({ path: `${SHOTS}/${name}-${theme}-${width}.png` });
  }
  async function declare(): Promise<void> {
    await go('U0ANASILVA', 'C0GENERAL01');
    await page.getByRole('textbox', { name: 'Message #general' }).fill('/emergency-change payments is down');
    await page.keyboard.press('Enter');
    const form = page.getByRole('dialog', { name: 'Emergency change' });
    const answers = {
      'What will you do?': 'Roll payments back to v841',
      'What is happening?': "Checkout fails since 03:04, today's deploy is the cause",
      'What is the way back?': 'Redeploy v842',
    };
    for (const [question, words] of Object.entries(answers))
      await form.getByRole('textbox', { name: question }).fill(words);
    await choose(/Where\?/, 'payments');
    await choose('Why can it not wait?', 'Customer-facing outage');
    await form.getByRole('button', { name: 'Declare' }).click();
    await form.waitFor({ state: 'detached' });
  }
  async function choose(question: string | RegExp, option: string): Promise<void> {
    await page.getByRole('dialog').getByRole('combobox', { name: question }).click();
    await page.getByRole('option', { name: option }).click();
  }
});
