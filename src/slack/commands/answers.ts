import { judged } from '../../app/findings.ts';
import type { SlackDeps } from '../deps.ts';
import type { ListScope } from '../views/answers.ts';
import { listMessage, statusMessage } from '../views/answers.ts';
import type { Run } from './command.ts';
import { answer, changeTyped } from './command.ts';

// Commands that are answered in words, for the typist alone.

/** A list longer than this is for the digest. */
const LISTED = 15;

export const list: Run = async (args, commanded, deps) => {
  const scope = (['mine', 'overdue'] as const).find((known) => known === args.toLowerCase()) ?? 'open';
  const { rows, total } = await LISTS[scope](commanded.command.user_id, deps);
  await answer(commanded, listMessage(rows.slice(0, LISTED), total, scope));
};

const LISTS = {
  open: async (_user: string, { queries }: SlackDeps) => {
    const [rows, total] = await Promise.all([queries.open(LISTED), queries.countOpen()]);
    return { rows, total };
  },
  mine: async (user: string, { queries }: SlackDeps) => counted(await queries.openOf(user)),
  overdue: async (_user: string, { queries, now }: SlackDeps) => counted(await queries.reviewsDueBefore(now())),
} satisfies Record<ListScope, (user: string, deps: SlackDeps) => Promise<unknown>>;

const counted = <T>(rows: readonly T[]) => ({ rows, total: rows.length });

export const status: Run = async (args, commanded, deps) => {
  const change = await changeTyped(args, commanded, deps);
  const known = change && (await judged(deps.ledger, change.key, deps.now()));
  if (known) await answer(commanded, statusMessage(known.change, known.findings, deps.scene()));
};
