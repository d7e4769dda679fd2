import type { Change } from '../domain/change/state.ts';
import type { ChangeKey, Instant, UserId } from '../domain/change/types.ts';
import type { Tally } from '../domain/digest.ts';
import type { Owed } from '../domain/owing.ts';
import { owedBy } from '../domain/owing.ts';
import { reviewClock } from '../domain/review.ts';
import type { OpenRow } from './findings.ts';
import { openNow } from './findings.ts';
import type { Ledger, Queries } from './ports.ts';
import { read } from './read.ts';
import type { ChangeRow } from './read-model.ts';
import { tallied } from './tallied.ts';

/** What somebody's Home tab shows. */
export interface Home {
  readonly at: Instant;
  /** The most urgent first. */
  readonly owed: readonly { readonly change: Change; readonly what: Owed }[];
  readonly started: readonly ChangeRow[];
  /** The newest of all that are open. */
  readonly open: readonly ChangeRow[];
  readonly openCount: number;
  /** What an auditor would raise about changes that this person started or whose review they owe. */
  readonly findings: readonly OpenRow[];
  readonly tally: Tally;
}

/** The newest open changes are looked through for what they want of this person; their own reviews always are. */
const LOOKED_THROUGH = 100;

export async function composeHome(
  user: UserId,
  { ledger, queries }: { readonly ledger: Ledger; readonly queries: Queries },
  now: Instant,
): Promise<Home> {
  const [open, openCount, own, unapproved, { tally }, findings] = await Promise.all([
    queries.open(LOOKED_THROUGH),
    queries.countOpen(),
    queries.openOf(user),
    queries.approvalsOwed(),
    tallied(queries, now),
    openNow({ ledger, queries }, now, ({ requester, owner }) => requester === user || owner === user),
  ]);
  const looked = [...own, ...unapproved.slice(0, LOOKED_THROUGH), ...open];
  const owed = await debtsOf(user, new Set(looked.map(({ key }) => key)), ledger);
  return {
    at: now,
    owed: owed.toSorted((a, b) => urgency(a) - urgency(b)),
    started: own.filter(({ requester }) => requester === user),
    open,
    openCount,
    findings,
    tally,
  };
}

/** Changes read in one go: while there are more, whoever presses a button meanwhile is answered first. */
const AT_ONCE = 20;

async function debtsOf(user: UserId, keys: ReadonlySet<ChangeKey>, ledger: Ledger): Promise<Home['owed'][number][]> {
  const owed: Home['owed'][number][] = [];
  let count = 0;
  for (const key of keys) {
    if (++count % AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
    const known = await read(ledger, key);
    if (known) owed.push(...owedBy(known.change, user).map((what) => ({ change: known.change, what })));
  }
  return owed;
}

/** An approval keeps somebody waiting at this moment: it goes before every review. */
const urgency = ({ change, what }: Home['owed'][number]): number =>
  what === 'approval' ? change.declaredAt - Number.MAX_SAFE_INTEGER / 2 : reviewClock(change).target;
