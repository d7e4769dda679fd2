import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { gitHubData } from '../../src/sandbox/github/data.ts';
import { startGitHub } from '../../src/sandbox/github/github.ts';
import { faults } from './axe.ts';
import { chromiumPath, launchChromium, noBrowser, openPage } from './chromium.ts';
import { openDesk, START } from './desk.ts';

let browser: Browser;

describe.skipIf(!chromiumPath)(`the GitHub pane${noBrowser}`, () => {
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  it("merges, pushes, deploys and unprotects in the person's name", async () => {
    const github = startGitHub({ ...gitHubData, now: () => START });
    const desk = await openDesk({ github });
    onTestFinished(desk.stop);
    const { page } = await openPage(browser, desk.url);
    await page.getByRole('tab', { name: 'GitHub' }).click();
    const pane = page.getByRole('region', { name: 'GitHub' });

    await pane.getByRole('textbox', { name: 'Change' }).fill('Drop the lock');
    await pane.getByRole('button', { name: 'Merge without review' }).click();
    await pane.getByText('ana merged #1 “Drop the lock” without a review').waitFor();
    await pane.getByRole('combobox', { name: 'Approved by' }).selectOption('Ben Okafor');
    await pane.getByRole('button', { name: 'Merge', exact: true }).click();
    await pane.getByText('approved by ben').waitFor();
    await pane.getByRole('button', { name: 'Push past protection' }).click();
    await pane.getByText('past its protection').waitFor();
    await pane.getByRole('button', { name: 'Deploy to production' }).first().click();
    await pane.getByText(/ana deployed [0-9a-f]{7} to production/).waitFor();
    await pane.getByRole('button', { name: 'Unprotect main' }).click();
    await pane.getByRole('button', { name: 'Protect main' }).waitFor();
    expect(github.activity()).toHaveLength(5);
    expect(github.repositories()[0]?.commits).toHaveLength(4);
    expect(await faults(page)).toEqual([]);
  });
});
