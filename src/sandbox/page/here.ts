import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { App, Conversation } from '../server/wire.ts';
import type { Person } from '../slack/contract.ts';
import type { Actor } from './api.ts';

/** Who is looking, at what time, and what names mean: what every part of the page asks for. */
export interface Here {
  readonly me: Person;
  readonly act: Actor;
  readonly app: App;
  readonly people: ReadonlyMap<string, Person>;
  readonly conversations: readonly Conversation[];
  /** Milliseconds since the epoch, UTC: the workspace's time. */
  readonly now: number;
  /** Opens in the page what belongs to the workspace (a ticket, an incident, a message); false: it is elsewhere. */
  readonly go: (url: string) => boolean;
  readonly openChannel: (id: string) => void;
}

export const HereContext = createContext<Here | undefined>(undefined);

export function useHere(): Here {
  const here = useContext(HereContext);
  if (!here) throw new Error('Outside of the workspace');
  return here;
}

/** The one who wrote: a person, or the app when nobody of that id is known. */
export function nameOf(here: Pick<Here, 'people' | 'app'>, user: string): string {
  const person = here.people.get(user);
  return person && person.kind !== 'bot' ? person.realName : here.app.name;
}

export function isApp(here: Pick<Here, 'people'>, user: string): boolean {
  const person = here.people.get(user);
  return !person || person.kind === 'bot';
}
