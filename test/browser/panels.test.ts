import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openSite } from '../sandbox/jira/site.ts';
import { boltOverHttp } from '../sandbox/slack/bolt.ts';
import { clientOf, refusal } from '../sandbox/slack/support.ts';
import { chromiumPath, launchChromium, noBrowser, openPage } from './chromium.ts';
import { type Desk, type Furniture, openDesk } from './desk.ts';
import { aStory, aTour } from './furniture.ts';
import { startSmallBot } from './small-bot.ts';

const ANA = 'U0ANASILVA';
const BEN = 'U0BENOKAFO';
const CHANNEL = 'C0EMERGENCY';

let browser: Browser;

describe.skipIf(!chromiumPath)(`the page of the sandbox${noBrowser}`, () => {
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  async function open(furniture: Furniture = {}): Promise<{ desk: Desk; page: Page }> {
    const desk = await openDesk(furniture);
    onTestFinished(desk.stop);
    const { page } = await openPage(browser, desk.url);
    onTestFinished(() => page.close());
    await page.getByRole('heading', { name: 'Ana Silva' }).waitFor();
    return { desk, page };
  }
  const be = (page: Page, name: string) => page.getByRole('button', { name: `Be ${name}` }).click();
  const composer = (page: Page) => page.getByRole('textbox', { name: 'Message #emergency-changes' });

  it('shows the tour at the first visit, ticks what was done, and remembers that it was closed', async () => {
    const tour = aTour();
    const { page } = await open({ tour });
    const panel = page.getByRole('region', { name: 'Guided tour' });
    await panel.getByText('1. Declare a change').waitFor();
    tour.reach(1);
    await panel.getByText('2. Approve it').waitFor();
    expect(await panel.locator('[aria-current="step"]').textContent()).toContain('Approve it');
    tour.reach(4);
    await panel.getByText('That was the whole story.').waitFor();
    await panel.getByRole('button', { name: 'Close the tour' }).click();
    await page.reload();
    await page.getByRole('button', { name: 'Tour 4/4' }).waitFor();
    expect(await panel.count()).toBe(0);
    await page.getByRole('button', { name: 'Tour 4/4' }).click();
    await panel.waitFor();
  });

  it('goes where the story goes, until one takes over', async () => {
    const story = aStory();
    const { desk, page } = await open({ story });
    const { ts } = desk.slack.as(BEN).say('C0PAYMENTS1', 'Who looks?');
    const scene = { caption: 'Ben asks', step: 1, of: 3, person: BEN, channel: 'C0PAYMENTS1', threadTs: ts };
    story.play(scene);
    await page.getByRole('heading', { name: 'Ben Okafor' }).waitFor();
    await page.getByRole('region', { name: 'Thread' }).getByText('Who looks?').waitFor();
    await page.getByRole('region', { name: 'Story' }).getByText('1 of 3 · Ben asks').waitFor();

    await be(page, 'Ana Silva');
    story.play({ ...scene, step: 2, caption: 'Ben waits' });
    await page.getByText('2 of 3 · Ben waits').waitFor();
    await page.getByRole('heading', { name: 'Ana Silva' }).waitFor();
    await page.getByRole('button', { name: 'Follow the story' }).click();
    await page.getByRole('heading', { name: 'Ben Okafor' }).waitFor();
    story.play(undefined);
    await page.getByRole('region', { name: 'Story' }).waitFor({ state: 'detached' });
  });

  it('makes the services fail, says so in the bar, and clears it all with one click', async () => {
    const { jira, client } = await openSite();
    const { desk, page } = await open({ jira });
    const bot = clientOf(desk.slack);
    const posting = () => bot.chat.postMessage({ channel: CHANNEL, text: 'x' });

    await page.getByRole('button', { name: 'Weather', exact: true }).click();
    const panel = page.getByRole('dialog', { name: 'Weather' });
    await panel.getByRole('group', { name: 'Slack' }).getByRole('radio', { name: 'Limited' }).check();
    await page.getByRole('button', { name: /Weather.*Slack limited/ }).waitFor();
    await expect(posting()).rejects.toThrow();
    await panel.getByRole('group', { name: 'Slack' }).getByRole('radio', { name: 'Fine' }).check();
    await panel.getByRole('checkbox', { name: '#emergency-changes is archived' }).check();
    await panel.getByRole('checkbox', { name: /New tickets need/ }).check();
    await page.getByRole('button', { name: /archived · New tickets/ }).waitFor();
    expect(await refusal(posting())).toMatchObject({ error: 'is_archived' });
    expect(jira.customFields()).toMatchObject([{ name: 'Change class', required: true }]);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate('document.activeElement.dataset.panelButton')).toBe('weather');

    await page.getByRole('button', { name: 'Clear the weather' }).click();
    await page.getByRole('button', { name: 'Weather', exact: true }).waitFor();
    await posting();
    await client.myself.getCurrentUser();
    expect(jira.customFields()).toEqual([]);
  });

  it('kills the bot and says when it is up again', async () => {
    let isUp = () => {};
    const kill = () => new Promise<void>((resolve) => (isUp = resolve));
    const { page } = await open({ bot: { kill } });
    await page.getByRole('button', { name: 'Weather' }).click();
    await page.getByRole('button', { name: 'Kill the bot now' }).click();
    const busy = page.getByRole('button', { name: 'Starting again…' });
    await busy.waitFor();
    expect(await busy.getAttribute('aria-disabled')).toBe('true');
    isUp();
    await page.getByRole('button', { name: 'Kill the bot now' }).waitFor();
  });

  it('lets one be somebody else while a form is open, and keeps what was typed', async () => {
    const { desk, page } = await open();
    const bot = await startSmallBot(desk.slack);
    onTestFinished(() => bot.stop().then(() => undefined));
    await composer(page).fill('/emergency-change');
    await page.keyboard.press('Enter');
    const modal = page.getByRole('dialog', { name: 'Emergency change' });
    await modal.getByRole('textbox', { name: 'What?' }).fill('Roll back');

    await be(page, 'Ben Okafor');
    await modal.waitFor({ state: 'detached' });
    await composer(page).fill('half a thou');
    expect(await page.getByRole('button', { name: 'Be Ana Silva' }).getAttribute('aria-description')).toContain('form');
    await be(page, 'Ana Silva');
    await modal.waitFor();
    expect(await modal.getByRole('textbox', { name: 'What?' }).inputValue()).toBe('Roll back');
    await page.keyboard.press('Escape');
    await modal.waitFor({ state: 'detached' });
    expect(await composer(page).inputValue()).toBe('');
    await be(page, 'Ben Okafor');
    await expect.poll(() => composer(page).inputValue()).toBe('half a thou');
  });

  it("shows the app's Home, and tells the app who opened it", async () => {
    const { desk, page } = await open({ hasHome: true });
    const { app, stop } = await boltOverHttp(desk.slack);
    onTestFinished(() => stop().then(() => undefined));
    const opened: string[] = [];
    app.event('app_home_opened', async ({ event, client }) => {
      opened.push(`${event.user} ${event.tab}`);
      const text = `Hello <@${event.user}>`;
      const blocks = [{ type: 'section' as const, text: { type: 'mrkdwn' as const, text } }];
      if (event.tab === 'home') await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } });
    });
    await page.getByRole('button', { name: /Breakglass/ }).click();
    await page.getByRole('navigation', { name: 'Tabs of the app' }).getByRole('button', { name: 'Home' }).click();
    await page.getByRole('region', { name: 'Home' }).getByText('Hello @Ana Silva').waitFor();
    expect(opened).toContain(`${ANA} home`);
  });

  it('ticks boxes and types in messages', async () => {
    const { desk, page } = await open();
    const { app, stop } = await boltOverHttp(desk.slack);
    onTestFinished(() => stop().then(() => undefined));
    const heard: unknown[] = [];
    app.action('done', async ({ ack, action }) => {
      await ack();
      heard.push('selected_options' in action ? (action.selected_options ?? []).map(({ value }) => value) : []);
    });
    const options = ['Tests', 'Docs'].map((text) => ({ text: { type: 'plain_text' as const, text }, value: text }));
    const boxes = { type: 'checkboxes' as const, action_id: 'done', options };
    await app.client.chat.postMessage({
      channel: CHANNEL,
      text: 'What is done?',
      blocks: [{ type: 'actions', elements: [boxes] }],
    });
    await page.getByRole('checkbox', { name: 'Tests' }).check();
    await page.getByRole('checkbox', { name: 'Docs' }).check();
    await expect.poll(() => heard).toEqual([['Tests'], ['Tests', 'Docs']]);
  });

  it('opens a channel of ten thousand messages, draws a part of them, and scrolls back through it', async () => {
    const { desk, page } = await open();
    await page.goto('about:blank');
    const ben = desk.slack.as(BEN);
    for (let count = 1; count <= 10_000; count += 1) ben.say(CHANNEL, `message ${count}`);
    await page.goto(desk.url);
    const log = page.getByRole('log', { name: 'Messages in #emergency-changes' });
    const drawn = () => log.getByRole('article').count();
    await log.getByText('message 10000', { exact: true }).waitFor();
    expect(await drawn()).toBeLessThanOrEqual(60);

    await log.focus();
    for (const oldest of [9950, 9900, 9850, 9800, 9750, 9700]) {
      await log.evaluate((list) => list.scrollTo(0, 0));
      await log.getByText(`message ${oldest}`, { exact: true }).waitFor();
      expect(await drawn()).toBeLessThanOrEqual(150);
    }
    await page.getByRole('button', { name: 'To the newest' }).click();
    await log.getByText('message 10000', { exact: true }).waitFor();
    ben.say(CHANNEL, 'one more');
    await log.getByText('one more').waitFor();
  });
});
