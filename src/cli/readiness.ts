import { Command } from 'commander';
import { listedGroups } from '../app/groups.ts';
import type { AreaReport, Report } from '../app/readiness/report.ts';
import { faultsOf, inFull } from '../app/readiness/report.ts';
import { readConfig } from '../config.ts';
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

/** Asks every system with the settings of `serve`. Starts nothing, writes nothing. */
async function run(json: boolean): Promise<void> {
  loadDotEnv();
  const config = readConfig(process.env);
  const policy = loadPolicy(config.policyFile);
  const report = await readinessCheck({
    config,
    policy: () => policy,
    groups: listedGroups(() => policy),
    now: Date.now,
  })();
  const faults = faultsOf(report);
  if (json) console.log(JSON.stringify({ ready: faults.length === 0, areas: report }, null, 2));
  else for (const line of linesOf(report)) console.log(line);
  process.exitCode = faults.length === 0 ? 0 : 1;
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
