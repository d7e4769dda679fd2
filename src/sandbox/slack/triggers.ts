import { hex } from './ids.ts';

export interface Trigger {
  readonly user: string;
  /** The modal the interaction happened in. */
  readonly view?: string;
}

type Exchange = Trigger | { readonly refused: string };

export interface Triggers {
  readonly issue: (trigger: Trigger) => string;
  /** Looks whether the trigger would do, and leaves it usable. */
  readonly check: (id: string) => Exchange;
  readonly exchange: (id: string) => void;
}

/** https://docs.slack.dev/reference/methods/views.open: one use, three seconds, `132456.7890123.abcdef`. */
export function triggers(lifetime: number, realNow: () => number): Triggers {
  const issued = new Map<string, Trigger & { readonly at: number; used: boolean }>();
  return {
    issue: (trigger) => {
      const id = `${1e9 + issued.size}.${Math.floor(realNow())}.${hex(32)}`;
      issued.set(id, { ...trigger, at: realNow(), used: false });
      return id;
    },
    check: (id) => {
      const known = issued.get(id);
      if (!known) return { refused: 'invalid_trigger_id' };
      if (known.used) return { refused: 'exchanged_trigger_id' };
      if (realNow() - known.at > lifetime) return { refused: 'expired_trigger_id' };
      return known;
    },
    exchange: (id) => {
      const known = issued.get(id);
      if (known) known.used = true;
    },
  };
}
