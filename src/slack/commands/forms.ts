import type { ModalView } from '@slack/types';
import { read } from '../../app/read.ts';
import type { ChangeRow } from '../../app/read-model.ts';
import { withdrawal } from '../../domain/change/authorization-steps.ts';
import { ended } from '../../domain/change/guards.ts';
import type { Refusal } from '../../domain/change/refusals.ts';
import { writing } from '../../domain/change/review-steps.ts';
import type { Change } from '../../domain/change/state.ts';
import type { UserId } from '../../domain/change/types.ts';
import { idText } from '../../domain/change/types.ts';
import { refusalWords } from '../copy/refusals.ts';
import type { SlackDeps } from '../deps.ts';
import { COMMAND } from '../ids.ts';
import { freshForm } from '../listeners/declare.ts';
import { reviewView } from '../listeners/review.ts';
import { unescaped } from '../text.ts';
import { listMessage, problemMessage } from '../views/answers.ts';
import { withdrawForm } from '../views/decision-forms.ts';
import { deploymentForm } from '../views/implementation-forms.ts';
import type { Commanded, Run } from './command.ts';
import { answer, changeTyped } from './command.ts';

// Commands that open a form. What the form would be refused for is said before somebody fills it in.

export const declare = async (summary: string, commanded: Commanded, deps: SlackDeps, drill?: true): Promise<void> => {
  const { command } = commanded;
  const view = await freshForm(
    {
      requester: command.user_id,
      summary: unescaped(summary).slice(0, 300),
      metadata: { responseUrl: command.response_url, drill },
    },
    deps,
  );
  await open(view, commanded);
};

export const drill: Run = (args, commanded, deps) => declare(args, commanded, deps, true);

export const review = formFor({
  word: 'review',
  suits: ({ review: status, deployedAt }) =>
    status !== 'signed off' && status !== 'submitted' && deployedAt !== undefined,
  refusal: writing,
  form: (change, by, deps) => reviewView(change, by, deps),
});

export const deployed = formFor({
  word: 'deployed',
  suits: ({ deployedAt }) => deployedAt === undefined,
  refusal: ended,
  form: async (change, by, { now }) => deploymentForm(change, by, now()),
});

export const withdraw = formFor({
  word: 'withdraw',
  suits: ({ deployedAt, requester }, by) => deployedAt === undefined && requester === by,
  refusal: withdrawal,
  form: async (change) => withdrawForm(change),
});

interface Meant {
  readonly word: string;
  /** Which of their open changes somebody can mean who names none. */
  readonly suits: (row: ChangeRow, by: UserId) => boolean;
}

interface FormCommand extends Meant {
  readonly refusal: (change: Change, by: UserId) => Refusal | undefined;
  readonly form: (change: Change, by: UserId, deps: SlackDeps) => Promise<ModalView>;
}

function formFor(wanted: FormCommand): Run {
  return async (args, commanded, deps) => {
    const by = commanded.command.user_id;
    const change = await changeMeant(args, wanted, commanded, deps);
    if (!change) return;
    const refusal = wanted.refusal(change, by);
    if (refusal) {
      const words = refusalWords(refusal, idText(change.id), deps.scene());
      await answer(commanded, { text: words, blocks: [] });
      return;
    }
    await open(await wanted.form(change, by, deps), commanded);
  };
}

/** The change that was named, or the only one that can be meant; `undefined` when the typist has been told why not. */
export const changeMeant = (args: string, meant: Meant, commanded: Commanded, deps: SlackDeps) =>
  args === '' ? theOnly(meant, commanded, deps) : changeTyped(args, commanded, deps);

/** The one change it can be about; when there are several or none, the typist is told. */
async function theOnly(
  { word, suits }: Meant,
  commanded: Commanded,
  { queries, ledger }: SlackDeps,
): Promise<Change | undefined> {
  const by = commanded.command.user_id;
  const rows = (await queries.openOf(by)).filter((row) => suits(row, by));
  const [only] = rows;
  if (only && rows.length === 1) return (await read(ledger, only.key))?.change;
  const which = `Which one? Write for example \`${COMMAND} ${word} ${only ? `${only.sequence}-${only.number}` : 'EC-12'}\`.`;
  await answer(commanded, only ? listMessage(rows, rows.length, 'mine', which) : problemMessage(which));
  return undefined;
}

export async function open(view: ModalView, { client, command }: Commanded): Promise<void> {
  await client.views.open({ trigger_id: command.trigger_id, view });
}
