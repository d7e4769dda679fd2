import { Command } from 'commander';
import type { AreaReport, Report } from '../app/readiness/report.ts';
import { faultsOf, inFull } from '../app/readiness/report.ts';
import { readConfig } from '../config.ts';
import { createLog } from '../log.ts';
import { readinessCheck } from '../main/readiness.ts';
import { loadPolicy } from '../policy/load.ts';
import { loadDotEnv } from './dot-env.ts';
import { fail } from './fail.ts';

export function readinessCommand(): Command {
  return new Command('readiness')
    .description('whether an emergency change could go its way now; every fault with its fix; exits 1 if there is one')
    .option('--json', 'for machines')
    .action(({ json }: { json?: true }) => run(json ?? false).catch(fail));
}

/** Starts nothing, writes nothing. */
async function run(json: boolean): Promise<void> {
  loadDotEnv();
  const report = await checkWith(process.env);
  const isReady = faultsOf(report).length === 0;
  if (json) console.log(JSON.stringify({ ready: isReady, areas: report }, null, 2));
  else for (const line of linesOf(report)) console.log(line);
  process.exitCode = isReady ? 0 : 1;
}

/** Asks every system with the settings of `serve`. @throws ConfigError, PolicyError */
export async function checkWith(env: Readonly<Record<string, string | undefined>>): Promise<Report> {
  const config = readConfig(env);
  const policy = loadPolicy(config.policyFile);
  // What fails is told as a fault: the log would say it twice.
  return readinessCheck({ config, policy: () => policy, now: Date.now, log: createLog('silent') })();
}

/** `✔` an area without faults, `✘` a fault, `!` good to know, `-` not looked at. */
export function linesOf(report: Report): string[] {
  const faults = faultsOf(report).length;
  const verdict = faults === 0 ? 'Ready.' : `Not ready: ${faults} ${faults === 1 ? 'thing' : 'things'} to mend.`;
  return [...report.flatMap(areaLines), '', verdict];
}

const areaLines = ({ area, summary, faults, notices, skipped }: AreaReport): string[] => [
  ...(faults.length === 0 ? [skipped ? `- ${area}: not looked at, ${skipped}` : `✔ ${area}: ${summary}`] : []),
  ...faults.map((fault) => `✘ ${inFull(fault)}`),
  ...notices.map((notice) => `! ${inFull(notice)}`),
];
