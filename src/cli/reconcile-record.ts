import { handler } from '../app/handle.ts';
import type { ImportDeps } from '../app/pipeline/import.ts';
import { importDeviation } from '../app/pipeline/import.ts';
import { recogniser } from '../app/pipeline/recognise.ts';
import type { Judgement, RowClass } from '../domain/reconcile/types.ts';
import type { Summary } from '../evidence/reconcile/run.ts';
import { createLog } from '../log.ts';
import type { Policy } from '../policy/load.ts';
import { sqliteLedger } from '../sqlite/ledger.ts';
import { openDatabase } from '../sqlite/open.ts';
import { operator } from './operator.ts';
import type { Holding } from './reconcile-log.ts';
import { databaseFile } from './record.ts';

/** What is only inconclusive is for a person to judge. */
const RECORDED: readonly RowClass[] = ['undeclared', 'unknown system', 'approved after', 'different commit'];

/** A second time through the log, once it is known how much there is. */
export async function recordDeviations(
  { against, changes, policy }: Holding,
  { counts }: Summary,
  { atMost, db }: { readonly atMost: number; readonly db?: string },
): Promise<void> {
  const count = RECORDED.reduce((sum, kind) => sum + counts[kind], 0);
  if (count > atMost) {
    throw new Error(
      `${count} rows would go on record, more than ${atMost}, and nothing takes them off again. If they are what they seem, say --at-most ${count}.`,
    );
  }
  const byId = new Map(changes.map((change) => [change.id, change]));
  let isNew = 0;
  await writing(db, policy, async (deps) => {
    const author = operator();
    const deviation = async (judgement: Judgement) => {
      if (!RECORDED.includes(judgement.kind)) return;
      if (await importDeviation(judgement, author, { ...deps, changeOf: (id) => byId.get(id) })) isNew += 1;
    };
    await against({ deviation, unreadable: () => undefined });
  });
  console.error(`On record now: ${isNew} new, ${count - isNew} were there before.`);
}

async function writing(
  named: string | undefined,
  policy: Policy,
  work: (deps: Omit<ImportDeps, 'changeOf'>) => Promise<void>,
): Promise<void> {
  const connection = openDatabase(databaseFile(named));
  try {
    const ledger = sqliteLedger(connection);
    const policyHash = () => policy.hash;
    // Nobody is asked over the network: who is not named in the policy keeps the name of the log.
    const emails = { slackIdOf: async () => undefined };
    const recognise = recogniser({ policy: () => policy, emails, log: createLog('silent') });
    await work({ ledger, policyHash, handle: handler({ ledger, policyHash }), recognise, now: Date.now });
  } finally {
    connection.raw.close();
  }
}
