import { z } from 'zod';
import type { ReviewDraft } from '../../app/review-draft.ts';
import type { SlackDeps } from '../deps.ts';
import { ACTION } from '../ids.ts';
import { draftOf, nextRow } from '../review-answers.ts';
import { MOST_FOLLOW_UPS } from '../views/follow-ups.ts';
import { reviewForm } from '../views/review-form.ts';
import type { Pressed } from './common.ts';
import { changeOf, keyOf, press } from './common.ts';
import { redraw } from './redraw.ts';

/** A review form that is open in front of somebody. */
const openReview = z.object({
  view: z.object({
    id: z.string(),
    hash: z.string(),
    private_metadata: z.string(),
    blocks: z.array(z.looseObject({ block_id: z.string().optional() })),
    state: z.object({ values: z.unknown() }),
  }),
});

/** What the form holds after one of its own buttons. */
type Turn = (draft: ReviewDraft, value: string) => ReviewDraft;

const TURNS: Readonly<Record<string, Turn>> = {
  [ACTION.addFollowUp]: (draft) => {
    const rows = draft.followUps.map(({ id }) => id);
    const isFull = rows.length >= MOST_FOLLOW_UPS;
    return isFull ? draft : { ...draft, followUps: [...draft.followUps, { id: nextRow(rows) }] };
  },
  [ACTION.removeFollowUp]: (draft, value) => ({
    ...draft,
    followUps: draft.followUps.filter(({ id }) => id !== value),
  }),
  [ACTION.keepDraft]: (draft) => draft,
};

/**
 * A row more, a row less, or a draft kept. Each of them keeps the draft: Slack promises the form's answers with a press,
 * and not with its closing.
 */
export const onReviewTurn =
  (deps: SlackDeps) =>
  async ({ ack, body, client, action }: Pressed) => {
    const pressed = press.parse(body);
    const { view } = openReview.parse(body);
    const [by, at] = [pressed.user.id, deps.now()];
    const change = await changeOf(view.private_metadata, deps);
    const draft = (TURNS[action.action_id] ?? ((held) => held))(draftOf(view), keyOf(pressed));
    await deps.drafts.keep(change.key, by, draft, at);
    await ack();
    const next = reviewForm(change, at, { saved: { draft, savedAt: at }, edition: editionOf(view.blocks) });
    await redraw(client, { view_id: view.id, hash: view.hash, view: next });
  };

/** Begins again with what the record knows. */
export const onDiscardDraft =
  (deps: SlackDeps) =>
  async ({ ack, body, client }: Pressed) => {
    const pressed = press.parse(body);
    const { view } = openReview.parse(body);
    const change = await changeOf(view.private_metadata, deps);
    await deps.drafts.drop(change.key, pressed.user.id);
    await ack();
    const edition = String(Number(editionOf(view.blocks) ?? 0) + 1);
    await redraw(client, { view_id: view.id, view: reviewForm(change, deps.now(), { edition }) });
  };

const editionOf = (blocks: readonly { block_id?: string | undefined }[]): string | undefined =>
  blocks.flatMap(({ block_id: block = '' }) => /^rootCause\.(\d+)$/.exec(block)?.[1] ?? [])[0];
