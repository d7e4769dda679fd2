import { and, eq } from 'drizzle-orm';
import { drafts } from '../../db/sqlite/schema.ts';
import type { Drafts } from '../app/review-draft.ts';
import { readDraft } from '../app/review-draft.ts';
import type { Connection } from './open.ts';

/** Half-written reviews on SQLite. */
export function sqliteDrafts({ db, inGroup }: Connection): Drafts {
  const isOf = (change: string, user: string) => and(eq(drafts.change, change), eq(drafts.user, user));
  return {
    of: async (change, user) => {
      const row = db.select().from(drafts).where(isOf(change, user)).get();
      const draft = row && readDraft(row.held);
      return draft && { draft, savedAt: row.savedAt };
    },
    keep: (change, user, draft, now) =>
      inGroup(() => {
        const row = { held: JSON.stringify(draft), savedAt: now };
        db.insert(drafts)
          .values({ change, user, ...row })
          .onConflictDoUpdate({ target: [drafts.change, drafts.user], set: row })
          .run();
      }),
    drop: (change, user) =>
      inGroup(() => {
        db.delete(drafts)
          .where(user === undefined ? eq(drafts.change, change) : isOf(change, user))
          .run();
      }),
  };
}
