import { readFileSync } from 'node:fs';
import { stoppedClock } from '../../src/sandbox/clock.ts';
import type { JiraStandIn } from '../../src/sandbox/jira/contract.ts';
import type { PagerDutyStandIn } from '../../src/sandbox/pagerduty/contract.ts';
import { startSandboxServer } from '../../src/sandbox/server.ts';
import type { SlackStandIn } from '../../src/sandbox/slack/contract.ts';
import { startSlack } from '../../src/sandbox/slack/stand-in.ts';
import { BOT_USER_ID, channels, people, TEAM_ID } from '../../src/sandbox/workspace.ts';
import { APP_TOKEN, BOT_TOKEN, SIGNING_SECRET } from '../sandbox/slack/support.ts';

const START = Date.parse('2026-11-20T03:04:00Z');

export interface Desk {
  readonly slack: SlackStandIn;
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** The sandbox's workspace with a clock that only the page moves, and no bot yet. */
export async function openDesk(jira?: JiraStandIn, pagerduty?: PagerDutyStandIn): Promise<Desk> {
  const clock = stoppedClock(START);
  const manifest = JSON.parse(readFileSync('manifest.json', 'utf8'));
  const slack = await startSlack({
    manifest,
    people,
    channels,
    signingSecret: SIGNING_SECRET,
    botToken: BOT_TOKEN,
    appToken: APP_TOKEN,
    teamId: TEAM_ID,
    botUserId: BOT_USER_ID,
    now: clock.now,
  });
  const advanceBy = async (milliseconds: number) => clock.advanceTo(clock.now() + milliseconds);
  const server = await startSandboxServer({ slack, jira, pagerduty, clock: { now: clock.now, advanceBy }, manifest });
  return {
    slack,
    url: server.url,
    stop: async () => {
      await server.stop();
      await slack.stop();
    },
  };
}
