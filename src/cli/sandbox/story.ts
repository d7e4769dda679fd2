import type { BotControls, SteppedClock } from '../../sandbox/server/world.ts';
import { verifyRecord } from '../verify/database.ts';
import type { SomePerson } from './person.ts';
import { somePerson } from './person.ts';
import { NeverSeen, type StandIns, seen } from './sight.ts';

const CARDS = 'C0EMERGENCY';
const DIGESTS = 'C0CHANGEMGT';
const GENERAL = 'C0GENERAL01';
const INCIDENT = 8812;
const HOUR = 3_600_000;

export interface Theatre extends StandIns {
  readonly clock: SteppedClock;
  readonly bot: BotControls;
  readonly databaseFile: string;
}

export interface Step {
  /** What the audience reads while it happens. */
  readonly caption: string;
  /** Through whose eyes, and where to look. */
  readonly person: SomePerson;
  /** Absent while it is not there yet. */
  readonly channel: () => string | undefined;
  /** Does it as people would, waits until it is seen to have happened, and says what was seen. */
  readonly play: () => Promise<string>;
}

/** The whole life of one change: acted by people in the workspace, with nothing faked and everything looked for. */
export function storyOf(world: Theatre, beat: () => Promise<void>): readonly Step[] {
  const { clock, slack, jira, pagerduty, bot, databaseFile } = world;
  const [ana, ben, cleo, eva] = ['ana', 'ben', 'cleo', 'eva'].map((name) => somePerson(world, name, beat)) as [
    SomePerson,
    SomePerson,
    SomePerson,
    SomePerson,
  ];

  const posts = () => slack.allMessages(CARDS);
  const card = () => posts().find(({ threadTs, text }) => threadTs === undefined && text.startsWith('EC-1 ·'));
  const cardSays = (...words: string[]) =>
    seen(world, `the card saying “${words.join('”, “')}”`, () => {
      const said = card();
      const all = `${said?.text} ${JSON.stringify(said?.blocks)}`;
      return said && words.every((one) => all.includes(one)) && said;
    });
  const inThread = (words: string) => posts().filter(({ threadTs, text }) => threadTs && text.includes(words));
  const comments = (words: string) => jira.issues()[0]?.comments.filter(({ text }) => text.includes(words)) ?? [];
  const notes = (words: string) =>
    pagerduty.incident(INCIDENT)?.notes.filter(({ content }) => content.includes(words)) ?? [];
  const digests = () => slack.allMessages(DIGESTS).filter(({ text }) => text.startsWith('Emergency changes ·'));

  const step = (
    person: SomePerson,
    where: string | (() => string | undefined),
    caption: string,
    play: Step['play'],
  ): Step => ({
    caption,
    person,
    channel: typeof where === 'string' ? () => where : where,
    play,
  });

  return [
    step(
      ana,
      GENERAL,
      'Checkout is failing. Ana, on call, types /emergency-change and fills in four fields.',
      async () => {
        await ana.command(GENERAL, 'payments is down, rolling back');
        await ana.fill({ summary: 'Roll payments back to v841', systems: ['payments'], criterion: 'outage' });
        await ana.fill({ justification: "Checkout fails since 03:04, today's deploy is the cause" });
        await ana.fill({ rollbackPlan: 'Redeploy v842' });
        await ana.take('incident', 'checkout');
        await ana.submit();
        await cardSays('waiting for approval', `PD #${INCIDENT}`, 'Jira OPS-1');
        return `Ana declared EC-1: the card waits for approval, Jira OPS-1 is open, PagerDuty #${INCIDENT} is linked`;
      },
    ),

    step(
      ana,
      CARDS,
      'She cannot approve it herself: the requester is refused, and the attempt is recorded.',
      async () => {
        await ana.press(CARDS, 'approve');
        await ana.hears(CARDS, 'someone else has to approve it');
        return 'Ana pressed Approve on her own change and was refused';
      },
    ),

    step(ben, ben.dmIfAny, 'Ben, the on-call lead, is asked in a direct message. One tap.', async () => {
      await ben.press(ben.dm(), 'approve');
      await seen(world, "Ben's approval in the thread", () => inThread(`<@${ben.id}> approved`).length === 1);
      return 'Ben approved from his direct message';
    }),

    step(cleo, cleo.dmIfAny, 'Cleo, the CTO, fills the second place. Only now is it approved.', async () => {
      await cleo.press(cleo.dm(), 'approve');
      const { text } = await cardSays('not deployed yet');
      return `Ben and Cleo approved: the card says ${plainly(text)}`;
    }),

    step(ana, CARDS, 'Ana deploys and records it. In that very second, the bot is killed.', async () => {
      await ana.press(CARDS, 'record_deployment');
      await ana.fill({ what: 'v841' });
      await ana.submit();
      const restarted = bot.kill();
      const { ok, error } = await ana.tryToPress(CARDS, 'record_deployment');
      if (ok) throw new NeverSeen('the bot being gone');
      await restarted;
      return `The bot was killed right after Ana recorded the deployment: Slack showed ${error}`;
    }),

    step(ana, CARDS, 'It starts again by itself: nothing was lost, nothing is told twice.', async () => {
      await cardSays('approved before deploy');
      await clock.advanceBy(60_000);
      const told = {
        'in the thread': inThread('deployed v841'),
        'in Jira': comments('Deployed v841'),
        'in PagerDuty': notes('Deployed v841'),
      };
      for (const [where, found] of Object.entries(told)) {
        if (found.length !== 1)
          throw new NeverSeen(`the deployment told once ${where}: it is there ${found.length} times`);
      }
      return 'The bot is back: deployed, approved before deploy; told once in the thread, in Jira and in PagerDuty';
    }),

    step(ana, ana.dmIfAny, 'A day passes. The review is owed within 24 hours, and Ana is reminded.', async () => {
      await clock.advanceBy(25 * HOUR);
      const reminders = await seen(world, 'reminders to Ana', () => asLongAs(nags(ana), 3));
      return `25 hours passed: ${reminders.length} reminders to Ana, the last past the target`;
    }),

    step(
      ana,
      ana.dmIfAny,
      'Another day. The 48-hour limit passes: channel, escalation contact, and a page.',
      async () => {
        await clock.advanceBy(24 * HOUR);
        await seen(world, 'Ana being told of the limit', () =>
          nags(ana).some(({ text }) => text.includes('the limit of')),
        );
        await seen(world, 'a page in PagerDuty', () => pagerduty.events().length === 1);
        return 'The limit passed: Ana, the channel and the escalation contact were told, PagerDuty paged once';
      },
    ),

    step(
      eva,
      DIGESTS,
      'Every morning the change manager reads what is overdue, and the head of the record.',
      async () => {
        const digest = await seen(world, 'a digest with one overdue', () =>
          digests().findLast(({ text }) => text.includes('1 overdue')),
        );
        return `${digests().length} digests, one a day; the last one says ${digest.text.split(': ')[1]}`;
      },
    ),

    step(ana, ana.dmIfAny, 'Ana writes the review. Half of it is filled in from the record.', async () => {
      await ana.press(ana.dm(), 'start_review');
      await ana.fill({
        rootCause: 'The migration locked the orders table while checkout was writing to it',
        impact: 'Customers could not pay for 27 minutes',
        tests: 'Smoke test of checkout on production passed, CI green on v841',
        cleanUp: ['code-reviewed', 'ci-green'],
        lateReason: 'The weekend shift was handed over without it',
      });
      await ana.submit();
      await cardSays('review waits for sign-off');
      return 'Ana handed in the review, with the reason why it is late';
    }),

    step(
      eva,
      eva.dmIfAny,
      'Somebody who had no hand in it signs the review off. The Jira ticket moves to Done.',
      async () => {
        await ana.press(CARDS, 'sign_off');
        await ana.hears(CARDS, 'somebody who had no hand in it');
        await eva.press(eva.dm(), 'sign_off');
        await cardSays('EC-1 · Roll payments back to v841: closed');
        const ticket = await seen(world, 'the ticket in Done', () =>
          jira.issues().find(({ status }) => status.category === 'done'),
        );
        return `Ana was refused, Eva signed the review off: EC-1 is closed, ${ticket.key} is ${ticket.status.name}`;
      },
    ),

    step(
      eva,
      CARDS,
      'And the record can be verified by anybody: each event carries the hash of the one before.',
      async () => {
        const published = /head `([0-9a-f]{64})`/.exec(JSON.stringify(digests().at(-1)?.blocks))?.[1];
        if (published === undefined) throw new NeverSeen('the head of the record in the digest');
        const { checked } = verifyRecord(databaseFile, published);
        return `The record is sound: ${checked} events, and the head that the digest published is one of them`;
      },
    ),
  ];
}

const nags = (person: SomePerson) => person.dms().filter(({ text }) => text.includes('wants your review'));

const asLongAs = <T>(list: readonly T[], length: number): readonly T[] | undefined =>
  list.length >= length ? list : undefined;

/** `approved 03:13, not deployed yet`: Slack's dates as a clock's time (UTC). */
function plainly(text: string): string {
  const state = text.split(': ').slice(1).join(': ');
  return state.replace(/<!date\^(\d+)\^[^>]*>/g, (_, seconds) =>
    new Date(Number(seconds) * 1000).toISOString().slice(11, 16),
  );
}
