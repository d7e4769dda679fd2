import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { read } from '../../app/read.ts';
import type { SlackDeps } from '../deps.ts';
import { plain } from '../text.ts';
import { helpMessage, listMessage, statusMessage } from '../views/answers.ts';
import { freshForm } from './declare.ts';

type Commanded = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

/** A list longer than this is for the digest. */
const LISTED = 15;

const WORDS = ['list', 'status', 'drill', 'help'] as const;

/** `/emergency-change`: nothing or a sentence opens the form, a word of ours is answered, a lone unknown word gets help. */
export const onCommand =
  (deps: SlackDeps) =>
  async (commanded: Commanded): Promise<void> => {
    await commanded.ack();
    const text = commanded.command.text.trim();
    const [first = '', ...others] = text.split(/\s+/);
    const word = WORDS.find((known) => known === first.toLowerCase());
    if (word === 'status') await answerStatus(commanded, others.join(' '), deps);
    else if (word === 'list' && others.length === 0) await answerList(commanded, deps);
    else if (word === 'help' && others.length === 0) await answerHelp(commanded);
    else if (word === 'drill') await openForm(commanded, others.join(' '), deps, true);
    else if (word === undefined && text !== '' && others.length === 0) await answerHelp(commanded, first);
    else await openForm(commanded, text, deps);
  };

async function openForm({ command, client }: Commanded, text: string, deps: SlackDeps, drill?: true): Promise<void> {
  const summary = unescaped(text).slice(0, 300);
  const view = await freshForm(
    { requester: command.user_id, summary, metadata: { responseUrl: command.response_url, drill } },
    deps,
  );
  await client.views.open({ trigger_id: command.trigger_id, view });
}

async function answerHelp({ respond }: Commanded, unknown?: string): Promise<void> {
  const problem = unknown === undefined ? undefined : `I do not know “${plain(unknown.slice(0, 40))}”.`;
  await respond({ response_type: 'ephemeral', ...helpMessage(problem) });
}

async function answerList({ respond }: Commanded, { queries }: SlackDeps): Promise<void> {
  const [rows, total] = await Promise.all([queries.open(LISTED), queries.countOpen()]);
  await respond({ response_type: 'ephemeral', ...listMessage(rows, total) });
}

/** Forgiving about case and form: `EC-12`, `ec 12`, `#12`, `12`, `drill 3`. */
async function answerStatus({ respond }: Commanded, wanted: string, deps: SlackDeps): Promise<void> {
  const [, prefix = 'ec', number] = /^(ec|drill)?[\s#-]*(\d{1,9})$/i.exec(wanted.trim()) ?? [];
  const sequence = prefix.toUpperCase();
  if (!number) {
    await respond({ response_type: 'ephemeral', ...helpMessage(`Which one? Write for example \`status EC-12\`.`) });
    return;
  }
  const row = await deps.queries.byId(sequence, Number(number));
  const known = row && (await read(deps.ledger, row.key));
  const answer = known
    ? statusMessage(known.change, deps.scene())
    : helpMessage(`There is no ${sequence}-${Number(number)}.`);
  await respond({ response_type: 'ephemeral', ...answer });
}

/** As typed: Slack escapes the three signs of its markup and names mentions by id (https://docs.slack.dev/interactivity/implementing-slash-commands). */
export function unescaped(text: string): string {
  return text
    .replaceAll(/<[@#!][^|>]*\|([^>]*)>/g, '$1')
    .replaceAll(/<([^|>]*)\|[^>]*>/g, '$1')
    .replaceAll(/<([^>]*)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
