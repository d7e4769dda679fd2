import type { Change } from '../domain/change/state.ts';
import type { ChangeKey, Instant, UserId } from '../domain/change/types.ts';
import type { Tally } from '../domain/digest.ts';
import type { Owed } from '../domain/owing.ts';
import { owedBy } from '../domain/owing.ts';
import { reviewClock } from '../domain/review.ts';
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
  readonly tally: Tally;
}

/** The newest open changes are looked through for what they want of this person; their own reviews always are. */
const LOOKED_THROUGH = 100;

export async function composeHome(
  user: UserId,
  { ledger, queries }: { readonly ledger: Ledger; readonly queries: Queries },
  now: Instant,
): Promise<Home> {
  const [open, openCount, own, unapproved, { tally }] = await Promise.all([
    queries.open(LOOKED_THROUGH),
    queries.countOpen(),
    queries.openOf(user),
    queries.approvalsOwed(),
    tallied(queries, now),
  ]);
  const keys = new Set<ChangeKey>([...own, ...unapproved, ...open].map(({ key }) => key));
  const known = await Promise.all([...keys].map((key) => read(ledger, key)));
  const owed = known.flatMap((one) =>
    one ? owedBy(one.change, user).map((what) => ({ change: one.change, what })) : [],
  );
  return {
    at: now,
    owed: owed.toSorted((a, b) => urgency(a) - urgency(b)),
    started: own.filter(({ requester }) => requester === user),
    open,
    openCount,
    tally,
  };
}

/** An approval keeps somebody waiting at this moment: it goes before every review. */
const urgency = ({ change, what }: Home['owed'][number]): number =>
  what === 'approval' ? change.declaredAt - Number.MAX_SAFE_INTEGER / 2 : reviewClock(change).target;
