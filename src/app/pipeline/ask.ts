import { noteAsked } from '../../domain/sighting/decide.ts';
import { isUndeclared } from '../../domain/sighting/types.ts';
import type { Outside } from '../effects/context.ts';
import type { Delivery } from '../outside-ports.ts';
import type { Ledger, Outbox } from '../ports.ts';
import { SYSTEM } from '../record.ts';
import type { Sightings } from './ports.ts';
import { toSighting } from './sighting-stream.ts';
import type { AskWork } from './undeclared.ts';

export interface AskDeps {
  readonly ledger: Ledger;
  readonly outbox: Outbox;
  readonly sightings: Sightings;
  readonly outside: Outside;
  readonly now: () => number;
}

export type AskUndeclared = (work: AskWork, stream: string, delivery: Delivery) => Promise<void>;

export const undeclaredAsker =
  (deps: AskDeps): AskUndeclared =>
  (work, stream, delivery) =>
    askUndeclared(work, stream, delivery, deps);

/** Asks about a batch, or redraws the question; whoever has answered meanwhile is not asked. */
async function askUndeclared(work: AskWork, stream: string, delivery: Delivery, deps: AskDeps): Promise<void> {
  const { ledger, outbox, sightings, outside, now } = deps;
  const batch = await sightings.batch(work);
  const message = batch.find((sighting) => sighting.message)?.message;
  const done = () => outbox.settle(delivery.key, now());
  if (work.kind === 'refresh-undeclared') {
    if (message)
      await outside.chat.refreshUndeclared(
        message,
        work.who,
        batch.filter(({ asked }) => asked),
      );
    return done();
  }
  const open = batch.filter(isUndeclared);
  if (open.length === 0 || message) return done();
  const posted = await outside.chat.askUndeclared(work.who, open, delivery);
  const at = now();
  const order = { at, author: SYSTEM, settles: delivery.key };
  const policyHash = () => outside.policy().hash;
  await toSighting(
    stream,
    { ...order, decide: (known) => noteAsked(known, { at, ...posted }) },
    { ledger, policyHash },
  );
}
