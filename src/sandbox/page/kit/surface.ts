import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Picked } from '../../slack/contract.ts';
import type { Filling } from '../api.ts';
import type { Option, State } from './kit.ts';

/** What blocks stand on, a message or a modal: where presses go, and what fields hold. */
export interface Surface {
  /** Changes whenever the bot replaced what is shown, so that pickers start anew. */
  readonly version: string;
  /** Presses a button, or picks an option of a select or menu outside of an input block. */
  readonly press: (at: Spot, option?: Picked) => Promise<void>;
  /** The element the bot is being told about. */
  readonly pressing: Spot | undefined;
  readonly form: Form;
}

/** Where an element is: several blocks may hold one of the same name. */
export interface Spot {
  readonly blockId: string;
  readonly actionId: string;
}

export const isAt = (one: Spot | undefined, other: Spot): boolean =>
  one?.blockId === other.blockId && one.actionId === other.actionId;

export interface Form {
  readonly stateOf: (blockId: string, actionId: string) => State | undefined;
  readonly errorOf: (blockId: string) => string | undefined;
  /** `later`: while typing, the last of several is sent after a pause or before the form is. */
  readonly fill: (blockId: string, value: Filling, when: 'now' | 'later') => void;
  readonly suggest: (blockId: string, actionId: string, typed: string) => Promise<readonly Option[]>;
  readonly pick: (blockId: string, actionId: string, option: Option) => void;
}

export const SurfaceContext = createContext<Surface | undefined>(undefined);

export function useSurface(): Surface {
  const surface = useContext(SurfaceContext);
  if (!surface) throw new Error('Blocks outside of a message or modal');
  return surface;
}
