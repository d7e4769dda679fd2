import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { read } from '../../app/read.ts';
import type { Change } from '../../domain/change/state.ts';
import { readPeriod } from '../../domain/period.ts';
import type { Message } from '../blocks.ts';
import type { SlackDeps } from '../deps.ts';
import { problemMessage } from '../views/answers.ts';
import type { Word } from './parse.ts';
import { parseChange } from './parse.ts';

export type Commanded = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

/** Runs after the ack: Slack has been answered, and its `trigger_id` still opens one form. */
export type Run = (args: string, commanded: Commanded, deps: SlackDeps) => Promise<void>;

/** One word after `/emergency-change`: `table.ts` lists them, help is written from that list. */
export interface SlashCommand extends Word {
  /** As typed: `status EC-12`. */
  readonly usage: string;
  /** Follows the usage: "shows one change, with buttons". */
  readonly says: string;
  readonly run: Run;
}

export const nothing = (args: string): boolean => args === '';
export const anything = (): boolean => true;
export const aChange = (args: string): boolean => parseChange(args) !== undefined;
export const maybeAChange = (args: string): boolean => nothing(args) || aChange(args);
/** `2026-09`, `2026-q3`, `2026`, two days with dots between them. */
export const aPeriod = (args: string): boolean => readPeriod(args).ok;
export const maybeAPeriod = (args: string): boolean => nothing(args) || aPeriod(args);
export const oneOf =
  (...words: readonly string[]) =>
  (args: string): boolean =>
    nothing(args) || words.includes(args.toLowerCase());

/** Only the one who typed it sees the answer. */
export async function answer({ respond }: Commanded, message: Message): Promise<void> {
  await respond({ response_type: 'ephemeral', ...message });
}

/** The change that was typed; `undefined` when there is none, which the typist has been told then. */
export async function changeTyped(args: string, commanded: Commanded, deps: SlackDeps): Promise<Change | undefined> {
  const wanted = parseChange(args);
  const row = wanted && (await deps.queries.byId(wanted.sequence, wanted.number));
  const known = row && (await read(deps.ledger, row.key));
  if (!known && wanted) await answer(commanded, problemMessage(`There is no ${wanted.sequence}-${wanted.number}.`));
  return known?.change;
}
