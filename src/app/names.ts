import { createHash } from 'node:crypto';
import type { Instant, UserId } from '../domain/change/types.ts';
import type { Names } from '../domain/telling.ts';
import { namesFrom } from '../domain/telling.ts';

/** Somebody as evidence shows them: as Slack last told of them, or under their pseudonym. */
export interface NamedPerson {
  readonly id: UserId;
  readonly name: string;
  readonly email: string | undefined;
  /** Since then the name is a pseudonym, for good; UTC milliseconds. */
  readonly forgottenAt: Instant | undefined;
}

/**
 * What people are called in evidence. Kept outside the chain, whose events name people by Slack id alone: a name can be
 * replaced by a pseudonym and every hash stays as it is.
 */
export interface NameBook {
  readonly everybody: () => Promise<readonly NamedPerson[]>;
  /** Who acted before there was a book: everybody of the record, where it is still empty. */
  readonly unnamed: () => Promise<readonly UserId[]>;
  /** Names as they are now; whoever was forgotten stays so. */
  readonly keep: (people: readonly Pick<NamedPerson, 'id' | 'name' | 'email'>[], now: Instant) => Promise<void>;
}

/** Names for pages and files: `person(id)` is the name, or the id of somebody nobody has told of. */
export const evidenceNames = async (book: Pick<NameBook, 'everybody'>, group?: Names['group']): Promise<Names> =>
  namesFrom(await book.everybody(), group);

/** The same on every machine, so that two packs of one record agree. The Slack id it comes from stays in the chain. */
export const pseudonymOf = (user: UserId): string =>
  `Person ${createHash('sha256').update(user).digest('hex').slice(0, 8)}`;

export const isUserId = (text: string): boolean => /^[UW][A-Z0-9]{5,}$/.test(text);
