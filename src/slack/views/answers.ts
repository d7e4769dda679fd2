import type { ChangeRow } from '../../app/read-model.ts';
import type { Change } from '../../domain/change/state.ts';
import { idText } from '../../domain/change/types.ts';
import type { Message } from '../blocks.ts';
import { actions, button, context, section } from '../blocks.ts';
import { ACTION, COMMAND } from '../ids.ts';
import type { Scene } from '../scene.ts';
import { dateTime, link, mention, said, saidInLine } from '../text.ts';
import { changeCard } from './card.ts';

const HELP = [
  `\`${COMMAND}\` opens the form. \`${COMMAND} payments is down, rolling back\` opens it with that filled in.`,
  `\`${COMMAND} list\` shows what is open.`,
  `\`${COMMAND} status EC-12\` shows one change, with buttons.`,
  `\`${COMMAND} drill\` practises it: the same flow with numbers of its own, kept out of all counts.`,
  `\`${COMMAND} help\` shows this.`,
].join('\n');

export function helpMessage(problem?: string): Message {
  const text = problem ? `${problem}\n${HELP}` : HELP;
  return { text: problem ?? `How to use ${COMMAND}`, blocks: [section(text)] };
}

export function listMessage(rows: readonly ChangeRow[], total: number): Message {
  if (rows.length === 0)
    return { text: 'No emergency change is open.', blocks: [section('No emergency change is open.')] };
  const text = `${total} open emergency ${total === 1 ? 'change' : 'changes'}`;
  return {
    text,
    blocks: [
      section(`*${text}*`),
      ...rows.map((row) => section(lineOf(row))),
      ...(total > rows.length
        ? [context(`The newest ${rows.length} are shown. \`${COMMAND} status EC-n\` shows any of them.`)]
        : []),
    ],
  };
}

function lineOf(row: ChangeRow): string {
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
export function statusMessage(change: Change, scene: Scene): Message {
  const card = changeCard(change, scene);
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
