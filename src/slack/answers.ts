import { z } from 'zod';

const chosen = z.object({ value: z.string() });

/** One element of a form as Slack hands it back (https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload). */
const element = z.object({
  value: z.string().nullish(),
  selected_option: chosen.nullish(),
  selected_options: z.array(chosen).nullish(),
  selected_user: z.string().nullish(),
  selected_users: z.array(z.string()).nullish(),
  selected_date_time: z.number().nullish(),
  selected_date: z.string().nullish(),
});

const state = z.record(z.string(), z.record(z.string(), element));

/** A form's answers by block id. What follows a dot in a block id is left out: it only made Slack take a new filling. */
export interface Answers {
  readonly text: (block: string) => string;
  readonly maybe: (block: string) => string | undefined;
  readonly many: (block: string) => readonly string[];
  /** Slack sent no answers at all. */
  readonly isEmpty: boolean;
  /** A picked time, in milliseconds. */
  readonly instant: (block: string) => number | undefined;
}

export function readAnswers(values: unknown): Answers {
  const blocks = new Map(
    Object.entries(state.parse(values)).map(([block, elements]) => [block.split('.')[0], Object.values(elements)[0]]),
  );
  const maybe = (block: string): string | undefined => {
    const found = blocks.get(block);
    const said =
      found?.value ?? found?.selected_option?.value ?? found?.selected_user ?? found?.selected_date ?? undefined;
    return said?.trim() || undefined;
  };
  return {
    isEmpty: blocks.size === 0,
    maybe,
    text: (block) => maybe(block) ?? '',
    many: (block) => {
      const found = blocks.get(block);
      return found?.selected_users ?? found?.selected_options?.map(({ value }) => value) ?? [];
    },
    instant: (block) => {
      const seconds = blocks.get(block)?.selected_date_time;
      return seconds ? seconds * 1000 : undefined;
    },
  };
}
