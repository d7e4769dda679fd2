import { idText } from '../../domain/change/types.ts';
import type { Answer, Seen, Sighting } from '../../domain/sighting/types.ts';
import { dateTime, link, mention, said, saidInLine } from '../text.ts';

/** What was seen, in one line. */
export function seenWords(seen: Seen): string {
  const { kind, what, who, branch, occurredAt, url, system } = seen;
  const when = dateTime(occurredAt);
  const where = said(system, 80);
  const more = url ? ` · ${link(url, 'look')}` : '';
  switch (kind) {
    case 'deployment':
      return `:rocket: ${deployedWords(seen)} by ${mention(who)} ${when}${more}`;
    case 'merge':
      return `${where}: “${saidInLine(what, 150)}” was merged into ${said(branch ?? '', 60)} without an approving review, by ${mention(who)} ${when}${more}`;
    case 'push':
      return `${where}: “${saidInLine(what, 150)}” was pushed to ${said(branch ?? '', 60)} past its protection, by ${mention(who)} ${when}${more}`;
    case 'protection':
      return `${where}: ${saidInLine(what, 200)}, by ${mention(who)} ${when}${more}`;
  }
}

const OUTCOME = { succeeded: 'deployed', failed: 'deployed, and failed,', 'rolled-back': 'rolled back' } as const;

function deployedWords({ system, what, environment, outcome = 'succeeded' }: Seen): string {
  const place = environment ? ` on ${said(environment, 60)}` : '';
  return `${said(system, 80)}: ${saidInLine(what, 150)} ${OUTCOME[outcome]}${place}`;
}

/** What became of it. */
export function becameWords({ answer, change, normal, state }: Sighting): string {
  if (answer) return `:white_check_mark: ${answerWords(answer)}`;
  if (state === 'matched' && change) return `:white_check_mark: Belongs to ${idText(change.id)}.`;
  return normal ? `:white_check_mark: Belongs to ${saidInLine(normal.reference, 150)}.` : '';
}

function answerWords(answer: Answer): string {
  const who = `${mention(answer.by)} ${dateTime(answer.at)}`;
  switch (answer.how) {
    case 'declared':
      return `Declared as ${idText(answer.id)} by ${who}.`;
    case 'linked':
      return `Linked to ${saidInLine(answer.reference, 200)} by ${who}.`;
    case 'explained':
      return `Explained by ${who}: ${saidInLine(answer.text, 500)}`;
  }
}
