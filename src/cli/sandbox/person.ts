import type { Json, Message, Outcome, View } from '../../sandbox/slack/contract.ts';
import { NeverSeen, type StandIns, seen } from './sight.ts';

export type Answers = Readonly<Record<string, string | readonly string[]>>;

export type SomePerson = ReturnType<typeof somePerson>;

/** One person of the workspace, by what they do. Every step fails loudly when Slack would show an error. */
export function somePerson(world: StandIns, name: string, beat: () => Promise<void>) {
  const { slack } = world;
  const person = slack.people().find((known) => known.name === name);
  if (!person) throw new Error(`Nobody is called ${name}`);
  const { id } = person;
  const session = slack.as(id);

  const form = (): Promise<View> => seen(world, `a form in front of ${name}`, () => session.views().at(-1));
  const messages = (channel: string): readonly Message[] => session.messages(channel);
  const dm = (): string => {
    const channel = slack.botDm(id);
    if (channel === undefined) throw new NeverSeen(`${name} has no message from the bot`);
    return channel;
  };

  return {
    id,
    dm,
    dmIfAny: () => slack.botDm(id),
    messages,
    /** What the bot told this person alone, in their direct messages. */
    dms: (): readonly Message[] => (slack.botDm(id) === undefined ? [] : messages(dm())),
    command: async (channel: string, text: string) => sound(await session.command(channel, '/emergency-change', text)),
    fill: async (answers: Answers) => {
      for (const [field, value] of Object.entries(answers)) {
        const view = await form();
        sound(await session.fill(view.id, blockOf(view, field), value));
        await beat();
      }
    },
    /** Types into a field that offers, and takes the first thing offered. */
    take: async (field: string, typed: string) => {
      const view = await form();
      const [first] = await session.suggest(view.id, blockOf(view, field), typed);
      if (!first) throw new NeverSeen(`nothing is offered for “${typed}”`);
      sound(await session.pick(view.id, blockOf(view, field), first));
      await beat();
    },
    submit: async () => {
      sound(await session.submit((await form()).id));
      if (session.views().length > 0) throw new NeverSeen(`${name}'s form was not taken`);
    },
    /** Presses a button of the newest message that has it. */
    press: async (channel: string, action: string) => sound(await tryToPress(channel, action)),
    tryToPress,
    hears: (channel: string, words: string): Promise<Message> =>
      seen(world, `${name} being told “${words}”`, () =>
        messages(channel).find(({ ephemeralFor, text }) => ephemeralFor === id && text.includes(words)),
      ),
  };

  async function tryToPress(channel: string, action: string): Promise<Outcome> {
    const message = await seen(world, `${action} in front of ${name}`, () => newestWith(messages(channel), action));
    return session.press(channel, message.ts, action);
  }
}

const newestWith = (messages: readonly Message[], action: string): Message | undefined =>
  messages.findLast(({ blocks }) => JSON.stringify(blocks).includes(`"action_id":"${action}"`));

function blockOf({ payload }: View, field: string): string {
  const blocks = payload.blocks as readonly Json[];
  const found = blocks.map(({ block_id: id }) => String(id)).find((id) => id.split('.')[0] === field);
  if (found === undefined) throw new NeverSeen(`the form has no field ${field}`);
  return found;
}

function sound(outcome: Outcome): void {
  const { ok, error, status, answer } = outcome;
  if (!ok) throw new NeverSeen(`Slack shows ${error} (HTTP ${status}) ${JSON.stringify(answer ?? '')}`);
}
