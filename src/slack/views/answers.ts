import type { KnownBlock } from '@slack/types';
import type { ChangeRow } from '../../app/read-model.ts';
import type { Change } from '../../domain/change/state.ts';
import { idText } from '../../domain/change/types.ts';
import type { Finding } from '../../domain/findings/types.ts';
import type { Message } from '../blocks.ts';
import { actions, button, context, section } from '../blocks.ts';
import { ACTION, COMMAND } from '../ids.ts';
import type { Scene } from '../scene.ts';
import { dateTime, link, mention, said, saidInLine } from '../text.ts';
import { changeCard } from './card.ts';
import { reviewButton } from './digest.ts';

/** What there is to type. `problem` is what went wrong with what was typed. */
export function helpMessage(commands: readonly { usage: string; says: string }[], problem?: string): Message {
  const help = [
    `\`${COMMAND}\` opens the form. \`${COMMAND} payments is down, rolling back\` opens it with that filled in.`,
    ...commands.map(({ usage, says }) => `\`${COMMAND} ${usage}\` ${says}.`),
  ].join('\n');
  return {
    text: problem ?? `How to use ${COMMAND}`,
    blocks: [section(problem ? `${problem}\n${help}` : help)],
  };
}

export const problemMessage = (words: string): Message => ({
  text: words,
  blocks: [section(words), context(`\`${COMMAND} help\` shows what there is.`)],
});

export type ListScope = 'open' | 'mine' | 'overdue';

const NONE: Readonly<Record<ListScope, string>> = {
  open: 'No emergency change is open.',
  mine: 'No emergency change of yours is open.',
  overdue: 'No review is overdue.',
};

const COUNTED: Readonly<Record<ListScope, (total: number) => string>> = {
  open: (total) => `${total} open emergency ${total === 1 ? 'change' : 'changes'}`,
  mine: (total) => `${total} open emergency ${total === 1 ? 'change' : 'changes'} of yours`,
  overdue: (total) => `${total} overdue ${total === 1 ? 'review' : 'reviews'}`,
};

/** `rows` are the first of `total`; `lead` goes before them. */
export function listMessage(rows: readonly ChangeRow[], total: number, scope: ListScope, lead?: string): Message {
  if (rows.length === 0) return { text: NONE[scope], blocks: [section(NONE[scope])] };
  const text = COUNTED[scope](total);
  return {
    text: lead ?? text,
    blocks: [
      section(lead ? `${lead}\n*${text}*` : `*${text}*`),
      ...rows.map((row) => rowBlock(row, scope)),
      ...(total > rows.length
        ? [context(`The first ${rows.length} are shown. \`${COMMAND} status EC-n\` shows any of them.`)]
        : []),
    ],
  };
}

/** What is one's own or late can be worked off from the list; the rest is only shown. */
function rowBlock(row: ChangeRow, scope: ListScope): KnownBlock {
  const canAct = scope === 'overdue' || (row.deployedAt !== undefined && row.review !== 'signed off');
  const accessory = scope === 'open' || !canAct ? {} : { accessory: reviewButton(row) };
  return { ...section(lineOf(row)), ...accessory };
}

export function lineOf(row: ChangeRow): string {
  const id = `${row.sequence}-${row.number}`;
  const name = row.permalink ? link(row.permalink, id) : id;
  return `*${name}* ${saidInLine(row.summary, 60)} · ${mention(row.requester)} · ${said(row.systems.join(', '), 40)} · ${stateOfRow(row)}`;
}

function stateOfRow(row: ChangeRow): string {
  if (row.review === 'submitted') return 'review waits for sign-off';
  if (row.deployedAt === undefined) return row.authorization === 'pending' ? 'waiting for approval' : row.authorization;
  const owed = row.approvalOwed ? 'approval still owed, ' : '';
  return `${owed}review due ${dateTime(row.targetAt)}`;
}

/** The card again, for the one who asked, with what only they need to see. */
export function statusMessage(change: Change, findings: readonly Finding[], scene: Scene): Message {
  const card = changeCard(change, findings, scene);
  const { refusedAttempts } = change.authorization;
  const attempts =
    refusedAttempts > 0
      ? [
          context(
            `${refusedAttempts} refused ${refusedAttempts === 1 ? 'attempt' : 'attempts'} to decide are in the record.`,
          ),
        ]
      : [];
  const { slack: failure } = change.failures;
  // The card itself may be what Slack refused: then there is no other place for this button.
  const slack = failure
    ? [
        context(`:warning: Slack: ${said(failure.words, 300)}`),
        ...actions(button(ACTION.retry, 'Try again', change.key)),
      ]
    : [];
  return { text: `${idText(change.id)}: ${card.text}`, blocks: [...card.blocks, ...attempts, ...slack] };
}
