import { Command } from 'commander';
import { checkCommand } from './policy/check.ts';
import { documentCommand } from './policy/document.ts';
import { showCommand } from './policy/show.ts';
import { simulateCommand } from './policy/simulate.ts';

export function policyCommand(): Command {
  return new Command('policy')
    .description('the emergency change policy')
    .addCommand(checkCommand())
    .addCommand(simulateCommand())
    .addCommand(showCommand())
    .addCommand(documentCommand());
}
