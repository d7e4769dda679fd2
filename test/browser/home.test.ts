import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { faults } from './axe.ts';
import { chromiumPath, NARROW, noBrowser, overflow, WIDE } from './chromium.ts';
import { visiting } from './visitor.ts';

/** The Home tab and the review form as people see them, against the sandbox as it is started for real. */
describe.skipIf(!chromiumPath)(`the Home tab and the review form in the sandbox${noBrowser}`, () => {
  const visitor = visiting();

  it('show what is owed and take it, in light and dark, wide and narrow', { timeout: 120_000 }, async () => {
    const { page, complaints, be, dialog, answer, choose, shot } = visitor();
    await be('Ana Silva');
    await openHome();
    await home().getByText('Nobody waits for you').waitFor();
    await home().getByRole('button', { name: 'Declare emergency change' }).click();
    const form = dialog('Emergency change');
    await answer(form, 'What will you do?', 'Roll payments back to v841');
    await choose(form, /Where\?/, 'payments');
    await choose(form, 'Why can it not wait?', 'Customer-facing outage');
    await answer(form, 'What is happening?', "Checkout fails since 03:04, today's deploy is the cause");
    await answer(form, 'What is the way back?', 'Redeploy v842');
    await form.getByRole('button', { name: 'Declare' }).click();
    await form.waitFor({ state: 'detached' });

    for (const approver of ['Ben Okafor', 'Cleo Martin']) {
      await be(approver);
      await openHome();
      await home().getByText('waits for your decision').waitFor();
      await shot(`home-${approver.split(' ')[0]}`);
      await home().getByRole('button', { name: 'Approve', exact: true }).click();
      await home().getByText('Nobody waits for you').waitFor();
    }

    await be('Ana Silva');
    await openHome();
    await home().getByRole('button', { name: 'Record deployment' }).click();
    const deployment = dialog('Record deployment');
    await answer(deployment, 'What went out?', 'v841');
    await deployment.getByRole('button', { name: 'Record' }).click();
    await home().getByText('yours to write').waitFor();
    await look('home');

    await home().getByRole('button', { name: 'Write review' }).click();
    const review = dialog('Review EC-1');
    await answer(review, 'Root cause', 'The migration locked the orders table while checkout was writing to it');
    await review.getByRole('button', { name: 'Add follow-up' }).click();
    await answer(review, 'What is to be done?', 'Add the missing index on orders');
    await review.getByText('Your draft of').waitFor();
    await look('review-follow-ups');
    await page.keyboard.press('Escape');
    await review.waitFor({ state: 'detached' });

    await home().getByRole('button', { name: 'Write review' }).click();
    await review.getByText('Your draft of').waitFor();
    expect(await review.getByRole('textbox', { name: 'What is to be done?' }).inputValue()).toBe(
      'Add the missing index on orders',
    );
    await review.getByText('Follow-up 1').scrollIntoViewIfNeeded();
    await shot('review-draft');
    await review.getByRole('button', { name: 'Discard draft' }).click();
    await review.getByText('Your draft of').waitFor({ state: 'detached' });

    await answer(review, 'Root cause', 'The migration locked the orders table while checkout was writing to it');
    await answer(review, 'Impact', 'Customers could not pay for 27 minutes');
    await answer(review, 'Tests run', 'Smoke test of checkout on production passed');
    await answer(review, 'Test evidence', 'https://ci.example.com/runs/991 all green');
    await review.getByRole('button', { name: 'Add follow-up' }).click();
    await answer(review, 'What is to be done?', 'Add the missing index on orders');
    await choose(review, 'Who?', 'Dan Wu');
    await review.getByLabel('By when?').fill('2099-12-01');
    await review.getByRole('button', { name: 'Hand in' }).click();
    await review.waitFor({ state: 'detached' });

    await be('Eva Lindqvist');
    await openHome();
    await home().getByRole('button', { name: 'Read review' }).click();
    const reading = dialog('Review of EC-1');
    await reading.getByText('Add the missing index on orders').waitFor();
    await look('review-sign-off');
    await reading.getByRole('button', { name: 'Sign off' }).click();
    await reading.waitFor({ state: 'detached' });
    await home().getByText('No emergency change is open').waitFor();
    await page.getByRole('tab', { name: /Jira/ }).click();
    await page.getByText('OPS-2').first().waitFor();
    await shot('follow-up-issue');
    expect(complaints).toEqual([]);
  });

  const home = (): Locator => visitor().page.getByRole('region', { name: 'Home' });

  async function openHome(): Promise<void> {
    const { page, conversations } = visitor();
    await conversations()
      .getByRole('button', { name: /Breakglass/ })
      .click();
    await page.getByRole('navigation', { name: 'Tabs of the app' }).getByRole('button', { name: 'Home' }).click();
    await home().waitFor();
  }

  /** In both themes and on a telephone: no fault that axe calls serious, nothing wider than the window. */
  async function look(name: string): Promise<void> {
    const { page, shot } = visitor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await shot(`${name}-${colorScheme}`);
      expect(await faults(page)).toEqual([]);
    }
    await page.setViewportSize(NARROW);
    await shot(`${name}-narrow`);
    expect(await overflow(page)).toBe(0);
    await page.setViewportSize(WIDE);
    await page.emulateMedia({ colorScheme: 'light' });
  }
});
