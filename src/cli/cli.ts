#!/usr/bin/env node
import { Command } from 'commander';
import { auditorLinkCommand } from './auditor-link.ts';
import { backupCommand, restoreCommand } from './backup.ts';
import { evidenceCommand } from './evidence.ts';
import { findingsCommand } from './findings.ts';
import { gateCommand } from './gate.ts';
import { peopleCommand } from './people.ts';
import { policyCommand } from './policy.ts';
import { readinessCommand } from './readiness.ts';
import { reconcileCommand } from './reconcile.ts';
import { reportCommand } from './report.ts';
import { sampleCommand } from './sample.ts';
import { sandboxCommand } from './sandbox.ts';
import { serveCommand } from './serve.ts';
import { tokenCommand } from './token.ts';
import { verifyCommand } from './verify.ts';

/** Every command of `breakglass`, on one page. */
const program = new Command('breakglass')
  .description(
    'Emergency changes in Slack: declared fast, approved by a second person, reviewed in time, kept as evidence.',
  )
  .addCommand(serveCommand())
  .addCommand(sandboxCommand())
  .addCommand(policyCommand())
  .addCommand(readinessCommand())
  .addCommand(findingsCommand())
  .addCommand(evidenceCommand())
  .addCommand(reportCommand())
  .addCommand(sampleCommand())
  .addCommand(auditorLinkCommand())
  .addCommand(backupCommand())
  .addCommand(restoreCommand())
  .addCommand(peopleCommand())
  .addCommand(reconcileCommand())
  .addCommand(tokenCommand())
  .addCommand(gateCommand())
  .addCommand(verifyCommand());

await program.parseAsync();
