import type { Tour, TourStep } from '../../sandbox/server/world.ts';
import type { Message } from '../../sandbox/slack/contract.ts';
import { onAnyChange, type StandIns } from './sight.ts';

const CARDS = 'C0EMERGENCY';

interface Station extends Omit<TourStep, 'isDone'> {
  /** Whether it has happened, as the workspace shows it. */
  readonly happened: (world: StandIns) => boolean;
}

const STATIONS: readonly Station[] = [
  {
    title: 'Declare',
    hint: 'Be Ana Silva in #general and type /emergency-change payments is down, rolling back',
    happened: (world) => cards(world).length > 0,
  },
  {
    title: 'Be refused',
    hint: 'Still as Ana, press Approve on the card in #emergency-changes: it is her own change.',
    happened: (world) => toldAlone(world, 'so someone else has to approve it'),
  },
  {
    title: 'Approve',
    hint: 'Be Ben, then Cleo, and press Approve in their direct messages from Breakglass.',
    happened: (world) => inThread(world, /EC-\d+ is approved/),
  },
  {
    title: 'Deploy',
    hint: 'Be Ana again, press Record deployment on the card, and say what went out.',
    happened: (world) => inThread(world, /^:rocket: /),
  },
  {
    title: 'Miss the deadline',
    hint: 'Move the clock with +1 day, twice. Read what Breakglass tells Ana, and Eva in #change-management.',
    happened: (world) => toldByBot(world, /wants your review, (past its target|\*)/),
  },
  {
    title: 'Review',
    hint: 'As Ana, press Write review. Then be Eva and press Sign off: the Jira ticket moves to Done.',
    happened: (world) => inThread(world, /signed off the review/) && aTicketIsDone(world),
  },
];

/** A tour whose steps are ticked off by what is seen to have happened, whoever did it and however. */
export function tourOf(world: StandIns): Tour {
  const done = new Set<Station>();
  const listeners = new Set<() => void>();
  const look = (): void => {
    const before = done.size;
    for (const station of STATIONS) if (!done.has(station) && station.happened(world)) done.add(station);
    if (done.size > before) for (const listener of listeners) listener();
  };
  onAnyChange(world, look);
  return {
    steps: () => STATIONS.map((station) => ({ title: station.title, hint: station.hint, isDone: done.has(station) })),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const cards = ({ slack }: StandIns): readonly Message[] =>
  slack.allMessages(CARDS).filter(({ threadTs, text }) => threadTs === undefined && /^EC-\d+ ·/.test(text));

const inThread = ({ slack }: StandIns, words: RegExp): boolean =>
  slack.allMessages(CARDS).some(({ threadTs, text }) => threadTs !== undefined && words.test(text));

function toldAlone({ slack }: StandIns, words: string): boolean {
  const members = slack.people().filter(({ kind }) => kind === 'member');
  const told = members.flatMap(({ id }) => slack.as(id).messages(CARDS));
  return told.some(({ ephemeralFor, text }) => ephemeralFor !== undefined && text.includes(words));
}

function toldByBot({ slack }: StandIns, words: RegExp): boolean {
  const dms = slack.people().flatMap(({ id }) => slack.botDm(id) ?? []);
  return dms.some((dm) => slack.allMessages(dm).some(({ text }) => words.test(text)));
}

const aTicketIsDone = ({ jira }: StandIns): boolean => jira.issues().some(({ status }) => status.category === 'done');
