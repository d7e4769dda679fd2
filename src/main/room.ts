import { randomBytes } from 'node:crypto';
import type { Log } from '../app/log.ts';
import { evidenceNames } from '../app/names.ts';
import type { Ledger } from '../app/ports.ts';
import type { Author } from '../app/record.ts';
import type { AuditorLink } from '../app/room/links.ts';
import { admit, makeLink, noteOpened, SECRET_BYTES } from '../app/room/links.ts';
import type { Duration, Instant } from '../domain/change/types.ts';
import type { Period } from '../domain/period.ts';
import { auditorRoom } from '../evidence/room/room.ts';
import type { RoomOptions } from '../http/room.ts';
import type { Policy } from '../policy/load.ts';
import { groupTitle } from '../policy/terms.ts';
import { sqliteAuditorLinks } from '../sqlite/auditor-links.ts';
import { sqliteNames } from '../sqlite/names.ts';
import type { Connection } from '../sqlite/open.ts';
import { sqliteRoomRecord } from '../sqlite/room-record.ts';

export interface RoomParts {
  readonly http: RoomOptions;
  /** A link of one's own; the token comes back this once. */
  readonly make: (
    asked: { readonly period: Period; readonly lasts: Duration; readonly label: string },
    author: Author,
  ) => Promise<{ link: AuditorLink; token: string }>;
}

/** The auditor's room over the bot's own database. */
export function roomParts({
  connection,
  ledger,
  policy,
  now,
  log,
}: {
  readonly connection: Connection;
  readonly ledger: Ledger;
  readonly policy: () => Policy;
  readonly now: () => Instant;
  readonly log: Log;
}): RoomParts {
  const links = sqliteAuditorLinks(connection);
  const book = sqliteNames(connection);
  const deps = () => ({ ledger, policyHash: policy().hash, now: now() });
  return {
    http: {
      room: auditorRoom({
        record: sqliteRoomRecord(connection, ledger),
        names: () => evidenceNames(book, (group) => groupTitle(policy(), group)),
      }),
      admit: (token) => admit(token, { links, now: now() }),
      opened: (link, page) => noteOpened(link, page, deps()),
      now,
      onError: (cause) => log.error({ err: cause }, 'a page of the auditor’s room could not be shown'),
    },
    make: (asked, author) => makeLink({ ...asked, random: randomBytes(SECRET_BYTES) }, { ...deps(), links, author }),
  };
}
