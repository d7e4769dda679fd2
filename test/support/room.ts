import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { revokeLink } from '../../src/app/room/links.ts';
import { readPeriod } from '../../src/domain/period.ts';
import { enterPath } from '../../src/http/paths.ts';
import { roomEndpoints } from '../../src/http/room.ts';
import { roomParts } from '../../src/main/room.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { sqliteAuditorLinks } from '../../src/sqlite/auditor-links.ts';
import { sqliteLedger } from '../../src/sqlite/ledger.ts';
import { openDatabase } from '../../src/sqlite/open.ts';
import { HOUR } from './changes.ts';
import { quietLog } from './log.ts';
import { writeQuarter } from './quarter.ts';

export type OpenRoom = Awaited<ReturnType<typeof openRoom>>;

/** The auditor's room over a record of a quarter, on a clock that stands still on 1 October 2026, and a server for browsers. */
export async function openRoom(count = 40) {
  const folder = mkdtempSync(join(tmpdir(), 'breakglass-room-'));
  const file = join(folder, 'record.db');
  await writeQuarter(file, count);
  const connection = openDatabase(file);
  const ledger = sqliteLedger(connection);
  const policy = loadPolicy('policy.yaml');
  const log = quietLog();
  let now = Date.UTC(2026, 9, 1, 9);
  const parts = roomParts({ connection, ledger, policy: () => policy, now: () => now, log, ownUrl: () => url });
  const app = roomEndpoints(parts.http);
  const server = createServer(getRequestListener(app.fetch));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    file,
    connection,
    ledger,
    log,
    url,
    app,
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    make: async ({ period = '2026-q3', lasts = 72 * HOUR, label = 'Jo Hall' } = {}) => {
      const read = readPeriod(period);
      if (!read.ok) throw new Error(read.error);
      const made = await parts.make({ period: read.value, lasts, label }, { actor: 'cli:tests', surface: 'cli' });
      return { ...made, enter: enterPath(made.token), home: `/auditor/${made.link.id}/` };
    },
    revoke: (id: string) =>
      revokeLink(id, {
        ledger,
        links: sqliteAuditorLinks(connection),
        policyHash: policy.hash,
        now,
        author: { actor: 'cli:tests', surface: 'cli' },
      }),
    /** Events of a link, as type and page. */
    eventsOf: async (id: string) =>
      (await ledger.history(`auditor-link/${id}`)).map(({ event }) =>
        event.type === 'AuditorPageOpened' ? `opened ${event.page}` : event.type,
      ),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      connection.raw.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
