import type { Change } from '../domain/change/state.ts';
import { hasEnded } from '../domain/change/state.ts';
import type { ChangeKey, Duration, Instant } from '../domain/change/types.ts';
import type { Handle } from './handle.ts';
import type { Heard } from './hearing.ts';
import type { Log } from './log.ts';
import type { Ledger } from './ports.ts';
import { read } from './read.ts';

/** A ticket as Jira's search tells it. Instants are UTC milliseconds, by Jira's clock. */
export interface SeenTicket {
  readonly change: ChangeKey;
  readonly issueKey: string;
  readonly status: string;
  /** The status belongs to the category Done. */
  readonly isDone: boolean;
  /** When it last came to another category. */
  readonly statusAt: Instant;
  readonly updatedAt: Instant;
  /** Jira's account. */
  readonly assignee?: string | undefined;
  readonly assigneeName?: string | undefined;
}

export interface TicketWatch {
  /** `isAll` is false when there are more than were asked for. @throws PermanentFailure, TransientFailure */
  readonly changedSince: (
    since: Instant,
    now: Instant,
  ) => Promise<{ readonly seen: readonly SeenTicket[]; readonly isAll: boolean }>;
}

export interface PollingDeps {
  readonly watch: TicketWatch;
  readonly ledger: Pick<Ledger, 'history'>;
  readonly handle: Handle;
  readonly every: Duration;
  readonly now: () => Instant;
  readonly log: Log;
}

/** What happened this long before the last look may be told only now: the search index lags, and clocks differ. */
const OVERLAP: Duration = 5 * 60_000;
/** How far a process looks back that has just begun. */
const LOOK_BACK: Duration = 24 * 3_600_000;

/**
 * Asks Jira every so often what became of our tickets. Never throws. What a webhook told already, or an earlier question, is
 * known: each thing counts once, because the change's state says what is news.
 */
export function ticketPolling({ watch, ledger, handle, every, now, log }: PollingDeps): () => Promise<void> {
  let asked: Instant | undefined;
  let upTo: Instant | undefined;
  let underWay: Promise<void> | undefined;

  return () => {
    if (underWay) return underWay;
    const at = now();
    if (asked !== undefined && at - asked < every) return Promise.resolve();
    asked = at;
    underWay = look(at)
      .catch((cause: unknown) => log.warn({ err: cause }, 'Jira could not be asked what became of the tickets'))
      .finally(() => {
        underWay = undefined;
      });
    return underWay;
  };

  async function look(at: Instant): Promise<void> {
    const { seen, isAll } = await watch.changedSince((upTo ?? at - LOOK_BACK) - OVERLAP, at);
    for (const ticket of seen) await hear(ticket);
    const last = seen.at(-1)?.updatedAt ?? at;
    upTo = isAll ? at : last;
    // More is waiting: the next round asks at once.
    if (!isAll) asked = undefined;
  }

  async function hear(ticket: SeenTicket): Promise<void> {
    for (const kind of ['moved', 'status', 'assignee'] as const) {
      const known = await read(ledger, ticket.change);
      const heard = known && news(known.change, ticket)[kind];
      if (!heard) continue;
      // The same thing seen again is the same delivery.
      const delivery = `poll/${ticket.issueKey}/${kind}/${heard.occurredAt}`;
      const author = { actor: 'jira', surface: 'api' as const };
      const receives = { source: 'jira' as const, delivery };
      await handle(ticket.change, { ...heard, at: now() }, { author, receives });
    }
  }
}

/** What of it the change does not know yet. A ticket that is Done when its change has ended is as it should be. */
function news(
  change: Change,
  { issueKey, status, isDone, statusAt, updatedAt, assignee, assigneeName }: SeenTicket,
): Readonly<Partial<Record<'moved' | 'status' | 'assignee', Heard>>> {
  const { ticket } = change;
  if (!ticket) return {};
  const isOther = isDone !== (change.ticketClosedEarly !== undefined) && !(isDone && hasEnded(change));
  return {
    ...(ticket.issueKey !== issueKey && {
      moved: { type: 'HearTicketMoved', issueKey: ticket.issueKey, to: issueKey, occurredAt: updatedAt },
    }),
    ...(isOther && { status: { type: 'HearTicketStatus', issueKey, status, isDone, occurredAt: statusAt } }),
    ...(ticket.assignee !== assignee && {
      assignee: { type: 'HearTicketAssigned', issueKey, assignee, name: assigneeName, occurredAt: updatedAt },
    }),
  };
}
