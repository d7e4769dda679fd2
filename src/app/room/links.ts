import { createHash } from 'node:crypto';
import type { Duration, Instant } from '../../domain/change/types.ts';
import type { Period } from '../../domain/period.ts';
import { periodOf } from '../../domain/period.ts';
import type { Result } from '../../domain/result.ts';
import { err, ok } from '../../domain/result.ts';
import { isUserId } from '../names.ts';
import type { Ledger } from '../ports.ts';
import type { Author, RecordedEvent } from '../record.ts';

/** A way into the auditor's room: reading, of one period, for a while. */
export interface AuditorLink {
  /** `L-4f2a9c1b`: public, in addresses and in the record. */
  readonly id: string;
  /** For whom, as typed; kept outside the record. */
  readonly label: string;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly madeBy: string;
  readonly madeAt: Instant;
  readonly expiresAt: Instant;
  readonly revokedAt: Instant | undefined;
}

/** Where links are kept: the token only as its SHA-256. */
export interface AuditorLinks {
  readonly withHash: (hash: string) => Promise<AuditorLink | undefined>;
  readonly all: () => Promise<readonly AuditorLink[]>;
  readonly add: (link: AuditorLink, hash: string) => Promise<void>;
  readonly revoke: (id: string, at: Instant) => Promise<void>;
}

export interface LinkDeps {
  readonly ledger: Pick<Ledger, 'commit'>;
  readonly links: AuditorLinks;
  readonly policyHash: string;
  readonly now: Instant;
  readonly author: Author;
}

/** 256 random bits: nothing that could be guessed, so a plain hash is enough to keep. */
export const SECRET_BYTES = 32;
export const LONGEST: Duration = 30 * 24 * 60 * 60_000;

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

export const streamOf = (link: string): string => `auditor-link/${link}`;

/** On record before it opens anything. `random`: `SECRET_BYTES` of chance; the token comes back this once and never again. */
export async function makeLink(
  { period, lasts, label, random }: { period: Period; lasts: Duration; label: string; random: Uint8Array },
  deps: LinkDeps,
): Promise<{ link: AuditorLink; token: string }> {
  const token = Buffer.from(random).toString('base64url');
  const { author, now } = deps;
  const { firstDay, lastDay } = period;
  const hash = hashToken(token);
  const link: AuditorLink = {
    id: `L-${hashToken(hash).slice(0, 8)}`,
    label,
    firstDay,
    lastDay,
    madeBy: author.actor,
    madeAt: now,
    expiresAt: now + Math.min(lasts, LONGEST),
    revokedAt: undefined,
  };
  await record(
    link.id,
    { type: 'AuditorLinkMade', at: now, link: link.id, firstDay, lastDay, expiresAt: link.expiresAt },
    deps,
  );
  await deps.links.add(link, hash);
  return { link, token };
}

/** Closed before it is on record. The answer: whether there was such a link, open. */
export async function revokeLink(id: string, deps: LinkDeps): Promise<boolean> {
  const link = (await deps.links.all()).find((one) => one.id === id);
  if (!link || link.revokedAt !== undefined) return false;
  await deps.links.revoke(id, deps.now);
  await record(id, { type: 'AuditorLinkRevoked', at: deps.now, link: id }, deps);
  return true;
}

export type LinkRefusal =
  | { readonly code: 'unknown' }
  | { readonly code: 'expired'; readonly at: Instant }
  | { readonly code: 'revoked'; readonly at: Instant };

export interface Admission {
  readonly link: AuditorLink;
  readonly period: Period;
}

/** Whether a token opens the room at `now`. */
export async function admit(
  token: string | undefined,
  { links, now }: { links: Pick<AuditorLinks, 'withHash'>; now: Instant },
): Promise<Result<Admission, LinkRefusal>> {
  const link = token === undefined ? undefined : await links.withHash(hashToken(token));
  if (!link) return err({ code: 'unknown' });
  if (link.revokedAt !== undefined) return err({ code: 'revoked', at: link.revokedAt });
  if (link.expiresAt <= now) return err({ code: 'expired', at: link.expiresAt });
  const period = periodOf(link.firstDay, link.lastDay);
  return period.ok ? ok({ link, period: period.value }) : err({ code: 'unknown' });
}

/** Notes that a page was opened: before it is shown, so that nothing is read unseen. @throws LedgerFailure */
export const noteOpened = (
  { id, madeBy }: AuditorLink,
  page: string,
  deps: Pick<LinkDeps, 'ledger' | 'policyHash' | 'now'>,
): Promise<void> =>
  record(id, { type: 'AuditorPageOpened', at: deps.now, link: id, page }, { ...deps, author: visitor({ id, madeBy }) });

/** Who reads: whoever made the link for themselves in Slack, else whoever holds it. */
export const visitor = ({ id, madeBy }: Pick<AuditorLink, 'id' | 'madeBy'>): Author => ({
  actor: isUserId(madeBy) ? madeBy : `link:${id}`,
  surface: 'web',
});

async function record(
  link: string,
  event: RecordedEvent,
  { ledger, policyHash, now, author }: Pick<LinkDeps, 'ledger' | 'policyHash' | 'now' | 'author'>,
): Promise<void> {
  await ledger.commit(streamOf(link), now, () => ({
    result: undefined,
    events: [event],
    author,
    policyHash,
    effects: [],
  }));
}
