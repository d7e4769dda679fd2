import { Command, Option } from 'commander';
import { policyPage } from '../../evidence/policy-page.ts';
import { policyDocument } from '../../policy/document.ts';
import { loadPolicy } from '../../policy/load.ts';
import { fail } from '../fail.ts';
import { outputTo } from '../output.ts';
import { POLICY } from './file.ts';

interface Asked {
  readonly format: 'markdown' | 'html';
  readonly json?: true;
  readonly out?: string;
}

export function documentCommand(): Command {
  return new Command('document')
    .description('the one-page emergency procedure in plain words, written from the policy that is enforced')
    .argument(...POLICY)
    .addOption(new Option('--format <format>', 'what comes out').choices(['markdown', 'html']).default('markdown'))
    .option('--json', 'the Markdown with version, hash and date, for machines')
    .option('--out <file>', 'write there instead of to the terminal')
    .addHelpText('after', '\nExample:\n  breakglass policy document --format html --out procedure.html')
    .action((file: string, asked: Asked) => run(file, asked, Date.now()).catch((cause) => fail(cause, 2)));
}

async function run(file: string, { format, json, out }: Asked, now: number): Promise<void> {
  const policy = loadPolicy(file);
  const markdown = policyDocument(policy, now);
  const output = outputTo(out);
  if (json) {
    const { version, hash } = policy;
    await output.write(`${JSON.stringify({ version, hash, at: new Date(now).toISOString(), markdown }, null, 2)}\n`);
  } else await output.write(format === 'html' ? policyPage(markdown) : markdown);
  await output.end();
}
