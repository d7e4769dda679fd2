import { createLog } from '../../../src/log.ts';
import { startBreakglass } from '../../../src/main.ts';
import { policy, settings } from '../settings.ts';
import { serveParent } from './child.ts';

/** Breakglass as it is run, but for `selfRunning`. */
const { databaseFile, apiUrl, selfRunning } = JSON.parse(process.argv[2] ?? '');
const config = settings(databaseFile, apiUrl);
const bot = await startBreakglass({ config, policy, log: createLog(config.logLevel), selfRunning });
serveParent(`${bot.url}/slack/events`, bot.stop);
