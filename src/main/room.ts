import { randomBytes, randomUUID } from 'node:crypto';
import type { Log } from '../app/log.ts';
import { evidenceNames } from '../app/names.ts';
import { askForPack, exportedEvent, type MakePack } from '../app/packs.ts';
import type { Ledger } from '../app/ports.ts';
import type { Author } from '../app/record.ts';
import { WORKSPACE } from '../app/record.ts';
import { composeReport } from '../app/report.ts';
import type { AuditorLink } from '../app/room/links.ts';
import { admit, makeLink, noteOpened, SECRET_BYTES, visitor } from '../app/room/links.ts';
import type { Shown, Visit } from '../app/room/ports.ts';
import type { Duration, Instant } from '../domain/change/types.ts';
import type { Period } from '../domain/period.ts';
import { auditorRoom } from '../evidence/room/room.ts';
import { enterPath } from '../http/paths.ts';
import type { RoomOptions } from '../http/room.ts';
import type { Policy } from '../policy/load.ts';
import { groupTitle } from '../policy/terms.ts';
import type { EvidenceDesk } from '../slack/deps.ts';
import { sqliteAuditorLinks } from '../sqlite/auditor-links.ts';
import { sqliteNames } from '../sqlite/names.ts';
import type { Connection } from '../sqlite/open.ts';
import { sqliteQueries } from '../sqlite/queries.ts';
import { sqliteRoomRecord } from '../sqlite/room-record.ts';
import { sqliteSightings } from '../sqlite/sightings.ts';
import { packMaker } from './packs.ts';

export interface RoomParts {
  readonly http: RoomOptions;
  readonly makePack: MakePack;
  readonly desk: EvidenceDesk;
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
  publicUrl,
  ownUrl,
}: {
  readonly connection: Connection;
  readonly ledger: Ledger;
  readonly policy: () => Policy;
  readonly now: () => Instant;
  readonly log: Log;
  /** Where browsers reach us; otherwise only `ownUrl`, from this machine. */
  readonly publicUrl?: string | undefined;
  readonly ownUrl: () => string;
}): RoomParts {
  const links = sqliteAuditorLinks(connection);
  const queries = sqliteQueries(connection);
  const sightings = sqliteSightings(connection);
  const book = sqliteNames(connection);
  const deps = () => ({ ledger, policyHash: policy().hash, now: now() });
  const names = () => evidenceNames(book, (group) => groupTitle(policy(), group));
  const makePack = packMaker(connection, names);

  const make: RoomParts['make'] = (asked, author) =>
    makeLink({ ...asked, random: randomBytes(SECRET_BYTES) }, { ...deps(), links, author });

  /** On record before the first byte of it goes out. */
  async function pack({ period, link, now: at }: Visit): Promise<Shown> {
    const author = visitor(link);
    const query = { period, asOf: at, by: link.label || author.actor };
    const made = await makePack(query);
    const event = exportedEvent(query, made, at);
    try {
      await ledger.commit(WORKSPACE, event.at, () => ({
        result: undefined,
        events: [event],
        author,
        policyHash: policy().hash,
        effects: [],
      }));
    } catch (cause) {
      made.remove();
      throw cause;
    }
    return { kind: 'file', name: made.name, size: made.size, bytes: made.stream() };
  }

  return {
    http: {
      room: auditorRoom({
        record: sqliteRoomRecord(connection, ledger),
        names,
        report: ({ from, to }, asOf) =>
          composeReport({ ledger: polite(ledger), queries, sightings, policy: policy() }, { from, to, asOf }),
        pack,
      }),
      admit: (token) => admit(token, { links, now: now() }),
      opened: (link, page) => noteOpened(link, page, deps()),
      now,
      onError: (cause) => log.error({ err: cause }, 'a page of the auditor’s room could not be shown'),
    },
    makePack,
    desk: {
      send: (user, period) => askForPack(ledger, { user, period, key: randomUUID(), ...deps() }),
      link: async (period, author) => {
        const { link, token } = await make({ period, lasts: policy().evidence.link_lasts, label: '' }, author);
        const isReachable = publicUrl !== undefined;
        return { url: `${publicUrl ?? ownUrl()}${enterPath(token)}`, expiresAt: link.expiresAt, isReachable };
      },
    },
    make,
  };
}

/** A long reading lets the bot do its other work in between. */
const polite = ({ history }: Pick<Ledger, 'history'>): Pick<Ledger, 'history'> => ({
  history: async (stream) => {
    await new Promise((resolve) => setImmediate(resolve));
    return history(stream);
  },
});
