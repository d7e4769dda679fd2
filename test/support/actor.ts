import type { Json, Message, Outcome, SlackStandIn, View } from '../../src/sandbox/slack/contract.ts';
import { people } from '../../src/sandbox/workspace.ts';

export const EMERGENCY = 'C0EMERGENCY';
export const GENERAL = 'C0GENERAL01';
export const DIGESTS = 'C0CHANGEMGT';

export const idOf = (name: string): string => {
  const found = people.find((person) => person.name === name);
  if (!found) throw new Error(`Nobody is called ${name}`);
  return found.id;
};

/** What the declare form needs, as Ana fills it in at 03:12. */
export const FORM: Readonly<Record<string, string | readonly string[]>> = {
  summary: 'Roll payments back to v841',
  systems: ['payments'],
  criterion: 'outage',
  justification: "Checkout fails since 03:04, today's deploy is the cause",
  rollbackPlan: 'Redeploy v842',
};

export const REVIEW: Readonly<Record<string, string | readonly string[]>> = {
  rootCause: 'The migration locked the orders table while checkout was writing to it',
  impact: 'Customers could not pay for 27 minutes',
  tests: 'Smoke test of checkout on production passed, CI green on v841',
  cleanUp: ['code-reviewed', 'ci-green'],
};

/** One person in Slack, by name or id, by what they do. Every step fails loudly when Slack would show an error. */
export function actor(slack: SlackStandIn, name: string) {
  const id = /^U[A-Z0-9]{5,}$/.test(name) ? name : idOf(name);
  const session = slack.as(id);

  /** The bot answers first and opens its form right after: waits until Slack shows it. */
  const top = (): Promise<View> => seen(slack, `a form in front of ${name}`, () => session.views().at(-1));
  const blockOf = (view: View, block: string): string => {
    const blocks = view.payload.blocks as readonly { block_id?: string }[];
    const found = blocks.find(({ block_id: blockId = '' }) => blockId.split('.')[0] === block);
    if (!found?.block_id) throw new Error(`The form has no field ${block}`);
    return found.block_id;
  };

  const me = {
    id,
    session,
    form: top,
    forms: () => session.views(),
    /** The form once it shows these words: a redraw comes after the answer that asked for it. */
    formWith: (words: string): Promise<View> =>
      seen(slack, `${name}'s form saying “${words}”`, () =>
        session.views().findLast(({ payload, values }) => JSON.stringify([payload, values]).includes(words)),
      ),
    command: async (text: string, channel = GENERAL) =>
      sound(await session.command(channel, '/emergency-change', text)),
    fill: async (answers: Readonly<Record<string, string | readonly string[] | number | null>>) => {
      for (const [block, value] of Object.entries(answers)) {
        const view = await top();
        sound(await session.fill(view.id, blockOf(view, block), value));
      }
    },
    suggest: async (block: string, typed: string) => {
      const view = await top();
      return session.suggest(view.id, blockOf(view, block), typed);
    },
    pick: async (block: string, option: Json) => {
      const view = await top();
      return sound(await session.pick(view.id, blockOf(view, block), option));
    },
    submit: async () => sound(await session.submit((await top()).id)),
    /** Presses a button (or picks a menu's option) of the newest message that has it, in a channel or the bot's DM. */
    press: async (channel: string, actionId: string, option?: string) => {
      const message = newestWith(session.messages(channel), actionId);
      if (!message) throw new Error(`${name} sees no ${actionId} in ${channel}`);
      return sound(await session.press(channel, message.ts, actionId, option));
    },
    pressInForm: async (actionId: string) => sound(await session.pressInView((await top()).id, actionId)),
    dm: (): string => {
      const channel = slack.botDm(id);
      if (!channel) throw new Error(`${name} has no message from the bot`);
      return channel;
    },
    messages: (channel: string, thread?: string): readonly Message[] => session.messages(channel, thread),
    /** Waits until only this person is told in a channel what has these words in it. */
    hears: (channel: string, words: string): Promise<string> =>
      seen(slack, `${name} being told “${words}”`, () =>
        session.messages(channel).find(({ ephemeralFor, text }) => ephemeralFor === id && text.includes(words)),
      ).then(({ text }) => text),
    /** Waits until the bot has told this person something with these words in it. */
    told: (words: string): Promise<Message> =>
      seen(slack, `${name} being told “${words}”`, () => me.dms().find(({ text }) => text.includes(words))),
    dms: (): readonly Message[] => {
      const channel = slack.botDm(id);
      return channel === undefined ? [] : session.messages(channel);
    },
    declare: async (answers: Readonly<Record<string, string | readonly string[] | number | null>> = {}) => {
      await me.command('');
      await me.fill({ ...FORM, ...answers });
      return me.submit();
    },
  };
  return me;
}

/** Looks at each change of the workspace until `look` finds something; three seconds are more than Slack itself waits. */
function seen<T>(slack: SlackStandIn, what: string, look: () => T | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = slack.onChange(check);
    const patience = setTimeout(() => finish(() => reject(new Error(`Never saw ${what}`))), 3000);
    check();
    function check(): void {
      const found = look();
      if (found !== undefined) finish(() => resolve(found));
    }
    function finish(settle: () => void): void {
      clearTimeout(patience);
      stop();
      settle();
    }
  });
}

function newestWith(messages: readonly Message[], actionId: string): Message | undefined {
  return messages.findLast(({ blocks }) => JSON.stringify(blocks).includes(`"action_id":"${actionId}"`));
}

function sound(outcome: Outcome): Outcome {
  if (!outcome.ok)
    throw new Error(`Slack shows: ${outcome.error} (HTTP ${outcome.status}) ${JSON.stringify(outcome.answer ?? '')}`);
  return outcome;
}
