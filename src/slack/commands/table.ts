import { helpMessage } from '../views/answers.ts';
import { list, status } from './answers.ts';
import type { SlashCommand } from './command.ts';
import { aChange, answer, anything, aPeriod, maybeAChange, maybeAPeriod, nothing, oneOf } from './command.ts';
import { auditorLink, evidence } from './evidence.ts';
import { findings } from './findings.ts';
import { deployed, drill, review, withdraw } from './forms.ts';
import { handOver } from './hand-over.ts';
import { parseHandOver } from './parse.ts';
import { report } from './report.ts';

/** Every word after `/emergency-change`, one line each, in the order in which help shows them. */
export const COMMANDS: readonly SlashCommand[] = [
  {
    word: 'list',
    fits: oneOf('mine', 'overdue', 'open'),
    usage: 'list [mine|overdue|open]',
    says: 'shows what is open, yours or late',
    run: list,
  },
  { word: 'status', fits: aChange, usage: 'status EC-12', says: 'shows one change, with buttons', run: status },
  { word: 'review', fits: maybeAChange, usage: 'review EC-12', says: 'opens its review, half filled in', run: review },
  { word: 'deployed', fits: maybeAChange, usage: 'deployed EC-12', says: 'records its deployment', run: deployed },
  {
    word: 'handover',
    fits: (args) => parseHandOver(args) !== undefined,
    usage: 'handover EC-12 @colleague',
    says: 'asks somebody to take over its review',
    run: handOver,
  },
  {
    word: 'withdraw',
    fits: maybeAChange,
    usage: 'withdraw EC-12',
    says: 'takes it back before anything went out',
    run: withdraw,
  },
  {
    word: 'findings',
    fits: maybeAChange,
    usage: 'findings EC-12',
    says: 'shows what an auditor would raise about it, without a number all that is open',
    run: findings,
  },
  {
    word: 'report',
    fits: maybeAPeriod,
    usage: 'report 2026-09',
    says: 'shows how often, why and how fast; without a month, this one',
    run: report,
  },
  {
    word: 'drill',
    fits: anything,
    usage: 'drill',
    says: 'practises it: the same flow with numbers of its own, kept out of all counts',
    run: drill,
  },
  {
    word: 'evidence',
    fits: aPeriod,
    usage: 'evidence 2026-q3',
    says: 'sends auditors the evidence of a period as a file',
    run: evidence,
  },
  {
    word: 'auditor-link',
    fits: maybeAPeriod,
    usage: 'auditor-link 2026-q3',
    says: 'gives auditors a link to read the record with, for a while',
    run: auditorLink,
  },
  {
    word: 'help',
    fits: nothing,
    usage: 'help',
    says: 'shows this',
    run: (_args, commanded) => answer(commanded, helpMessage(COMMANDS)),
  },
];
