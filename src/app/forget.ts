import type { Instant, UserId } from '../domain/change/types.ts';
import { pseudonymOf } from './names.ts';
import type { Ledger } from './ports.ts';
import type { Author } from './record.ts';
import { WORKSPACE } from './record.ts';

/**
 * Replaces somebody's name and e-mail by a pseudonym, for good, in the same commit as the event that says so. The chain
 * names people by Slack id and stays as it is. Done twice it is done once; resolves with the pseudonym.
 */
export function forgetPerson(
  ledger: Pick<Ledger, 'commit'>,
  user: UserId,
  { author, policyHash, now }: { readonly author: Author; readonly policyHash: string; readonly now: Instant },
): Promise<string> {
  const pseudonym = pseudonymOf(user);
  return ledger.commit(WORKSPACE, now, ({ entries }) => {
    const isForgotten = entries.some(({ event }) => event.type === 'PersonForgotten' && event.user === user);
    const forgotten = { type: 'PersonForgotten' as const, at: now, user, pseudonym };
    return {
      result: pseudonym,
      events: isForgotten ? [] : [forgotten],
      author,
      policyHash,
      effects: [],
      forgets: { user, pseudonym },
    };
  });
}
