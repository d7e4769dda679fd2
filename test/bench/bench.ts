import { measureApprovals } from './approvals.ts';
import { measureApprove } from './approve.ts';
import { measureCommand } from './command.ts';
import { measureDeclare } from './declare.ts';
import { measureDue } from './due.ts';
import { measureEvidence } from './evidence.ts';
import { measureGate } from './gate.ts';
import { measureGrowth } from './growth.ts';
import { measureMemory } from './memory.ts';
import { measureReconcile } from './reconcile.ts';
import { heading, reportOf } from './report.ts';
import { measureSandbox } from './sandbox.ts';
import { scratch } from './settings.ts';
import { measureStart } from './start.ts';
import { threeYears } from './three-years.ts';
import { startWebApi } from './web-api.ts';

/** Figures beside each other, taken in turns in one run: on another machine only the ratios mean the same. */
const api = await startWebApi();
const { file, remove } = scratch();
const now = Date.now();
const [empty, small, large] = [file('0.db'), file('100.db'), file('100000.db')];

const measurements = {
  command: () => measureCommand(api, file('command.db')),
  approve: () => measureApprove(api, file),
  declare: () => measureDeclare(file),
  start: () => measureStart(empty, large, api.apiUrl),
  memory: () => measureMemory(api, large),
  approvals: () => measureApprovals(api, file),
  growth: () => measureGrowth(small, large, now),
  due: () => measureDue(file, now),
  sandbox: () => measureSandbox(api),
  gate: () => measureGate(api, small),
  reconcile: () => measureReconcile(file),
  evidence: () => measureEvidence(file),
};
const wanted = process.argv.slice(2);
const chosen = Object.entries(measurements).filter(([name]) => wanted.length === 0 || wanted.includes(name));

console.log(heading());
try {
  if (chosen.some(([name]) => ['growth', 'start', 'memory', 'gate'].includes(name))) {
    await threeYears(empty, { closed: 0, copies: 0, open: 0 }, now);
    await threeYears(small, { closed: 50, copies: 0, open: 50 }, now);
    await threeYears(large, { closed: 2000, copies: 49, open: 50 }, now);
  }
  for (const [, measure] of chosen) console.log(reportOf(await measure()));
} finally {
  api.close();
  remove();
}
