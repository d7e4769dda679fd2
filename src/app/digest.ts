import { Cron } from 'croner';
import type { Duration, Instant } from '../domain/change/types.ts';
import type { Digest, DigestLine } from '../domain/digest.ts';
import { byOwner, DAY, tallyFindings } from '../domain/digest.ts';
import type { Policy } from '../policy/load.ts';
import { openNow } from './findings.ts';
import { localDate } from './local-date.ts';
import { cardOfMonth } from './monthly/work.ts';
import type { History, Ledger, Queries } from './ports.ts';
import type { ChangeRow } from './read-model.ts';
import { SYSTEM, WORKSPACE } from './record.ts';
import { tallied } from './tallied.ts';
import { headOfWeek } from './weekly-head.ts';

/** An effect that waits longer than this is reported as undelivered. */
const STUCK: Duration = 60 * 60_000;

/** The latest moment at or before `now` when the digest was due by the policy's local time, with its local date. */
export function lastDigestTime(
  policy: Pick<Policy, 'digest' | 'timezone'>,
  now: Instant,
): { at: Instant; date: string } {
  // `previousRuns` excludes the reference itself; a digest due this very moment is due.
  const at =
    schedule(policy)
      .previousRuns(1, new Date(now + 1))[0]
      ?.getTime() ?? now - DAY;
  return { at, date: localDate(at, policy.timezone) };
}

export function nextDigestTime(policy: Pick<Policy, 'digest' | 'timezone'>, now: Instant): Instant {
  return schedule(policy).nextRun(new Date(now))?.getTime() ?? now + DAY;
}

function schedule({ digest, timezone }: Pick<Policy, 'digest' | 'timezone'>): Cron {
  const [hour, minute] = digest.at.split(':').map(Number);
  return new Cron(`${minute} ${hour} * * *`, { timezone, paused: true });
}

/**
 * Takes today's digest if it is due and nobody has taken it: once per local date across restarts and replicas. A
 * workspace that has just begun does not owe the digest of a morning before it was there.
 */
export async function takeDigest(ledger: Ledger, queries: Queries, policy: Policy, now: Instant): Promise<boolean> {
  const { at, date } = lastDigestTime(policy, now);
  const last = await queries.lastDigest();
  if (last !== undefined && last >= date) return false;
  const weekly = await headOfWeek(ledger, policy, date);
  return ledger.commit(WORKSPACE, now, (history) => {
    const nothing = { author: SYSTEM, policyHash: policy.hash, events: [], effects: [] };
    if (!isOwed(history, at, date, now)) return { ...nothing, result: false };
    return {
      ...nothing,
      result: true,
      digestDate: date,
      events: [{ type: 'DigestTaken', at: now, date }],
      // In one lane, so that the digest waits for what the check found.
      effects: [
        { key: `readiness/${date}`, lane: 'digest', version: 0, work: { kind: 'check-readiness', date } },
        { key: `digest/${date}`, lane: 'digest', version: 0, work: { kind: 'post-digest', date } },
        ...weekly,
        ...cardOfMonth(policy, date, localDate(history.began ?? now, policy.timezone)),
      ],
    };
  });
}

function isOwed(history: History, at: Instant, date: string, now: Instant): boolean {
  const [taken] = history.latest('DigestTaken');
  return taken ? taken.date < date : at >= (history.began ?? now);
}

/** What the digest says, as the record stands now. */
export async function composeDigest(ledger: Ledger, queries: Queries, date: string, now: Instant): Promise<Digest> {
  const [due, returned, unapproved, lately, undelivered, head, readiness, found] = await Promise.all([
    queries.reviewsDueBefore(now + DAY),
    queries.reviewsReturned(),
    queries.approvalsOwed(),
    tallied(queries, now),
    queries.undelivered(now - STUCK),
    ledger.head(),
    readinessOn(ledger, date),
    openNow({ ledger, queries }, now),
  ]);
  const [undeclared, unknownRepositories] = await Promise.all([
    queries.undeclared(),
    queries.unknownRepositories(now - DAY),
  ]);
  const lines = due.map(digestLine);
  return {
    date,
    at: now,
    overdue: byOwner(lines.filter(({ targetAt }) => targetAt < now)),
    dueSoon: lines.filter(({ targetAt }) => targetAt >= now),
    returned: returned.filter(({ targetAt }) => targetAt >= now).map(digestLine),
    unapproved: unapproved.map(digestLine),
    undelivered: undelivered.filter(({ kind }) => !isOfWorkspace(kind)).map(({ id, words }) => ({ id, words })),
    findings: tallyFindings(found.flatMap(({ open }) => open)),
    readiness,
    undeclared,
    unknownRepositories,
    ...lately,
    head: head.hash,
    events: head.events,
  };
}

/** What is posted anew tomorrow says so by itself; the month's card does not. */
const isOfWorkspace = (kind: string): boolean => kind === 'post-digest' || kind === 'check-readiness';

/** What the check of this date found; that there was none is a fault too. */
async function readinessOn(ledger: Ledger, date: string): Promise<readonly string[]> {
  const check = await ledger.latest('ReadinessChecked');
  return check?.date === date ? check.faults : ['readiness was not checked today'];
}

export function digestLine(row: ChangeRow): DigestLine {
  const { key, summary, owner, review, targetAt, limitAt, deployedAt, needed, systems } = row;
  const id = `${row.sequence}-${row.number}`;
  return { key, id, summary, owner, review, targetAt, limitAt, deployedAt, needed, systems };
}
