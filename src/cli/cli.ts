#!/usr/bin/env node
import { Command } from 'commander';

/** Every command of `breakglass`, on one page. Only what is asked for is loaded: the gate must not wait for charts. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./serve.ts')).serveCommand(),
  sandbox: async () => (await import('./sandbox.ts')).sandboxCommand(),
  policy: async () => (await import('./policy.ts')).policyCommand(),
  readiness: async () => (await import('./readiness.ts')).readinessCommand(),
  drill: async () => (await import('./drill.ts')).drillCommand(),
  findings: async () => (await import('./findings.ts')).findingsCommand(),
  evidence: async () => (await import('./evidence.ts')).evidenceCommand(),
  report: async () => (await import('./report.ts')).reportCommand(),
  sample: async () => (await import('./sample.ts')).sampleCommand(),
  'auditor-link': async () => (await import('./auditor-link.ts')).auditorLinkCommand(),
  backup: async () => (await import('./backup.ts')).backupCommand(),
  restore: async () => (await import('./backup.ts')).restoreCommand(),
  people: async () => (await import('./people.ts')).peopleCommand(),
  reconcile: async () => (await import('./reconcile.ts')).reconcileCommand(),
  token: async () => (await import('./token.ts')).tokenCommand(),
  gate: async () => (await import('./gate.ts')).gateCommand(),
  verify: async () => (await import('./verify.ts')).verifyCommand(),
};

const program = new Command('breakglass').description(
  'Emergency changes in Slack: declared fast, approved by a second person, reviewed in time, kept as evidence.',
);
const asked = process.argv[2] ?? '';
const wanted = Object.hasOwn(COMMANDS, asked) ? [asked] : Object.keys(COMMANDS);
for (const name of wanted) {
  const command = await COMMANDS[name]?.();
  if (command) program.addCommand(command);
}
await program.parseAsync();
