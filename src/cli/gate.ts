import { Command } from 'commander';
import { z } from 'zod';
import { loadDotEnv } from './dot-env.ts';

/** How long the server may take (ms). */
const PATIENCE = 10_000;

const answer = z.object({ allowed: z.boolean(), reason: z.string(), declareUrl: z.string() });
const problem = z.object({ detail: z.string(), fix: z.string() });

interface Asked {
  readonly system: string;
  readonly commit?: string;
  readonly url?: string;
  readonly json?: boolean;
}

/** For any pipeline with a shell: 0 is yes; 1 is no, and whatever keeps the answer from being known. */
export function gateCommand(): Command {
  return new Command('gate')
    .description('may this go out now? exits 0 for yes, 1 for no or when it cannot be known')
    .requiredOption('--system <name>', 'as the policy calls it')
    .option('--commit <hash>', 'what goes out')
    .option('--url <address>', 'of Breakglass; else BREAKGLASS_URL')
    .option('--json', 'print the answer as it came')
    .addHelpText('after', '\nThe token comes from BREAKGLASS_TOKEN: on a command line everybody could read it.')
    .action(async (asked: Asked) => {
      loadDotEnv();
      const { isAllowed, words } = await ask(asked).catch((cause: unknown) => ({
        isAllowed: false,
        words: `Not allowed: Breakglass could not be asked (${cause instanceof Error ? cause.message : String(cause)}).`,
      }));
      (isAllowed || asked.json ? console.log : console.error)(words);
      process.exitCode = isAllowed ? 0 : 1;
    });
}

async function ask({ system, commit, url, json }: Asked): Promise<{ isAllowed: boolean; words: string }> {
  const { BREAKGLASS_TOKEN: token, BREAKGLASS_URL: base } = process.env;
  const server = url ?? base;
  if (!server) throw new Error('say where it is: --url or BREAKGLASS_URL');
  if (!token) throw new Error('BREAKGLASS_TOKEN is missing: breakglass token create');
  const address = new URL('/v1/gate', server);
  address.searchParams.set('system', system);
  if (commit) address.searchParams.set('commit', commit);
  const response = await fetch(address, {
    headers: { authorization: `Bearer ${token}`, connection: 'close' },
    signal: AbortSignal.timeout(PATIENCE),
  });
  const said: unknown = await response.json();
  const read = answer.safeParse(said);
  // Only a yes that says so, in the right place, is one.
  const isAllowed = response.status === 200 && read.success && read.data.allowed;
  return { isAllowed, words: json ? JSON.stringify(said) : wordsFor(said, read.data, isAllowed) };
}

function wordsFor(said: unknown, read: z.infer<typeof answer> | undefined, isAllowed: boolean): string {
  if (read) return isAllowed ? `Allowed: ${read.reason}` : `Not allowed: ${read.reason} ${read.declareUrl}`;
  const refused = problem.safeParse(said);
  return refused.success
    ? `Not allowed: ${refused.data.detail} ${refused.data.fix}`
    : 'Not allowed: that is no answer.';
}
