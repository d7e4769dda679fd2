import type { Command } from '../../src/domain/change/commands.ts';
import { decide } from '../../src/domain/change/decide.ts';
import type { Decision } from '../../src/domain/change/decision.ts';
import type { ChangeEvent } from '../../src/domain/change/events.ts';
import { fold } from '../../src/domain/change/evolve.ts';
import { KEY } from './changes.ts';

/** What is decided on an order when these facts are on record: `given(declared(), asked()).when(approves(ben))`. */
export const given = (...past: readonly ChangeEvent[]) => ({
  when: (command: Command): Decision =>
    decide(fold(KEY, past), command, { nextId: () => ({ sequence: 'EC', number: 42 }) }),
});
