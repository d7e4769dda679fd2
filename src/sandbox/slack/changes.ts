import type { SlackStandIn } from './contract.ts';

type Listener = Parameters<SlackStandIn['onChange']>[0];
export type Change = Parameters<Listener>[0];

export interface Changes {
  readonly tell: (change: Change) => void;
  readonly listen: (listener: Listener) => () => void;
}

export function changes(): Changes {
  const listeners = new Set<Listener>();
  return {
    tell: (change) => {
      for (const listener of listeners) listener(change);
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
