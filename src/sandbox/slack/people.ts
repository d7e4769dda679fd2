import type { Person, SlackOptions } from './contract.ts';

export interface People {
  readonly find: (id: string) => Person | undefined;
  readonly byEmail: (email: string) => Person | undefined;
  /** Everybody but the bot itself. */
  readonly all: () => readonly Person[];
  readonly setKind: (id: string, kind: Person['kind']) => Person;
  readonly bot: Person;
}

export function people(options: SlackOptions, botName: string): People {
  const byId = new Map(options.people.map((person) => [person.id, person]));
  const bot: Person = {
    id: options.botUserId,
    name: botName.toLowerCase().replaceAll(' ', ''),
    realName: botName,
    title: '',
    email: '',
    timezone: 'America/Los_Angeles',
    kind: 'bot',
  };
  return {
    bot,
    find: (id) => (id === bot.id ? bot : byId.get(id)),
    byEmail: (email) => [...byId.values()].find((person) => person.email.toLowerCase() === email.toLowerCase()),
    all: () => [...byId.values()],
    setKind: (id, kind) => {
      const person = byId.get(id);
      if (!person) throw new Error(`There is no person ${id}.`);
      const changed = { ...person, kind };
      byId.set(id, changed);
      return changed;
    },
  };
}
