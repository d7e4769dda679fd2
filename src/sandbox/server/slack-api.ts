import { Hono } from 'hono';
import { z } from 'zod';
import type { PersonSession, SlackStandIn } from '../slack/contract.ts';
import { bodyOf } from './body.ts';
import type { ReadMarks } from './read-marks.ts';
import { visible } from './sight.ts';

type Verb = (as: PersonSession, body: unknown) => unknown;

const text = z.string();
const InView = z.object({ viewId: text });
const Field = InView.extend({ blockId: text });
const InMessage = z.object({ channel: text, ts: text });
const picked = z.union([text, z.array(text)]);
const Pressing = { actionId: text, option: picked.optional(), blockId: text.optional() };
const anOption = z.record(text, z.unknown());

/** What a person does in Slack; each answers with what the session's call of the same name answers. */
const verbs: Record<string, Verb> = {
  command: verb(z.object({ channel: text, command: text, text }), (as, it) =>
    as.command(it.channel, it.command, it.text),
  ),
  say: verb(z.object({ channel: text, text: text.min(1), threadTs: text.optional() }), (as, it) =>
    as.say(it.channel, it.text, it.threadTs),
  ),
  'global-shortcut': verb(z.object({ callbackId: text }), (as, it) => as.globalShortcut(it.callbackId)),
  'message-shortcut': verb(z.object({ callbackId: text, channel: text, ts: text }), (as, it) =>
    as.messageShortcut(it.callbackId, it.channel, it.ts),
  ),
  press: verb(InMessage.extend(Pressing), (as, it) => as.press(it.channel, it.ts, it.actionId, it.option, it.blockId)),
  'fill-in-message': verb(InMessage.extend({ blockId: text, value: picked.nullable() }), (as, it) =>
    as.fillInMessage(it.channel, it.ts, it.blockId, it.value),
  ),
  'suggest-in-message': verb(InMessage.extend({ actionId: text, typed: text }), (as, it) =>
    as.suggestInMessage(it.channel, it.ts, it.actionId, it.typed),
  ),
  'pick-in-message': verb(InMessage.extend({ actionId: text, option: anOption }), (as, it) =>
    as.pickInMessage(it.channel, it.ts, it.actionId, it.option),
  ),
  'press-in-view': verb(InView.extend(Pressing), (as, it) =>
    as.pressInView(it.viewId, it.actionId, it.option, it.blockId),
  ),
  'open-home': verb(z.object({ tab: z.enum(['home', 'messages']) }), (as, it) => as.openHome(it.tab)),
  older: verb(z.object({ channel: text, before: text }), (as, it) => visible(as, it.channel, it.before)),
  fill: verb(Field.extend({ value: z.union([text, z.array(text), z.number(), z.null()]) }), (as, it) =>
    as.fill(it.viewId, it.blockId, it.value),
  ),
  suggest: verb(Field.extend({ typed: text }), (as, it) => as.suggest(it.viewId, it.blockId, it.typed)),
  pick: verb(Field.extend({ option: anOption }), (as, it) => as.pick(it.viewId, it.blockId, it.option)),
  submit: verb(InView, (as, it) => as.submit(it.viewId)),
  close: verb(InView, (as, it) => as.close(it.viewId)),
};

const Read = z.object({ channel: text, ts: text });

export function slackApi(slack: SlackStandIn, marks: ReadMarks): Hono {
  const sessions = new Map<string, PersonSession>();
  // A session remembers what its person picked in the menus of messages: each has one.
  const sessionOf = (user: string) => {
    const session = sessions.get(user) ?? slack.as(user);
    sessions.set(user, session);
    return session;
  };
  return new Hono()
    .post('/:user/read', async (c) => {
      const { channel, ts } = Read.parse(await bodyOf(c));
      marks.set(c.req.param('user'), channel, ts);
      return c.json(null);
    })
    .post('/:user/:verb', async (c) => {
      const { user, verb: name } = c.req.param();
      if (!slack.person(user)) return c.json({ error: `There is nobody with the id ${user}.` }, 404);
      const run = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
      if (!run) return c.json({ error: `One cannot "${name}" here.` }, 404);
      return c.json((await run(sessionOf(user), await bodyOf(c))) ?? null);
    });
}

function verb<S extends z.ZodType>(schema: S, run: (as: PersonSession, input: z.output<S>) => unknown): Verb {
  return (as, body) => run(as, schema.parse(body));
}
