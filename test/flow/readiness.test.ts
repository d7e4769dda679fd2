import { afterEach, describe, expect, it } from 'vitest';
import type { World, WorldOptions } from '../support/world.ts';
import { HOUR, openWorld } from '../support/world.ts';

const DIGESTS = 'C0CHANGEMGT';

let world: World;
afterEach(() => world.close());

/** From the night, past the first digest at nine. */
async function morning(provoke: (at: World) => unknown = () => {}, options: WorldOptions = {}): Promise<void> {
  world = await openWorld(options);
  await world.settle();
  await provoke(world);
  await world.pass(8 * HOUR);
}

const posted = () => world.slack.allMessages(DIGESTS);
const warnings = () => posted().filter(({ text }) => text.includes('Not ready for an emergency'));
const digest = () => JSON.stringify(posted().at(-1)?.blocks);

describe('the daily check', () => {
  it('posts nothing when all is well; the digest says that it ran', async () => {
    await morning();
    expect(posted()).toHaveLength(1);
    expect(digest()).toContain('Readiness  checked, nothing is missing');
  });

  it('is told before the digest when something is wrong, with what to do, and the digest names it in short', async () => {
    await morning(({ slack }) => slack.archive('C0EMERGENCY'));
    const [warning, ...later] = posted();
    expect(warning?.text).toBe(
      ':warning: Not ready for an emergency: 1 thing to mend. channel #emergency-changes (channels.changes)',
    );
    expect(JSON.stringify(warning?.blocks)).toContain('is archived\\nUnarchive it, or name another one');
    expect(later).toHaveLength(1);
    expect(digest()).toContain('*Readiness*\\nchannel #emergency-changes (channels.changes): is archived');
  });

  it('happens once a date, across restarts', async () => {
    await morning(({ slack }) => slack.setPersonKind('U0EVALINDQ', 'guest'));
    await world.restart();
    await world.pass(2 * HOUR);
    expect(warnings()).toHaveLength(1);
    await world.pass(24 * HOUR);
    expect(warnings()).toHaveLength(2);
  });

  it('is told once although Slack’s answer to it was lost', async () => {
    await morning(({ slack, jira }) => {
      jira.setCustomFields([{ id: 'customfield_10050', name: 'Class', required: true }]);
      slack.fail('chat.postMessage', { kind: 'answer-lost' }, 1);
    });
    await world.pass(HOUR);
    expect(warnings()).toHaveLength(1);
    expect(posted()).toHaveLength(2);
  });

  it('does not hold up the digest while Jira and PagerDuty are down', async () => {
    await morning(({ jira, pagerduty }) => {
      jira.fail('*', { kind: 'down' });
      pagerduty.fail('*', { kind: 'http', status: 502 });
    });
    expect(warnings()).toHaveLength(1);
    expect(digest()).toContain('Jira token: could not be asked');
  });
});
