import type { KnownBlock } from '@slack/types';
import type { ReviewDraft } from '../../app/review-draft.ts';
import { followUpField } from '../../domain/change/review-steps.ts';
import type { ChangeKey, FollowUp } from '../../domain/change/types.ts';
import { button, input, section, textBox } from '../blocks.ts';
import { ACTION } from '../ids.ts';
import { mention, said } from '../text.ts';

/** A modal holds 100 blocks, and a review with more than this is a project. */
export const MOST_FOLLOW_UPS = 8;

/** One follow-up of a form: Slack has no rows, so three questions under one line make one. */
export function followUpRow(
  row: ReviewDraft['followUps'][number],
  place: number,
  blockId: (id: string) => string,
): KnownBlock[] {
  const { id, what, owner, due } = row;
  return [
    {
      ...section(`*Follow-up ${place}*`),
      accessory: { ...button(ACTION.removeFollowUp, 'Remove', id), accessibility_label: `Remove follow-up ${place}` },
    },
    input(
      blockId(followUpField(id, 'what')),
      { label: 'What is to be done?' },
      textBox({ initial: what, most: 200, placeholder: 'Add the missing index' }),
    ),
    input(
      blockId(followUpField(id, 'owner')),
      { label: 'Who?' },
      { type: 'users_select', ...(owner ? { initial_user: owner } : {}) },
    ),
    input(
      blockId(followUpField(id, 'due')),
      { label: 'By when?' },
      { type: 'datepicker', ...(due ? { initial_date: due } : {}) },
    ),
  ];
}

/** "Add the index (@ana, by 2026-11-27)". */
export const followUpLine = ({ what, owner, due }: FollowUp): string =>
  `${said(what, 300)}${owner || due ? ` (${[owner && mention(owner), due && `by ${due}`].filter(Boolean).join(', ')})` : ''}`;

/** The button's value is the change's key everywhere else; in the form it is the row's number. */
export const followUpButtons = (key: ChangeKey, rows: number) => [
  ...(rows < MOST_FOLLOW_UPS ? [button(ACTION.addFollowUp, 'Add follow-up', key)] : []),
  button(ACTION.keepDraft, 'Keep as draft', key),
];
