import { handler } from '../../src/app/handle.ts';
import { SYSTEM, WORKSPACE } from '../../src/app/record.ts';
import type { Command } from '../../src/domain/change/commands.ts';
import type { Details } from '../../src/domain/change/types.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { people } from '../../src/sandbox/workspace.ts';
import { sqliteLedger } from '../../src/sqlite/ledger.ts';
import { sqliteNames } from '../../src/sqlite/names.ts';
import { openDatabase } from '../../src/sqlite/open.ts';
import { ben, cleo, deployment, details, HOUR, MINUTE, review, terms } from './changes.ts';
import { eva } from './facts.ts';
import { approves, declares, deploys, rejects, signsOff, submits } from './orders.ts';

const DAY = 24 * HOUR;
/** The first is declared on 1 July 2026, 03:12 UTC; then one each 52 hours. */
export const QUARTER = Date.UTC(2026, 6, 1, 3, 12);

const KINDS_OF_STORY = ['approved first', 'approved after', 'never approved', 'review missing', 'rejected'] as const;
const ABOUT: readonly Partial<Details>[] = [
  {},
  { summary: 'Restart search with more memory', systems: ['search'], risk: 'low' },
  { summary: 'Revoke a leaked deploy key', systems: ['identity', 'payments'], kind: 'access' },
  { summary: 'Turn the new checkout off', systems: ['checkout'], kind: 'feature-flag', risk: 'medium' },
];

/** A record of a quarter, written by the orders that people gave: `count` emergency changes and a drill. */
export async function writeQuarter(file: string, count = 40): Promise<void> {
  const connection = openDatabase(file);
  const ledger = sqliteLedger(connection);
  const policy = loadPolicy('policy.yaml');
  const handle = handler({ ledger, policyHash: () => policy.hash });
  const give = async (key: string, command: Command, actor = 'by' in command ? command.by : undefined) => {
    const author = actor === undefined ? SYSTEM : { actor, surface: 'slack' as const };
    const outcome = await handle(key, command, { author });
    if (!outcome.ok) throw new Error(`${key}: ${command.type} was refused: ${outcome.error.code}`);
  };
  await ledger.keepPolicy({ hash: policy.hash, text: policy.text, at: QUARTER - DAY });
  await ledger.commit(WORKSPACE, QUARTER - DAY, () => ({
    result: undefined,
    events: [{ type: 'PolicyAdopted', at: QUARTER - DAY, hash: policy.hash }],
    author: SYSTEM,
    policyHash: policy.hash,
    effects: [],
  }));
  const known = people.map(({ id, realName, email }) => ({ id, name: realName, email }));
  await sqliteNames(connection).keep(known, QUARTER);
  await give('drill-1', { ...declares({ at: QUARTER - HOUR }), details: { ...details, drill: true } });
  for (let index = 0; index < count; index += 1) await live(`change-${index + 1}`, index);
  connection.raw.close();

  async function live(key: string, index: number): Promise<void> {
    const at = QUARTER + index * 52 * HOUR;
    const story = KINDS_OF_STORY[index % KINDS_OF_STORY.length];
    const about = { ...details, ...ABOUT[index % ABOUT.length] };
    await give(key, declares({ at, details: about, terms: { ...terms, policyHash: policy.hash } }));
    if (story === 'rejected') {
      return give(key, rejects(ben, ['oncall-leads'], { at: at + 9 * MINUTE }));
    }
    const approve = async (from: number) => {
      await give(key, approves(ben, ['oncall-leads'], { at: from }));
      await give(key, approves(cleo, ['leadership'], { at: from + 3 * MINUTE }));
    };
    if (story !== 'approved after' && story !== 'never approved') await approve(at + MINUTE);
    const deployedAt = at + 7 * MINUTE;
    await give(key, deploys({ at: deployedAt + MINUTE, deployment: { ...deployment, deployedAt } }));
    if (story === 'approved after') await approve(at + HOUR);
    if (story === 'review missing') return;
    await give(key, submits({ at: at + 10 * HOUR, review }));
    await give(key, signsOff(eva, { at: at + 12 * HOUR }));
  }
}
