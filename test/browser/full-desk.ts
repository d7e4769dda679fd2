import { stoppedClock } from '../../src/sandbox/clock.ts';
import { jiraData } from '../../src/sandbox/jira/data.ts';
import { startJira } from '../../src/sandbox/jira/jira.ts';
import { pagerDutyData } from '../../src/sandbox/pagerduty/data.ts';
import { startPagerDuty } from '../../src/sandbox/pagerduty/pagerduty.ts';
import { clientOf, document, task } from '../sandbox/jira/site.ts';
import type { Bot } from '../sandbox/slack/bolt.ts';
import { type Desk, openDesk, START } from './desk.ts';
import { aStory, aTour } from './furniture.ts';
import { startSmallBot } from './small-bot.ts';

export const ANA = 'U0ANASILVA';
export const CHANNEL = 'C0EMERGENCY';

export interface FullDesk extends Desk {
  readonly story: ReturnType<typeof aStory>;
  readonly bot: Bot;
}

/** A desk on which there is something of everything the page can show. */
export async function openFullDesk(): Promise<FullDesk> {
  const { now } = stoppedClock(START);
  const jira = await startJira({ ...jiraData, apiToken: 'token', now });
  const pagerduty = await startPagerDuty({ ...pagerDutyData, apiToken: 'token', now });
  const story = aStory();
  const desk = await openDesk({
    jira,
    pagerduty,
    story,
    tour: aTour(),
    bot: { kill: async () => undefined },
    nextDue: async () => ({ at: START + 3 * 60 * 60_000, what: 'reminder to Ana Silva (EC-1)' }),
    hasHome: true,
  });
  const bot = await startSmallBot(desk.slack);
  const { issues } = clientOf(jira.url, 'token');
  const described = { description: document('Checkout failed.'), labels: ['emergency'], duedate: '2026-11-21' };
  await issues.createIssue(task(described));
  await issues.createIssue(task());
  pagerduty.trigger({ title: 'Refunds are stuck', serviceId: pagerduty.services()[0]?.id ?? '' });
  await talk(desk, bot);
  const stop = async () => {
    await bot.stop();
    await desk.stop();
    await Promise.all([jira.stop(), pagerduty.stop()]);
  };
  return { ...desk, story, bot, stop };
}

async function talk({ slack }: Desk, { app: { client } }: Bot): Promise<void> {
  const text = ':red_circle: *Roll payments back* in Payments by <@U0ANASILVA>, `v841`';
  const approve = { type: 'button', action_id: 'approve', style: 'primary', text: plain('Approve') } as const;
  const reject = { type: 'button', action_id: 'reject', style: 'danger', text: plain('Reject') } as const;
  const card = await client.chat.postMessage({
    channel: CHANNEL,
    text,
    blocks: [
      { type: 'section', text: { type: 'mrkdwn', text } },
      { type: 'context', elements: [{ type: 'mrkdwn', text: 'Needs 1 on-call lead, 1 leadership' }] },
      { type: 'actions', elements: [approve, reject] },
    ],
  });
  slack.as('U0BENOKAFO').say(CHANNEL, 'Looking at it, <@U0ANASILVA>.', card.ts);
  slack.as('U0CLEOMART').say(CHANNEL, 'What broke?');
  await client.chat.postEphemeral({ channel: CHANNEL, user: ANA, text: 'Somebody else has to approve it.' });
  const due = `<!date^${START / 1000}^{date_short_pretty} {time}|soon>`;
  await client.chat.postMessage({ channel: ANA, text: `Your review is due ${due}.` });
  const nothing = { type: 'section', text: { type: 'mrkdwn', text: '*Nothing waits for you.*' } } as const;
  await client.views.publish({ user_id: ANA, view: { type: 'home', blocks: [nothing] } });
}

const plain = (text: string) => ({ type: 'plain_text' as const, text });
