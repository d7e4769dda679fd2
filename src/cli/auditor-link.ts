import { randomBytes } from 'node:crypto';
import { Command } from 'commander';
import type { AuditorLink, LinkDeps } from '../app/room/links.ts';
import { LONGEST, makeLink, revokeLink, SECRET_BYTES } from '../app/room/links.ts';
import { readPeriod } from '../domain/period.ts';
import { utc } from '../domain/telling.ts';
import { enterPath } from '../http/paths.ts';
import { parseDuration } from '../policy/duration.ts';
import { sqliteAuditorLinks } from '../sqlite/auditor-links.ts';
import { lastPolicyHash, sqliteLedger } from '../sqlite/ledger.ts';
import type { Connection } from '../sqlite/open.ts';
import { fail } from './fail.ts';
import { operator } from './operator.ts';
import { DATABASE, reading, writing } from './record.ts';

interface Asked {
  readonly db?: string;
  readonly json?: true;
}
interface Wanted extends Asked {
  readonly period: string;
  readonly for: string;
  readonly lasts: string;
}

export function auditorLinkCommand(): Command {
  const create = new Command('create')
    .description('a link into the auditor’s room: read-only, one period, for a while; it is shown this once')
    .requiredOption('--period <period>', '2026-q3, 2026-09, 2026 or 2026-07-01..2026-09-30, in UTC days')
    .requiredOption('--for <whom>', 'who will hold it; kept outside the record')
    .option('--lasts <duration>', 'how long it is good, at most 30d', '72h')
    .option(...DATABASE)
    .option('--json', 'for machines')
    .addHelpText(
      'after',
      '\nExample:\n  breakglass auditor-link create --period 2026-q3 --for "Jo Hall, Example Auditors"',
    )
    .action((asked: Wanted) => createLink(asked).catch(fail));
  const list = new Command('list')
    .description('every link that was made, the newest first')
    .option(...DATABASE)
    .option('--json', 'for machines')
    .addHelpText('after', '\nExample:\n  breakglass auditor-link list')
    .action((asked: Asked) => listLinks(asked).catch(fail));
  const revoke = new Command('revoke')
    .description('close a link at once')
    .argument('<link>', 'its id, as `list` shows it')
    .option(...DATABASE)
    .option('--json', 'for machines')
    .addHelpText('after', '\nExample:\n  breakglass auditor-link revoke L-4f2a9c1b')
    .action((id: string, asked: Asked) => revokeOne(id, asked).catch(fail));
  return new Command('auditor-link')
    .description('links into the auditor’s room')
    .addCommand(create)
    .addCommand(list)
    .addCommand(revoke);
}

async function createLink(asked: Wanted): Promise<void> {
  const period = readPeriod(asked.period);
  if (!period.ok) throw new Error(period.error);
  const lasts = parseDuration(asked.lasts);
  if (!lasts || lasts > LONGEST) throw new Error(`“${asked.lasts}” is no duration up to 30d: write 8h, 72h or 14d.`);
  const made = await writing(asked.db, (connection) =>
    makeLink({ period: period.value, lasts, label: asked.for, random: randomBytes(SECRET_BYTES) }, depsOf(connection)),
  );
  const { link, token } = made;
  const url = `${publicUrl()}${enterPath(token)}`;
  if (asked.json) console.log(JSON.stringify({ ...asJson(link), url }, null, 2));
  else {
    console.log(
      `${url}\n${link.id}: ${link.firstDay} to ${link.lastDay}, for ${link.label}, good until ${utc(link.expiresAt)}. It is kept nowhere and not shown again; the bot has to be running. Close it with \`breakglass auditor-link revoke ${link.id}\`.`,
    );
  }
}

/** Where the bot is reached by browsers; without PUBLIC_URL at least from this machine. */
const publicUrl = (): string =>
  (process.env.PUBLIC_URL || `http://127.0.0.1:${process.env.PORT || '3000'}`).replace(/\/+$/, '');

async function listLinks({ db, json }: Asked): Promise<void> {
  const all = await reading(db, (connection) => sqliteAuditorLinks(connection).all());
  if (json) console.log(JSON.stringify(all.map(asJson), null, 2));
  else for (const line of all.length > 0 ? all.map(inWords) : ['No link was ever made.']) console.log(line);
}

async function revokeOne(id: string, { db, json }: Asked): Promise<void> {
  const done = await writing(db, (connection) => revokeLink(id, depsOf(connection)));
  if (!done) throw new Error(`There is no open link ${id}: \`breakglass auditor-link list\` shows them all.`);
  console.log(json ? JSON.stringify({ id, revoked: true }, null, 2) : `${id} is closed.`);
}

const depsOf = (connection: Connection): LinkDeps => ({
  ledger: sqliteLedger(connection),
  links: sqliteAuditorLinks(connection),
  policyHash: lastPolicyHash(connection),
  now: Date.now(),
  author: operator(),
});

const inWords = ({ id, firstDay, lastDay, label, madeBy, madeAt, expiresAt, revokedAt }: AuditorLink): string =>
  `${id}  ${firstDay} to ${lastDay}  for ${label || 'nobody named'}  made by ${madeBy} ${utc(madeAt)}  ${
    revokedAt === undefined ? `good until ${utc(expiresAt)}` : `withdrawn ${utc(revokedAt)}`
  }`;

const asJson = (link: AuditorLink) => ({
  ...link,
  madeAt: new Date(link.madeAt).toISOString(),
  expiresAt: new Date(link.expiresAt).toISOString(),
  revokedAt: link.revokedAt === undefined ? null : new Date(link.revokedAt).toISOString(),
});
