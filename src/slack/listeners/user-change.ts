import { z } from 'zod';
import { SYSTEM } from '../../app/record.ts';
import type { SlackDeps } from '../deps.ts';

const changed = z.object({ user: z.object({ id: z.string(), deleted: z.boolean().optional() }) });

/** What was known of somebody is out of date. Whoever left can write no review: their changes ask for somebody else. */
export const onUserChange =
  ({ people, queries, handle, now }: SlackDeps) =>
  async (event: unknown): Promise<void> => {
    const { user } = changed.parse(event);
    people.forget(user.id);
    if (!user.deleted) return;
    for (const { key, owner } of await queries.openOf(user.id)) {
      const command = { type: 'NoteOwnerLeft' as const, at: now(), user: user.id };
      if (owner === user.id) await handle(key, command, { author: SYSTEM });
    }
  };
