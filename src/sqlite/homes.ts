import { homes } from '../../db/sqlite/schema.ts';
import type { HomeBook } from '../app/homes.ts';
import type { Connection } from './open.ts';

/** Who has opened their Home tab, on SQLite. */
export function sqliteHomes({ db, raw, inGroup }: Connection): HomeBook {
  // Asked after every press.
  const among = raw
    .prepare<[string], string>('SELECT user FROM homes WHERE user IN (SELECT value FROM json_each(?))')
    .pluck();
  return {
    remember: (user, openedAt) =>
      inGroup(() => {
        db.insert(homes).values({ user, openedAt }).onConflictDoUpdate({ target: homes.user, set: { openedAt } }).run();
      }),
    among: async (users) => among.all(JSON.stringify(users)),
  };
}
