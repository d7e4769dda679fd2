import { Command } from 'commander';
import { loadPolicy, PolicyError } from '../../policy/load.ts';
import { fail } from '../fail.ts';
import { POLICY } from './file.ts';

export function checkCommand(): Command {
  return new Command('check')
    .description('check a policy file; every fault with its line and column and what to do; exits 1 if there is one')
    .argument(...POLICY)
    .option('--json', 'for machines')
    .addHelpText('after', '\nExample:\n  breakglass policy check policy.yaml')
    .action((file: string, { json }: { json?: true }) => {
      try {
        check(file, json ?? false);
      } catch (cause) {
        if (json && cause instanceof PolicyError) {
          console.log(JSON.stringify({ file, sound: false, faults: cause.faults }, null, 2));
          process.exitCode = 1;
        } else fail(cause);
      }
    });
}

function check(file: string, json: boolean): void {
  const { hash, rules, groups, review, warnings } = loadPolicy(file);
  if (json) {
    console.log(JSON.stringify({ file, sound: true, faults: [], warnings, hash }, null, 2));
    return;
  }
  const hours = (milliseconds: number) => `${milliseconds / 3_600_000} h`;
  console.log(
    `${file} is sound: ${rules.length} rules, ${Object.keys(groups).length} groups, reviews due in ${hours(review.target)}, at the latest in ${hours(review.limit)}.`,
  );
  console.log(`SHA-256 ${hash}`);
  for (const warning of warnings) console.log(`! ${warning}`);
}
