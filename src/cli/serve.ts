import { Command, Option } from 'commander';
import { readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { startBreakglass } from '../main.ts';
import { loadPolicy } from '../policy/load.ts';
import { loadDotEnv } from './dot-env.ts';
import { fail } from './fail.ts';
import type { ParentClock } from './parent.ts';
import { obeyParent, parentClock } from './parent.ts';
import { requireSettings } from './settings.ts';

/** Whatever has begun gets this long to end (ms). */
const GRACE = 10_000;

export function serveCommand(): Command {
  return new Command('serve')
    .description('run the bot (settings come from the environment, see .env.example)')
    .addOption(new Option('--parent-clock <ahead>', 'take the time from the process that started this one').hideHelp())
    .action(async ({ parentClock: ahead }: { parentClock?: string }) => {
      try {
        await serve(ahead === undefined ? undefined : parentClock(Number(ahead)));
      } catch (cause) {
        fail(cause);
      }
    });
}

async function serve(clock: ParentClock | undefined): Promise<void> {
  loadDotEnv();
  const config = readConfig(process.env);
  const policy = loadPolicy(config.policyFile);
  requireSettings(config, policy);
  const log = createLog(config.logLevel);
  const bot = await startBreakglass({ config, policy, log, ...(clock ? { now: clock.now } : {}) });
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), GRACE).unref();
    void bot.stop().then(() => process.exit(0));
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));

  log.info(
    { url: bot.url, transport: config.slack.transport.kind, policy: policy.hash.slice(0, 12) },
    'Breakglass is running',
  );
  if (clock) obeyParent(clock, bot);
}
