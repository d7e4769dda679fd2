import { parsePolicy } from '../../src/policy/load.ts';
import type { Message } from '../../src/sandbox/slack/contract.ts';
import { DIGESTS, EMERGENCY, idOf, REVIEW } from '../support/actor.ts';
import { policyText } from '../support/policy.ts';
import type { World } from '../support/world.ts';

// Seven days with five changes: a weekend, people in Lisbon, New York and London, and the night the clocks of Europe go
// forward (Sunday 29 March 2026, 01:00 UTC). Nights are quiet from 22:00 to 07:00 where each of them is.

/** Wednesday 25 March 2026, noon in Lisbon. */
export const NOON = Date.UTC(2026, 2, 25, 12);
export const END = Date.UTC(2026, 3, 1, 12);

export const policy = () =>
  parsePolicy(
    policyText({ '# quiet_hours: { from: "22:00", to: "07:00" }': 'quiet_hours: { from: "22:00", to: "07:00" }' }),
  );

interface Deed {
  /** `25 12:00`: day of March and time, UTC. */
  readonly when: string;
  readonly who: string;
  readonly does: (actor: ReturnType<World['as']>, world: World) => Promise<unknown>;
}

const LATE = 'The weekend shift was handed over without this';

/** Declared for a system that one lead is enough for, approved at once, and out. */
const goesOut =
  (summary: string, approver: string, system = 'search'): Deed['does'] =>
  async (actor, world) => {
    await actor.declare({ summary, systems: [system] });
    await world.settle();
    await world.as(approver).press(EMERGENCY, 'approve');
    await world.settle();
    await actor.press(EMERGENCY, 'record_deployment');
    await actor.fill({ what: 'v841' });
    await actor.submit();
  };

/** From the newest message that lists it. */
const press =
  (action: string, id: string): Deed['does'] =>
  async (actor) => {
    const found = actor.dms().findLast((message) => buttonOf(message, action, id) !== undefined);
    if (!found) throw new Error(`No message offers ${action} of ${id}`);
    const outcome = await actor.session.press(actor.dm(), found.ts, action, undefined, buttonOf(found, action, id));
    if (!outcome.ok) throw new Error(`Slack shows ${outcome.error}`);
  };

/** The block that holds the button, right below the words about the change. */
function buttonOf({ blocks }: Message, action: string, id: string): string | undefined {
  const at = blocks.findIndex((block, index) => {
    const above = blocks.length > 2 ? JSON.stringify(blocks[index - 1] ?? '') : JSON.stringify(blocks);
    return JSON.stringify(block).includes(`"action_id":"${action}"`) && above.includes(`${id} (`);
  });
  const blockId = blocks[at]?.block_id;
  return typeof blockId === 'string' ? blockId : undefined;
}

const writes =
  (id: string, late = false): Deed['does'] =>
  async (actor, world) => {
    await press('start_review', id)(actor, world);
    await actor.fill({ ...REVIEW, ...(late ? { lateReason: LATE } : {}) });
    await actor.submit();
    if (actor.forms().length > 0) throw new Error(`The review of ${id} was not taken`);
  };

const signsOff: Deed['does'] = (actor) => actor.press(actor.dm(), 'sign_off').then(() => confirmed(actor));

/** Where signing off asks once more. */
async function confirmed(actor: ReturnType<World['as']>): Promise<void> {
  if (actor.forms().length > 0) await actor.submit();
}

export const DEEDS: readonly Deed[] = [
  { when: '25 12:00', who: 'ana', does: goesOut('Restart the indexer', 'ben') },
  { when: '26 02:00', who: 'cleo', does: goesOut('Rotate the keys', 'ben') },
  { when: '26 09:30', who: 'ana', does: writes('EC-1') },
  { when: '26 10:00', who: 'eva', does: signsOff },
  { when: '27 20:00', who: 'ana', does: goesOut('Rebuild the index', 'ben') },
  { when: '27 23:30', who: 'ana', does: goesOut('Move to the spare', 'ben', 'checkout') },
  { when: '28 10:00', who: 'ben', does: goesOut('Undo the rename', 'dan') },
  {
    when: '28 14:30',
    who: 'ben',
    does: async (actor, world) => {
      await press('hand_over', 'EC-5')(actor, world);
      await actor.fill({ to: idOf('ana') });
      await actor.submit();
    },
  },
  { when: '28 15:00', who: 'ana', does: (actor) => actor.press(actor.dm(), 'accept_hand_over') },
  { when: '28 19:40', who: 'ana', does: press('snooze_review', 'EC-4') },
  { when: '29 15:00', who: 'cleo', does: writes('EC-2', true) },
  { when: '29 16:00', who: 'eva', does: signsOff },
  { when: '31 12:00', who: 'ana', does: writes('EC-3', true) },
];

export interface Way {
  /** Before everything due at a moment is done, and before each deed. */
  readonly before?: (world: World) => Promise<void> | void;
  readonly after?: (world: World) => Promise<void>;
}

/** Lives the seven days. */
export async function live(world: World, { before, after }: Way = {}): Promise<void> {
  const advance = async () => {
    await before?.(world);
    await world.settle();
    await after?.(world);
    await world.settle();
  };
  const passTo = async (until: number) => {
    for (let next = await world.next(); next.at < until; next = await world.next()) {
      world.clock.advanceTo(Math.max(next.at, world.clock.now() + 1000));
      await advance();
    }
    world.clock.advanceTo(Math.max(until, world.clock.now()));
    await advance();
  };
  for (const { when, who, does } of DEEDS) {
    await passTo(instantOf(when));
    await does(world.as(who), world);
    await advance();
  }
  await passTo(END);
}

function instantOf(when: string): number {
  const [day, time] = when.split(' ');
  return Date.parse(`2026-03-${day}T${time}:00Z`);
}

/** `Sun 29 08:00 ana: EC-4, EC-3`: what reminded whom of what, in order. */
export function nagsIn(world: World): string[] {
  const people = ['ana', 'ben', 'cleo', 'dan', 'eva'];
  const direct = people.flatMap((name) =>
    world
      .as(name)
      .dms()
      .filter(({ blocks }) =>
        /"(start_review|take_over_review|read_review)"|owes the review now|is handed in|nothing left/.test(
          JSON.stringify(blocks),
        ),
      )
      .filter(({ text }) => !/^EC-\d+ ·/.test(text))
      .map((message) => ({ message, who: name })),
  );
  const open = world.slack
    .allMessages(EMERGENCY)
    .filter(({ text }) => /wants its review|waits for \w+ sign-off|nothing left to do here/.test(text))
    .map((message) => ({ message, who: message.threadTs ? 'thread' : 'channel' }));
  return [...direct, ...open]
    .toSorted((a, b) => Number(a.message.ts) - Number(b.message.ts) || a.who.localeCompare(b.who))
    .map(({ message, who }) => `${moment(message)} ${who}: ${idsIn(message)}`);
}

export const digestsIn = (world: World): string[] =>
  world.slack
    .allMessages(DIGESTS)
    .filter(({ text }) => text.startsWith('Emergency changes · '))
    .map((message) => `${moment(message)} ${message.text.split(' · ')[1]}`);

/** Everything anybody was told, with when, where and its buttons: the same whatever happened to the process. */
export function transcript(world: World): string[] {
  const channels = [EMERGENCY, DIGESTS, ...world.slack.people().flatMap(({ id }) => world.slack.botDm(id) ?? [])];
  return channels.flatMap((channel, index) =>
    world.slack
      .allMessages(channel)
      .filter(({ ephemeralFor }) => !ephemeralFor)
      .map((message) => `${index} ${moment(message)} ${plainly(message.text)} [${buttonsOf(message).join(' ')}]`)
      .toSorted(),
  );
}

const buttonsOf = ({ blocks }: Message) =>
  [...JSON.stringify(blocks).matchAll(/"action_id":"(\w+)"/g)].map(([, id]) => id);

const plainly = (text: string): string =>
  text
    .replace(/<!date[^|]*\|([^>]*)>/g, '$1')
    .replace(/<http[^|]*\|([^>]*)>/g, '$1')
    .replace(/ is approved(:| \().*/, ' is approved');

const idsIn = ({ blocks }: Message): string => {
  const ids = [...JSON.stringify(blocks).matchAll(/EC-\d+(?= \()/g)].map(([id]) => id);
  return [...new Set(ids)].join(', ');
};

const moment = ({ ts }: Message): string =>
  new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
  })
    .format(Number(ts) * 1000)
    .replace(', ', ' ')
    .replace(',', '');
