import { Command } from 'commander';
import { loadPolicy } from '../policy/load.ts';
import { fail } from './fail.ts';

export function policyCommand(): Command {
  const check = new Command('check')
    .description('check a policy file; every fault with its line and what to do; exits 1 if there is one')
    .argument('[file]', 'the policy', process.env.POLICY_FILE ?? 'policy.yaml')
    .action((file: string) => {
      try {
        const { hash, rules, groups, review, warnings } = loadPolicy(file);
        const hours = (milliseconds: number) => `${milliseconds / 3_600_000} h`;
        console.log(
          `${file} is sound: ${rules.length} rules, ${Object.keys(groups).length} groups, reviews due in ${hours(review.target)}, at the latest in ${hours(review.limit)}.`,
        );
        console.log(`SHA-256 ${hash}`);
        for (const warning of warnings) console.log(`! ${warning}`);
      } catch (cause) {
        fail(cause);
      }
    });
  return new Command('policy').description('the emergency change policy').addCommand(check);
}
