import { readFileSync } from 'node:fs';
import { stoppedClock } from '../../src/sandbox/clock.ts';
import type { GitHubStandIn } from '../../src/sandbox/github/contract.ts';
import type { JiraStandIn } from '../../src/sandbox/jira/contract.ts';
import type { PagerDutyStandIn } from '../../src/sandbox/pagerduty/contract.ts';
import type { BotControls, SteppedClock, Story, Tour } from '../../src/sandbox/server/world.ts';
import { startSandboxServer } from '../../src/sandbox/server.ts';
import type { Json, SlackStandIn } from '../../src/sandbox/slack/contract.ts';
import { startSlack } from '../../src/sandbox/slack/stand-in.ts';
import { BOT_USER_ID, channels, people, TEAM_ID } from '../../src/sandbox/workspace.ts';
import { APP_TOKEN, BOT_TOKEN, SIGNING_SECRET } from '../sandbox/slack/support.ts';

export const START = Date.parse('2026-11-20T03:04:00Z');

export interface Desk {
  readonly slack: SlackStandIn;
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** What stands on a desk besides Slack. */
export interface Furniture {
  readonly jira?: JiraStandIn;
  readonly pagerduty?: PagerDutyStandIn;
  readonly github?: GitHubStandIn;
  readonly bot?: BotControls;
  readonly tour?: Tour;
  readonly story?: Story;
  readonly nextDue?: SteppedClock['nextDue'];
  /** The app has a Home tab, and hears who opens it. */
  readonly hasHome?: boolean;
}

/** The sandbox's workspace with a clock that only the page moves, and no bot yet. */
export async function openDesk({ jira, pagerduty, nextDue, hasHome = false, ...more }: Furniture = {}): Promise<Desk> {
  const clock = stoppedClock(START);
  const manifest = manifestWith(hasHome);
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
  const stepped = { now: clock.now, advanceBy, ...(nextDue && { nextDue }) };
  const server = await startSandboxServer({ slack, jira, pagerduty, clock: stepped, manifest, ...more });
  return {
    slack,
    url: server.url,
    stop: async () => {
      await server.stop();
      await slack.stop();
    },
  };
}

function manifestWith(hasHome: boolean): Json {
  const manifest = JSON.parse(readFileSync('manifest.json', 'utf8'));
  manifest.features.app_home.home_tab_enabled = hasHome;
  if (hasHome) manifest.settings.event_subscriptions.bot_events = ['app_home_opened'];
  return manifest;
}
