import { randomBytes } from 'node:crypto';
import { userInfo } from 'node:os';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Scope, Token } from '../app/pipeline/ports.ts';
import { SCOPES } from '../app/pipeline/ports.ts';
import type { PipelineEvent } from '../app/record.ts';
import { WORKSPACE } from '../app/record.ts';
import { hashToken, SECRET_BYTES, tokenFrom } from '../app/tokens.ts';
import { parseDuration } from '../policy/duration.ts';
import { sqliteLedger } from '../sqlite/ledger.ts';
import { openDatabase } from '../sqlite/open.ts';
import { sqliteTokens } from '../sqlite/tokens.ts';
import { loadDotEnv } from './dot-env.ts';
import { fail } from './fail.ts';

const DAY = 86_400_000;

/** Needs nothing but the database file, which may be in use: what is made or revoked counts from that moment. */
export function tokenCommand(): Command {
  const create = new Command('create')
    .description('make a token; it is shown once and kept nowhere')
    .argument('<name>', 'whose it is, e.g. payments-deploy')
    .addOption(new Option('--scope <scope...>', 'what it may do').choices(SCOPES).default(SCOPES, 'all of them'))
    .option('--expires <in>', 'for how long it is good, e.g. 90d, at most 366d', lifetime, 90 * DAY)
    .action((name: string, { scope, expires }: { scope: readonly Scope[]; expires: number }) =>
      withTokens(({ tokens, note }) => make(name, scope, expires, tokens, note)),
    );
  const list = new Command('list')
    .description('every token: what it may do, until when, when it was last used')
    .action(() => withTokens(async ({ tokens }) => console.log(tableOf(await tokens.all(), Date.now()))));
  const revoke = new Command('revoke')
    .description('refuse a token from now on')
    .argument('<id>', 'its id, see list')
    .action((id: string) => withTokens(({ tokens, note }) => end(id, tokens, note)));
  return new Command('token')
    .description('tokens for pipelines')
    .addCommand(create)
    .addCommand(list)
    .addCommand(revoke);
}

function lifetime(text: string): number {
  const milliseconds = parseDuration(text);
  if (milliseconds && milliseconds <= 366 * DAY) return milliseconds;
  throw new InvalidArgumentError('write 12h or 90d, at most 366d');
}

type Tokens = ReturnType<typeof sqliteTokens>;
type Note = (event: PipelineEvent) => Promise<void>;

async function withTokens(work: (parts: { tokens: Tokens; note: Note }) => Promise<unknown>): Promise<void> {
  try {
    loadDotEnv();
    const connection = openDatabase((process.env.DATABASE_URL || 'data/breakglass.db').replace(/^file:/, ''));
    try {
      const ledger = sqliteLedger(connection);
      const author = { actor: userInfo().username, surface: 'cli' as const };
      const note: Note = (event) =>
        ledger.commit(WORKSPACE, event.at, ({ latest }) => {
          const policyHash = latest('PolicyAdopted')[0]?.hash ?? '0'.repeat(64);
          return { result: undefined, events: [event], author, policyHash, effects: [] };
        });
      await work({ tokens: sqliteTokens(connection), note });
    } finally {
      connection.raw.close();
    }
  } catch (cause) {
    fail(cause);
  }
}

async function make(name: string, scopes: readonly Scope[], expires: number, tokens: Tokens, note: Note) {
  const text = tokenFrom(randomBytes(SECRET_BYTES));
  const at = Date.now();
  const id = randomBytes(4).toString('hex');
  const expiresAt = at + expires;
  await note({ type: 'TokenCreated', at, id, name, scopes, expiresAt });
  await tokens.add({ id, name, scopes, createdAt: at, expiresAt }, hashToken(text));
  console.error(`Token ${id} (${name}): ${scopes.join(', ')}, until ${utc(expiresAt)}. It is shown this once:`);
  console.log(text);
}

async function end(id: string, tokens: Tokens, note: Note): Promise<void> {
  const token = (await tokens.all()).find((known) => known.id === id);
  if (!token) throw new Error(`There is no token ${id}: see breakglass token list`);
  if (token.revokedAt !== undefined) throw new Error(`${id} was revoked at ${utc(token.revokedAt)} already`);
  const at = Date.now();
  await tokens.revoke(id, at);
  await note({ type: 'TokenRevoked', at, id, name: token.name });
  console.log(`Token ${id} (${token.name}) is refused from now on.`);
}

const utc = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

function tableOf(all: readonly Token[], now: number): string {
  if (all.length === 0) return 'There is no token: breakglass token create <name>';
  const rows = all.map((token) => [
    token.id,
    token.name,
    token.scopes.join(','),
    stateOf(token, now),
    token.lastUsedAt === undefined ? 'never used' : `last used ${utc(token.lastUsedAt)}`,
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}

function stateOf({ revokedAt, expiresAt }: Token, now: number): string {
  if (revokedAt !== undefined) return `revoked ${utc(revokedAt)}`;
  return `${expiresAt <= now ? 'expired' : 'until'} ${utc(expiresAt)}`;
}
