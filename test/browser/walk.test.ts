import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { chromiumPath, NARROW, noBrowser, overflow } from './chromium.ts';
import { visiting } from './visitor.ts';

/** The main job from beginning to end, in a browser, by hand as it were, against the sandbox as it is started for real. */
describe.skipIf(!chromiumPath)(`the whole story in the sandbox${noBrowser}`, () => {
  const visitor = visiting();

  it('can be lived through by somebody who never saw it', { timeout: 120_000 }, async () => {
    const { page, complaints, be, dialog, answer, choose, shot } = visitor();
    await be('Ana Silva');
    await goTo('general');
    await type('general', '/emergency-change payments is down, rolling back');
    const form = dialog('Emergency change');
    await form.waitFor();
    await answer(form, 'What will you do?', 'Roll payments back to v841');
    await choose(form, /Where\?/, 'payments');
    await choose(form, 'Why can it not wait?', 'Customer-facing outage');
    await answer(form, 'What is happening?', 'urgent');
    await answer(form, 'What is the way back?', 'Redeploy v842');
    await form.getByRole('combobox', { name: /PagerDuty incident/ }).click();
    await page.getByRole('option', { name: /Checkout 500s/ }).click();
    await form.getByRole('button', { name: 'Declare' }).click();
    await form.getByText('says nothing an approver could judge').waitFor();
    await shot('declare');
    await answer(form, 'What is happening?', "Checkout fails since 03:04, today's deploy is the cause");
    await form.getByRole('button', { name: 'Declare' }).click();
    await form.waitFor({ state: 'detached' });
    await message('EC-1 is declared').waitFor();

    await goTo('emergency-changes');
    const card = message('EC-1 · Roll payments back to v841').first();
    await card.getByText('Jira OPS-1').waitFor();
    await card.getByText('PD #8812').waitFor();
    await shot('card-waiting');
    await card.getByRole('button', { name: 'Approve' }).click();
    await message('You declared EC-1, so someone else has to approve it').waitFor();
    await shot('refused');

    for (const approver of ['Ben Okafor', 'Cleo Martin']) {
      await be(approver);
      await goToBot();
      await shot(`asked-${approver.split(' ')[0]}`);
      await page.getByRole('button', { name: 'Approve', exact: true }).last().click();
      await page.getByRole('log').getByText('you approved').last().waitFor();
    }

    await be('Ana Silva');
    await goTo('emergency-changes');
    await card.getByText('not deployed yet').waitFor();
    await card.getByRole('button', { name: 'Record deployment' }).click();
    const deployment = dialog('Record deployment');
    await answer(deployment, 'What went out?', 'v841');
    await shot('deployment');
    await deployment.getByRole('button', { name: 'Record' }).click();
    await card.getByText('approved before deploy').waitFor();
    await shot('card-deployed');

    for (const step of ['+1 day', '+1 day', '+1 h']) await advance(step);
    await goToBot();
    await page
      .getByRole('log')
      .getByText(/past the limit|the limit of/)
      .last()
      .waitFor();
    await shot('nags');
    await be('Eva Lindqvist');
    await goTo('change-management');
    await page.getByRole('log').getByText('1 overdue').last().waitFor();
    await shot('digest');

    await be('Ana Silva');
    await goToBot();
    await page.getByRole('button', { name: 'Write review' }).last().click();
    const review = dialog('Review EC-1');
    await shot('review-empty');
    await answer(review, 'Root cause', 'The migration locked the orders table while checkout was writing to it');
    await answer(review, 'Impact', 'Customers could not pay for 27 minutes');
    await answer(review, 'Tests run', 'Smoke test of checkout on production passed, CI green on v841');
    await answer(review, 'What kept the review past its limit?', 'The weekend shift was handed over without it');
    await review.getByRole('checkbox', { name: 'Hot patch removed' }).check();
    await shot('review-filled');
    await review.getByRole('button', { name: 'Hand in' }).click();
    await review.waitFor({ state: 'detached' });

    await be('Eva Lindqvist');
    await goToBot();
    await page.getByRole('button', { name: 'Read review' }).last().click();
    const reading = dialog('Review of EC-1');
    await reading.getByText('Customers could not pay').waitFor();
    await shot('review-reading');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Sign off' }).last().click();
    await goTo('emergency-changes');
    await card
      .getByText(/closed/)
      .first()
      .waitFor();
    await page.getByRole('tab', { name: /Jira/ }).click();
    await page.getByText('Done').first().waitFor();
    await shot('closed');
    await page.getByRole('tab', { name: /PagerDuty/ }).click();
    await shot('pagerduty');
    await card.getByRole('button', { name: /repl/ }).first().click();
    await shot('thread');

    await page.setViewportSize(NARROW);
    await shot('narrow');
    expect(await overflow(page)).toBe(0);
    expect(complaints).toEqual([]);
  });

  const goTo = (channel: string) => visitor().conversations().getByRole('button', { name: channel }).click();
  const goToBot = () =>
    visitor()
      .conversations()
      .getByRole('button', { name: /Breakglass/ })
      .click();
  const message = (words: string): Locator =>
    visitor().page.getByRole('log').getByRole('article').filter({ hasText: words });

  async function type(channel: string, words: string): Promise<void> {
    const composer = visitor().page.getByRole('textbox', { name: `Message #${channel}` });
    await composer.fill(words);
    await composer.press('Enter');
  }
  async function advance(step: string): Promise<void> {
    const button = visitor().page.getByRole('button', { name: step, exact: true });
    await button.click();
    await expect.poll(() => button.isEnabled(), { timeout: 20_000 }).toBe(true);
  }
});
