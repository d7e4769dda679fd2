import { asc, eq, sql } from 'drizzle-orm';
import { tokens } from '../../db/sqlite/schema.ts';
import type { Scope, Token, Tokens } from '../app/pipeline/ports.ts';
import { SCOPES } from '../app/pipeline/ports.ts';
import type { Connection } from './open.ts';
import { untilWrite } from './until-write.ts';

export function sqliteTokens(connection: Connection): Tokens {
  const { db, inGroup } = connection;
  const lookUp = db
    .select()
    .from(tokens)
    .where(eq(tokens.hash, sql.placeholder('hash')))
    .prepare();
  const withHash = untilWrite(connection, (hash) => lookUp.all({ hash }).map(toToken));
  const set = (id: string, change: Partial<typeof tokens.$inferInsert>) =>
    inGroup(() => {
      db.update(tokens).set(change).where(eq(tokens.id, id)).run();
    });
  return {
    withHash: async (hash) => withHash(hash)[0],
    all: async () => db.select().from(tokens).orderBy(asc(tokens.createdAt)).all().map(toToken),
    add: (token, hash) =>
      inGroup(() => {
        db.insert(tokens)
          .values({ ...token, hash, scopes: JSON.stringify(token.scopes) })
          .run();
      }),
    revoke: (id, at) => set(id, { revokedAt: at }),
    touch: (id, at) => set(id, { lastUsedAt: at }),
  };
}

const isScope = (text: unknown): text is Scope => SCOPES.some((scope) => scope === text);

function toToken({ hash: _hash, ...row }: typeof tokens.$inferSelect): Token {
  const scopes: readonly unknown[] = JSON.parse(row.scopes);
  return {
    ...row,
    scopes: scopes.filter(isScope),
    revokedAt: row.revokedAt ?? undefined,
    lastUsedAt: row.lastUsedAt ?? undefined,
  };
}
