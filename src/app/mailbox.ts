import type { DutyCommand } from '../domain/change/duty-commands.ts';
import type { NagPerson, Work } from '../domain/change/effects.ts';
import { debtors } from '../domain/change/react-duty.ts';
import type { Change } from '../domain/change/state.ts';
import type { Instant, UserId } from '../domain/change/types.ts';
import { reviewClock, reviewIsOwed } from '../domain/review.ts';
import type { Outside } from './effects/context.ts';
import type { Handle } from './handle.ts';
import { letterOf, linesOf } from './letters.ts';
import { quietUntil } from './local-time.ts';
import type { Log } from './log.ts';
import type { Delivery, Seal } from './outside-ports.ts';
import type { Person } from './people-ports.ts';
import type { Claim, Ledger, Outbox, Queries, Waiting } from './ports.ts';
import { read } from './read.ts';
import { SYSTEM } from './record.ts';

export interface MailDeps {
  readonly ledger: Ledger;
  readonly outbox: Outbox;
  readonly queries: Queries;
  readonly handle: Handle;
  readonly outside: Outside;
  readonly now: () => Instant;
  readonly log: Log;
}

type Mail = NagPerson | Extract<Work, { kind: 'refresh-nags' }>;

export const isMail = (work: Claim['work']): work is Mail => work.kind === 'nag-person' || work.kind === 'refresh-nags';

/** Changes in one message at most: the rest follows in the next one. */
const MOST = 50;

/** One reminder on its way to a person, with its change as it is now. */
interface Item {
  readonly waiting: Waiting;
  readonly work: NagPerson;
  readonly change: Change;
  /** When it was due. */
  readonly since: Instant;
}

/** Carries out what goes into one person's mailbox. */
export function doMail(claim: Claim, work: Mail, delivery: Delivery, deps: MailDeps): Promise<void> {
  return work.kind === 'nag-person' ? remind(claim, work, delivery, deps) : redraw(claim, work, delivery, deps);
}

/**
 * Tells a person all that waits for them in one message. The lane lets nobody else near it meanwhile; the message says up
 * to which effect it speaks, so that a try whose answer was lost is recognised with everything it told.
 */
async function remind(claim: Claim, { user }: NagPerson, delivery: Delivery, deps: MailDeps): Promise<void> {
  const { outside, outbox, now } = deps;
  const waiting = await outbox.waiting(claim.lane);
  const lost = delivery.inDoubt ? await outside.chat.findLetter(user, delivery) : undefined;
  if (lost) {
    const told = await opened(
      waiting.filter(({ id }) => id <= lost.upTo),
      deps,
    );
    return note(told, user, lost, claim.key, deps);
  }
  const items = await stillOwed(await opened(waiting.slice(0, MOST), deps), deps);
  if (!items.some(({ waiting: { key } }) => key === claim.key)) return;
  const person = await outside.people.find(user);
  if (person.standing === 'deactivated') return ownerLeft(items, deps);
  const restUntil = restingUntil(items, person, delivery.now, deps);
  if (restUntil !== undefined) return outbox.hold(claim.lane, restUntil);
  const overdue = await alsoOverdue(user, items, deps);
  const seal: Seal = {
    upTo: Math.max(...items.map((item) => item.waiting.id)),
    changes: [...new Set([...items.map(({ change }) => change.key), ...overdue.map(({ key }) => key)])],
  };
  const letter = letterOf(items, overdue, person, now(), deps);
  const posted = await outside.chat.post(letter, seal, delivery);
  await note(items, user, { ...seal, ...posted }, claim.key, deps);
}

/** A record that cannot be read is buried for the operator, and the others go on without it. */
async function opened(waiting: readonly Waiting[], { ledger, outbox, now, log }: MailDeps): Promise<Item[]> {
  const items: Item[] = [];
  for (const one of waiting) {
    try {
      const known = await read(ledger, one.stream);
      if (!known || one.work.kind !== 'nag-person') throw new Error(`${one.key} belongs to no change`);
      const since = known.events[one.version - 1]?.at ?? now();
      items.push({ waiting: one, work: one.work, change: known.change, since });
    } catch (cause) {
      log.error({ err: cause, effect: one.key }, 'a reminder could not be read');
      await outbox.bury(one.key, now(), 'The record of this change cannot be read: run `breakglass verify`.');
    }
  }
  return items;
}

/** What came in meanwhile is not asked for; whose turn it is now is told instead. */
async function stillOwed(items: readonly Item[], deps: MailDeps): Promise<Item[]> {
  const owed: Item[] = [];
  for (const item of items) {
    const { change, work, waiting } = item;
    const turn = debtors(change);
    if (!reviewIsOwed(change)) await deps.outbox.settle(waiting.key, deps.now());
    else if (work.audience === 'escalation' || turn.includes(work.user)) owed.push(item);
    else if (change.review.status === 'submitted') await deps.outbox.settle(waiting.key, deps.now());
    else await settleWith({ ...addressed(work, turn), at: deps.now() }, waiting, deps);
  }
  return owed;
}

const addressed = ({ rung, audience }: NagPerson, to: readonly UserId[]) => ({
  type: 'AddressReminder' as const,
  rung,
  audience,
  to,
});

/** Nobody reads it any more: whoever is the escalation contact is told that the owner has left. */
async function ownerLeft(items: readonly Item[], deps: MailDeps): Promise<void> {
  for (const { waiting, work } of items) {
    await settleWith({ type: 'NoteOwnerLeft', at: deps.now(), user: work.user }, waiting, deps);
  }
}

/** The end of their quiet hours, unless one of the reminders would then come after the limit it is to prevent. */
function restingUntil(items: readonly Item[], person: Person, now: Instant, deps: MailDeps): Instant | undefined {
  const { review, timezone } = deps.outside.policy();
  const until = review.quiet_hours && quietUntil(review.quiet_hours, person.timezone ?? timezone, now);
  if (until === undefined) return undefined;
  const wouldBeLate = ({ change, since }: Item): boolean => {
    const { limit } = reviewClock(change);
    return since < limit && limit < until;
  };
  return items.some(wouldBeLate) ? undefined : until;
}

/** What else this person owes past its target goes along, so that each does not come as a message of its own. */
async function alsoOverdue(
  user: UserId,
  items: readonly Item[],
  { queries, ledger, now }: MailDeps,
): Promise<Change[]> {
  const listed = new Set(items.map(({ change }) => change.key));
  const rows = await queries.openOf(user);
  const overdue = rows.filter(({ key, owner, targetAt }) => owner === user && targetAt < now() && !listed.has(key));
  const found: Change[] = [];
  for (const { key } of overdue.slice(0, MOST - items.length)) {
    const change = (await read(ledger, key).catch(() => undefined))?.change;
    const isResting = change?.review.snoozed?.isOver === false;
    if (change && reviewIsOwed(change) && change.review.status !== 'submitted' && !isResting) found.push(change);
  }
  return found;
}

/** The head goes last: until it is done, a process that takes over finds the message again and notes the rest. */
async function note(
  items: readonly Item[],
  user: UserId,
  { channel, ts, changes }: Seal & { channel: string; ts: string },
  head: string,
  deps: MailDeps,
): Promise<void> {
  const ordered = [...items].sort((a, b) => Number(a.waiting.key === head) - Number(b.waiting.key === head));
  await noteAlong(items, user, { channel, ts, changes }, deps);
  for (const { waiting, work } of ordered) {
    const { rung, audience } = work;
    const command = { type: 'NoteReminder' as const, at: deps.now(), rung, audience, user, channel, ts, changes };
    await settleWith(command, waiting, deps);
  }
}

/** What went along without being due. */
async function noteAlong(
  items: readonly Item[],
  user: UserId,
  place: Omit<Seal, 'upTo'> & { channel: string; ts: string },
  { ledger, handle, now }: MailDeps,
): Promise<void> {
  const due = new Set(items.map(({ change }) => change.key));
  for (const key of place.changes.filter((one) => !due.has(one))) {
    const known = await read(ledger, key).catch(() => undefined);
    if (!known) continue;
    const rung = known.change.review.lastRung;
    const command = {
      type: 'NoteReminder' as const,
      at: now(),
      rung,
      audience: 'owner' as const,
      user,
      ...place,
      along: true,
    };
    await handle(key, command, { author: SYSTEM });
  }
}

async function settleWith(command: DutyCommand, { stream, key }: Waiting, { handle }: MailDeps): Promise<void> {
  await handle(stream, command, { author: SYSTEM, settles: key });
}

/** Redraws what this person was sent about the change: no button is left for what is done. */
async function redraw(claim: Claim, { user }: { user: UserId }, delivery: Delivery, deps: MailDeps): Promise<void> {
  const { ledger, outside, outbox, now } = deps;
  const known = await read(ledger, claim.stream);
  const person = await outside.people.find(user);
  for (const nag of known?.change.review.nags.filter((one) => one.user === user) ?? []) {
    const lines = await linesOf(nag, person, deps);
    await outside.chat.refreshLetter({ user, at: nag.at, lines }, nag);
  }
  await outbox.settle(delivery.key, now());
}
