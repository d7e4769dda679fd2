import { inArray } from 'drizzle-orm';
import { homes } from '../../db/sqlite/schema.ts';
import type { HomeBook } from '../app/homes.ts';
import type { Connection } from './open.ts';

/** Who has opened their Home tab, on SQLite. */
export function sqliteHomes({ db, inGroup }: Connection): HomeBook {
  return {
    remember: (user, openedAt) =>
      inGroup(() => {
        db.insert(homes).values({ user, openedAt }).onConflictDoUpdate({ target: homes.user, set: { openedAt } }).run();
      }),
    among: async (users) =>
      db
        .select({ user: homes.user })
        .from(homes)
        .where(inArray(homes.user, [...users]))
        .all()
        .map(({ user }) => user),
  };
}
