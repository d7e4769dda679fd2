import type { NagPerson } from '../domain/change/effects.ts';
import type { Change, Nag } from '../domain/change/state.ts';
import type { ChangeKey, Instant } from '../domain/change/types.ts';
import { reviewClock } from '../domain/review.ts';
import type { Outside } from './effects/context.ts';
import { clockTime, nextAt } from './local-time.ts';
import type { Letter, LetterLine } from './outside-ports.ts';
import type { Person } from './people-ports.ts';
import type { Ledger } from './ports.ts';
import { read } from './read.ts';

export interface LetterDeps {
  readonly ledger: Ledger;
  readonly outside: Pick<Outside, 'policy'>;
}

/** The newest reminder of each change; where somebody is told as owner and as escalation contact, as owner. */
export function letterOf(
  items: readonly { readonly change: Change; readonly work: NagPerson }[],
  overdue: readonly Change[],
  person: Person,
  at: Instant,
  deps: LetterDeps,
): Letter {
  const lines = new Map<ChangeKey, LetterLine>();
  for (const { change, work } of items) {
    if (lines.get(change.key)?.audience !== 'owner')
      lines.set(change.key, lineOf(change, work.audience, person, at, deps));
  }
  const along = overdue.map((change) => lineOf(change, 'owner', person, at, deps));
  return { user: person.id, at, lines: [...lines.values(), ...along] };
}

function lineOf(change: Change, audience: NagPerson['audience'], person: Person, at: Instant, { outside }: LetterDeps) {
  const { review, timezone } = outside.policy();
  const zone = person.timezone ?? timezone;
  const to = snoozeTime(change, review.snooze_to, zone, at);
  return { change, audience, ...(to === undefined ? {} : { snoozeTo: clockTime(to, zone) }) };
}

/** Sooner than this it would hardly be a rest (milliseconds). */
const SHORTEST_SNOOZE = 30 * 60_000;

/** What "Remind me at ..." on a reminder of `at` means: never past the limit, and nothing shortly before it. */
export function snoozeTime(change: Change, times: readonly string[], zone: string, at: Instant): Instant | undefined {
  const { limit } = reviewClock(change);
  const earliest = at + SHORTEST_SNOOZE;
  const next = nextAt(times, zone, earliest - 1);
  return next === undefined || limit < earliest ? undefined : Math.min(next, limit);
}

/** What a message that was sent would say now. */
export async function linesOf(
  { channel, ts, at, changes, user }: Nag,
  person: Person,
  deps: LetterDeps,
): Promise<LetterLine[]> {
  const lines: LetterLine[] = [];
  for (const key of changes) {
    const known = await read(deps.ledger, key).catch(() => undefined);
    const nag = known?.change.review.nags.find((one) => one.channel === channel && one.ts === ts && one.user === user);
    if (known)
      lines.push(lineOf(known.change, nag?.audience === 'escalation' ? 'escalation' : 'owner', person, at, deps));
  }
  return lines;
}
