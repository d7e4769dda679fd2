import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqliteLedger } from '../../src/sqlite/ledger.ts';
import type { Connection } from '../../src/sqlite/open.ts';
import { openDatabase } from '../../src/sqlite/open.ts';
import { sqliteOutbox } from '../../src/sqlite/outbox.ts';
import { sqliteQueries } from '../../src/sqlite/queries.ts';
import type { Place, Store } from '../support/ledger-contract.ts';

export interface SqlitePlace extends Place {
  readonly file: string;
  readonly connect: () => Connection;
}

/** A database file in a folder of its own. */
export function sqlitePlace(): SqlitePlace {
  const folder = mkdtempSync(join(tmpdir(), 'breakglass-'));
  const file = join(folder, 'data', 'breakglass.db');
  const connections: Connection[] = [];
  const connect = () => {
    const connection = openDatabase(file);
    connections.push(connection);
    return connection;
  };
  return {
    file,
    connect,
    open: () => storeOn(connect()),
    remove: () => {
      for (const { raw } of connections) raw.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const storeOn = (connection: Connection): Store => ({
  ledger: sqliteLedger(connection),
  outbox: sqliteOutbox(connection),
  queries: sqliteQueries(connection),
});
