import { asc, eq, isNull, sql } from 'drizzle-orm';
import { drafts, events, homes, people } from '../../db/sqlite/schema.ts';
import type { NameBook, NamedPerson } from '../app/names.ts';
import { isUserId } from '../app/names.ts';
import type { Connection } from './open.ts';

/** The table of names on SQLite. */
export function sqliteNames({ db, inGroup }: Connection): NameBook {
  return {
    everybody: async () => db.select().from(people).orderBy(asc(people.id)).all().map(toPerson),
    unnamed: async () => {
      if (db.select({ id: people.id }).from(people).limit(1).get()) return [];
      const actors = db.selectDistinct({ actor: events.actor }).from(events).all();
      return actors.map(({ actor }) => actor).filter(isUserId);
    },
    keep: (told, now) =>
      inGroup(() => {
        for (const { id, name, email } of told) {
          const row = { name, email: email ?? null, learnedAt: now };
          db.insert(people)
            .values({ id, ...row })
            .onConflictDoUpdate({ target: people.id, set: row, setWhere: isNull(people.forgottenAt) })
            .run();
        }
      }),
  };
}

/** Within the transaction of the event that says so; what they had begun to write, and that they looked, goes with it. */
export function forgetName({ db }: Connection, id: string, pseudonym: string, now: number): void {
  db.delete(drafts).where(eq(drafts.user, id)).run();
  db.delete(homes).where(eq(homes.user, id)).run();
  const row = { name: pseudonym, email: null, forgottenAt: sql`coalesce(${people.forgottenAt}, ${now})` };
  db.insert(people)
    .values({ id, name: pseudonym, email: null, learnedAt: now, forgottenAt: now })
    .onConflictDoUpdate({ target: people.id, set: row })
    .run();
}

const toPerson = ({ id, name, email, forgottenAt }: typeof people.$inferSelect): NamedPerson => ({
  id,
  name,
  email: email ?? undefined,
  forgottenAt: forgottenAt ?? undefined,
});
