import { readFileSync } from 'node:fs';
import { WebClient } from '@slack/web-api';
import { v7 as uuidv7 } from 'uuid';
import type { ChangeEvent } from '../../src/domain/change/events.ts';
import type { Candidate } from '../../src/domain/change/types.ts';
import { startBreakglass } from '../../src/main.ts';
import type { SlackStandIn } from '../../src/sandbox/slack/contract.ts';
import { startSlack } from '../../src/sandbox/slack/stand-in.ts';
import { BOT_USER_ID, channels, people, TEAM_ID, userGroups } from '../../src/sandbox/workspace.ts';
import { ben, dan } from '../support/changes.ts';
import { quietLog } from '../support/log.ts';
import { measureClicks } from './clicks.ts';
import type { Figure, Measurement } from './figures.ts';
import { declareOrder, waiting } from './history.ts';
import { seeded } from './seed.ts';
import { policy, SECRET, settings, TOKEN } from './settings.ts';
import type { WebApi } from './web-api.ts';

const ROUNDS = 7;
const CLICKS = 400;
const NOTIFIED = 50;
const LEADS: readonly Candidate[] = Array.from({ length: NOTIFIED }, (_, index) => ({
  user: `U0LEAD${String(index).padStart(4, '0')}`,
  groups: ['oncall-leads'],
}));
/** https://docs.slack.dev/apis/web-api/rate-limits: chat.update is of tier 3. */
const REDRAWS_A_MINUTE = 50;

/** The third yes of three, with fifty people asked: the click itself, and until nobody is asked any more. */
export async function measureApprovals(api: WebApi, file: (name: string) => string): Promise<Measurement> {
  return {
    title: `7. The click that completes a quorum of 3, with ${NOTIFIED} approvers asked`,
    note: `against a bare Bolt app that only acks; ${ROUNDS} rounds of ${CLICKS}. Then until all ${NOTIFIED} messages are settled, under Slack's rates, against the fastest those allow`,
    figures: [...(await click(api, file('quorum.db'))), await settling(file('settling.db'))],
  };
}

async function click(api: WebApi, file: string): Promise<Figure[]> {
  const keys = Array.from({ length: CLICKS * (ROUNDS + 1) }, () => uuidv7());
  const history = await nearlyApproved(2);
  seeded(file, ({ change }) => {
    for (const [index, key] of keys.entries()) change(key, history(index + 1));
  });
  return measureClicks(api, { file, keys, rounds: ROUNDS, targets: { throughput: { atLeast: 0.5 } } });
}

/** Asked of all fifty, with `given` yeses of three already there. */
async function nearlyApproved(given: number) {
  const order = await declareOrder(0, Date.now());
  const requirements = [{ rule: 'Three of them', groups: ['oncall-leads'], places: 3 }];
  const asked = [{ user: ben, groups: ['oncall-leads'] }, { user: dan, groups: ['oncall-leads'] }, ...LEADS].slice(
    0,
    50,
  );
  const wide = { ...order, terms: { ...order.terms, requirements }, plan: { asked, shortfall: [] } };
  const memberOf = [{ group: 'oncall-leads', ground: 'listed as on-call lead in the policy' }];
  const yeses = LEADS.slice(0, given).map(
    ({ user }): ChangeEvent => ({ type: 'ApprovalGiven', by: user, at: order.at, memberOf }),
  );
  return (number: number): ChangeEvent[] => [...waiting(wide, number), ...yeses];
}

/** Ben's yes uses up what Slack takes at once; Dan's, right after it, completes the quorum. */
async function settling(file: string): Promise<Figure> {
  const slack = await startSlack({
    manifest: JSON.parse(readFileSync(new URL('../../manifest.json', import.meta.url), 'utf8')),
    people: [...people, ...LEADS.map(({ user }) => lead(user))],
    channels,
    userGroups,
    signingSecret: SECRET,
    botToken: TOKEN,
    appToken: 'xapp-measured',
    teamId: TEAM_ID,
    botUserId: BOT_USER_ID,
    now: Date.now,
  });
  const history = await onScreen(slack, (await nearlyApproved(1))(1));
  seeded(file, ({ change }) => change('the-key', history));
  const config = settings(file, `${slack.url}/api/`);
  const bot = await startBreakglass({ config, policy, log: quietLog() });
  slack.setRequestUrl(`${bot.url}/slack/events`);

  const card = slack.allMessages(CARDS).find(({ text }) => text.startsWith('EC-1'));
  const press = async (user: string, done: (blocks: string) => boolean) => {
    const begun = performance.now();
    await slack.as(user).press(CARDS, card?.ts ?? '', 'approve');
    await allOf(slack, history, done);
    return (performance.now() - begun) / 1000;
  };
  await press(ben, (blocks) => blocks.includes(`<@${ben}> (on-call lead)`));
  const seconds = await press(dan, (blocks) => !blocks.includes('"action_id":"approve"'));
  await bot.stop();
  await slack.stop();
  const fastest = ((NOTIFIED + 1) * 60) / REDRAWS_A_MINUTE;
  return { what: 'until all are settled', unit: 's', measured: seconds, against: fastest, target: { atMost: 1.2 } };
}

const CARDS = policy.channels.changes;
const lead = (id: string) => ({
  ...{ id, name: id.toLowerCase(), realName: `Lead ${id}`, title: 'On-call lead' },
  ...{ email: `${id.toLowerCase()}@example.com`, timezone: 'Europe/Lisbon', kind: 'member' as const },
});

type Asked = Extract<ChangeEvent, { type: 'AskPosted' }>;
const asksOf = (history: readonly ChangeEvent[]) =>
  history.filter((event): event is Asked => event.type === 'AskPosted');

/** The history, with the card and every question really posted. */
async function onScreen(slack: SlackStandIn, history: readonly ChangeEvent[]): Promise<ChangeEvent[]> {
  const client = new WebClient(TOKEN, { slackApiUrl: `${slack.url}/api/` });
  const events: ChangeEvent[] = [];
  for (const event of history) {
    if (event.type === 'CardPosted') {
      const blocks = [{ type: 'actions', elements: [approveButton] }];
      const { ts = '' } = await client.chat.postMessage({ channel: CARDS, text: 'EC-1 · measured', blocks });
      events.push({ ...event, channel: CARDS, ts });
    } else if (event.type === 'AskPosted') {
      const { channel: direct } = await client.conversations.open({ users: event.user });
      const { ts = '' } = await client.chat.postMessage({ channel: direct?.id ?? '', text: 'Please decide' });
      events.push({ ...event, channel: direct?.id ?? '', ts });
    } else events.push(event);
  }
  return events;
}

const approveButton = {
  type: 'button',
  action_id: 'approve',
  value: 'the-key',
  text: { type: 'plain_text', text: 'Approve' },
} as const;

/** Resolves once every question shows what it should. */
function allOf(slack: SlackStandIn, history: readonly ChangeEvent[], done: (blocks: string) => boolean): Promise<void> {
  const left = new Map(asksOf(history).map(({ channel, ts }) => [`${channel}/${ts}`, { channel, ts }]));
  return new Promise((resolve) => {
    const look = () => {
      for (const [key, { channel, ts }] of left) {
        const message = slack.allMessages(channel).find((one) => one.ts === ts);
        if (message && done(JSON.stringify(message.blocks))) left.delete(key);
      }
      if (left.size > 0) return;
      stop();
      resolve();
    };
    const stop = slack.onChange(look);
    look();
  });
}
