import { homes } from '../../db/sqlite/schema.ts';
import type { HomeBook } from '../app/homes.ts';
import { keeping } from './kept.ts';
import type { Connection } from './open.ts';

const EVERYBODY = 'everybody';

/** Who has opened their Home tab, on SQLite. Asked after every press, so that they are kept. */
export function sqliteHomes(connection: Connection): HomeBook {
  const { db, raw, inGroup } = connection;
  const all = raw.prepare<[], string>('SELECT user FROM homes').pluck();
  const kept = keeping<ReadonlySet<string>>(connection);

  function look(): ReadonlySet<string> {
    const seen = connection.era();
    const users = new Set(all.all());
    kept.keep(EVERYBODY, users, seen);
    return users;
  }

  return {
    remember: (user, openedAt) =>
      inGroup(() => {
        db.insert(homes).values({ user, openedAt }).onConflictDoUpdate({ target: homes.user, set: { openedAt } }).run();
        look();
      }),
    among: async (users) => {
      const known = kept.get(EVERYBODY);
      const opened = known?.isSure ? known.value : look();
      return users.filter((user) => opened.has(user));
    },
  };
}
