import type { Ledger } from '../app/ports.ts';
import { SYSTEM, WORKSPACE } from '../app/record.ts';
import type { Instant } from '../domain/change/types.ts';
import type { Policy } from '../policy/load.ts';

/** The policy in force is part of the record: its text is kept, and that it came into force is an event. */
export async function adoptPolicy({ hash, text }: Policy, ledger: Ledger, at: Instant): Promise<void> {
  await ledger.keepPolicy({ hash, text, at });
  await ledger.commit(WORKSPACE, at, ({ latest }) => {
    const isNew = latest('PolicyAdopted')[0]?.hash !== hash;
    const events = isNew ? [{ type: 'PolicyAdopted' as const, at, hash }] : [];
    return { result: undefined, events, author: SYSTEM, policyHash: hash, effects: [] };
  });
}
