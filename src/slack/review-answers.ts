import { z } from 'zod';
import type { ReviewDraft } from '../app/review-draft.ts';
import { followUpField } from '../domain/change/review-steps.ts';
import type { FollowUp } from '../domain/change/types.ts';
import { CLEAN_UP } from '../domain/change/types.ts';
import { readAnswers } from './answers.ts';

/** The review form as Slack hands it back, handed in or not. */
export interface HeldForm {
  readonly blocks: readonly { readonly block_id?: string | undefined }[];
  readonly state: { readonly values: unknown };
}

/** What the form holds at this moment. */
export function draftOf(form: HeldForm): ReviewDraft {
  const answers = readAnswers(form.state.values);
  const path = answers.maybe('pathAppropriate');
  return {
    rootCause: answers.maybe('rootCause'),
    deployed: answers.maybe('deployed'),
    pathAppropriate: path === 'no' || path === 'partly' || path === 'yes' ? path : undefined,
    whyNotNormal: answers.maybe('whyNotNormal'),
    impact: answers.maybe('impact'),
    tests: answers.maybe('tests'),
    evidence: answers.maybe('evidence'),
    rolledBack: answers.maybe('rolledBack') === 'yes',
    cleanUp: CLEAN_UP.filter((item) => answers.many('cleanUp').includes(item)),
    followUps: rowsOf(form).map((id) => followUp(id, (part) => answers.maybe(followUpField(id, part)))),
    lateReason: answers.maybe('lateReason'),
  };
}

const followUp = (id: string, said: (part: keyof FollowUp) => string | undefined) => ({
  id,
  what: said('what'),
  owner: said('owner'),
  due: said('due'),
});

/** The follow-ups that the form has rows for: which they are is told by its blocks, so nothing else has to remember. */
export function rowsOf({ blocks }: Pick<HeldForm, 'blocks'>): string[] {
  return blocks.flatMap(({ block_id: block = '' }) => /^followUp-(\d+)-what/.exec(block)?.[1] ?? []);
}

export const nextRow = (rows: readonly string[]): string => String(Math.max(0, ...rows.map(Number)) + 1);

const held = z.looseObject({
  initial_value: z.string().optional(),
  initial_option: z.object({ value: z.string() }).optional(),
  initial_options: z.array(z.object({ value: z.string() })).optional(),
  initial_user: z.string().optional(),
  initial_date: z.string().optional(),
});
const question = z.object({ type: z.literal('input'), block_id: z.string(), element: held });

/**
 * Whether nothing was written in it since it was drawn. So it is with a form that comes back without any answers: Slack
 * promises them with a press and a submission, and not with a closing.
 */
export function isUntouched(form: HeldForm): boolean {
  const answers = readAnswers(form.state.values);
  if (answers.isEmpty) return true;
  return form.blocks.every((block) => {
    const asked = question.safeParse(block);
    if (!asked.success) return true;
    const { block_id: id, element } = asked.data;
    const name = id.split('.')[0] ?? id;
    const drawn =
      element.initial_value ?? element.initial_option?.value ?? element.initial_user ?? element.initial_date;
    const ticked = element.initial_options?.map(({ value }) => value) ?? [];
    return answers.text(name) === (drawn ?? '').trim() && String(answers.many(name)) === String(ticked);
  });
}
