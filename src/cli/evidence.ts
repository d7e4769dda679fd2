import { Command, Option } from 'commander';
import type { Asked } from './evidence/asked.ts';
import { fail } from './fail.ts';
import { DATABASE, positive } from './record.ts';

export function evidenceCommand(): Command {
  return new Command('evidence')
    .description('write everything an auditor needs about the emergency changes of a period into one file')
    .requiredOption('--from <day>', 'the first day, UTC, e.g. 2026-07-01')
    .requiredOption('--to <day>', 'the last day, UTC, e.g. 2026-09-30')
    .requiredOption('--out <file>', 'the file to write, e.g. q3.zip')
    .option('--as-of <time>', 'as the record stood then, e.g. 2026-10-05T09:00:00Z (otherwise now)')
    .option('--sample <n>', 'draw so many changes, too', positive)
    .option('--seed <text>', 'what makes the sample this one: a number of your choice')
    .addOption(new Option('--stratify <by>', 'draw of each system its share').choices(['system']))
    .option('--sign <key.pem>', 'sign with this Ed25519 private key')
    .option('--by <name>', 'who runs it, as the pack shall say (otherwise your account on this machine)')
    .option('--force', 'replace the file if it is there')
    .option(...DATABASE)
    .option('--json', 'for machines')
    .addHelpText(
      'after',
      '\nExample:\n  breakglass evidence --from 2026-07-01 --to 2026-09-30 --out q3.zip --sample 25 --seed 7\n  breakglass verify q3.zip',
    )
    .action((asked: Asked) => run(asked).catch(fail));
}

/** What writes pages is loaded only here: it is most of the program. */
const run = async (asked: Asked): Promise<void> => (await import('./evidence/run.ts')).runEvidence(asked);
