import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DIGESTS, FORM, REVIEW } from '../support/actor.ts';
import type { World } from '../support/world.ts';
import { HOUR, openWorld } from '../support/world.ts';

const DAY = 24 * HOUR;

describe('the daily digest', () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  const digests = () => world.slack.allMessages(DIGESTS).filter(({ text }) => text.startsWith('Emergency changes ·'));
  const said = (index: number) => JSON.stringify(digests().at(index)?.blocks);
  const alerts = () => world.pagerduty.events().filter(({ dedupKey }) => dedupKey === 'breakglass/daily');

  async function declared(): Promise<void> {
    const ana = world.as('ana');
    await ana.command('');
    await ana.fill(FORM);
    await ana.submit();
    await world.settle();
  }

  it('says who is late, counts by week, and shows it as a picture that says the same to those who see none', async () => {
    await declared();
    await world.pass(3 * DAY);
    expect(said(-1)).toContain('*1 overdue*');
    expect(said(-1)).toContain('By week, this one last  0 · 0 · 0 · 0 · 0 · 0 · 0 · 1');
    const picture = digests()
      .at(-1)
      ?.blocks.find(({ type }) => type === 'image');
    expect(picture).toMatchObject({ alt_text: expect.stringContaining('review late: 29 Sep 0') });
    expect(world.slack.file(JSON.stringify(picture?.slack_file).slice(7, -2))?.mimetype).toBe('image/png');
    expect(said(-1)).toMatch(/head `[0-9a-f]{64}`/);
  });

  it('comes also when nothing is overdue, and without a picture when none can be brought to Slack', async () => {
    world.slack.fail('files.getUploadURLExternal', { kind: 'error', error: 'missing_scope' });
    await world.pass(DAY);
    expect(said(-1)).toContain('Nothing is overdue');
    expect(said(-1)).not.toContain('"image"');
  });

  it('comes once on each date over a change of the clocks, also for a bot that was down', async () => {
    await world.close();
    world = await openWorld({ start: Date.UTC(2026, 2, 27, 12) });
    await world.pass(DAY);
    await world.restart();
    world.clock.advanceTo(Date.UTC(2026, 2, 29, 10));
    await world.settle();
    await world.restart();
    await world.pass(DAY);
    expect(digests().map(({ text }) => text.split(':')[0])).toEqual([
      'Emergency changes · Saturday 28 March',
      'Emergency changes · Sunday 29 March',
      'Emergency changes · Monday 30 March',
    ]);
  });

  it('wakes whoever runs Breakglass when it cannot be posted, until it can', async () => {
    world.slack.archive(DIGESTS);
    await world.pass(DAY);
    expect(digests()).toEqual([]);
    expect(alerts().map(({ action }) => action)).toContain('trigger');
    expect(JSON.stringify(alerts())).toContain('could not post the daily');
    expect(world.log.lines.some(({ fields }) => 'alarm' in fields)).toBe(true);
    world.slack.unarchive(DIGESTS);
    await world.pass(DAY);
    expect(digests()).toHaveLength(1);
    expect(alerts().at(-1)?.action).toBe('resolve');
  });

  it('keeps buttons that answer well when what they are for is done', async () => {
    await declared();
    const [ana, ben, cleo, eva] = ['ana', 'ben', 'cleo', 'eva'].map((name) => world.as(name));
    await ben?.press(ben.dm(), 'approve');
    await cleo?.press(cleo.dm(), 'approve');
    await ana?.press('C0EMERGENCY', 'record_deployment');
    await ana?.fill({ what: 'v841' });
    await ana?.submit();
    await world.settle();
    await world.pass(3 * DAY);
    await ana?.press('C0EMERGENCY', 'start_review');
    await ana?.fill({ ...REVIEW, lateReason: 'The weekend shift was handed over without this review' });
    await ana?.submit();
    await world.settle();
    await eva?.press(eva.dm(), 'sign_off');
    await world.settle();

    const outcome = await ana?.session.press(DIGESTS, digests().at(-1)?.ts ?? '', 'start_review');
    expect(outcome).toMatchObject({ ok: true });
    const shown = await ana?.form();
    expect(shown?.payload.submit).toBeUndefined();
    expect(JSON.stringify(shown?.payload.blocks)).toContain('The migration locked the orders table');
  });
});
