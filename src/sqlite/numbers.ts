import { and, asc, between, eq, gte, lt, sql } from 'drizzle-orm';
import { changes } from '../../db/sqlite/schema.ts';
import type { Listed, NumbersOf } from '../app/numbers.ts';
import type { Connection } from './open.ts';

const { number, key, summary, systems, declaredAt, sequence } = changes;

/** Numbers are given in the order of declaring: those of a period follow each other, and one left out is seen. */
export function sqliteNumbers({ db }: Connection): NumbersOf {
  return async ({ from, to }) => {
    const rows = db
      .select({ number, key, summary, systems, declaredAt })
      .from(changes)
      // With the plus SQLite looks by time; without it, through all numbers ever given.
      .where(and(gte(declaredAt, from), lt(declaredAt, to), sql`+${sequence} = 'EC'`))
      .orderBy(asc(number))
      .all();
    return { changes: rows.map(toListed), missing: missing(rows.map((row) => row.number)) };
  };

  function missing(found: readonly number[]): string[] {
    const [first, last] = [found[0] ?? 0, found.at(-1) ?? -1];
    if (last - first + 1 === found.length) return [];
    const inRange = and(eq(sequence, 'EC'), between(number, first, last));
    const known = new Set(
      db
        .select({ number })
        .from(changes)
        .where(inRange)
        .all()
        .map((row) => row.number),
    );
    const all = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    return all.filter((one) => !known.has(one)).map((one) => `EC-${one}`);
  }
}

function toListed(row: Omit<Listed, 'id' | 'systems'> & { systems: string }): Listed {
  return { ...row, id: `EC-${row.number}`, systems: JSON.parse(row.systems) };
}
