import { desc, eq } from 'drizzle-orm';
import { auditorLinks } from '../../db/sqlite/schema.ts';
import type { AuditorLink, AuditorLinks } from '../app/room/links.ts';
import type { Connection } from './open.ts';

export function sqliteAuditorLinks({ db, inGroup }: Connection): AuditorLinks {
  return {
    withHash: async (hash) => {
      const row = db.select().from(auditorLinks).where(eq(auditorLinks.tokenHash, hash)).get();
      return row && toLink(row);
    },
    all: async () => db.select().from(auditorLinks).orderBy(desc(auditorLinks.madeAt)).all().map(toLink),
    add: (link, tokenHash) =>
      inGroup(() => {
        db.insert(auditorLinks)
          .values({ ...link, tokenHash, revokedAt: null })
          .run();
      }),
    revoke: (id, at) =>
      inGroup(() => {
        db.update(auditorLinks).set({ revokedAt: at }).where(eq(auditorLinks.id, id)).run();
      }),
  };
}

const toLink = ({ tokenHash: _hash, revokedAt, ...row }: typeof auditorLinks.$inferSelect): AuditorLink => ({
  ...row,
  revokedAt: revokedAt ?? undefined,
});
