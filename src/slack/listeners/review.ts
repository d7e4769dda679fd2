import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewClosedAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { evidenceOf, reviewOf } from '../../app/review-draft.ts';
import { involvement, writing } from '../../domain/change/review-steps.ts';
import type { Change } from '../../domain/change/state.ts';
import { involved } from '../../domain/change/state.ts';
import type { UserId } from '../../domain/change/types.ts';
import { idText } from '../../domain/change/types.ts';
import type { SlackDeps } from '../deps.ts';
import { inSlack } from '../deps.ts';
import { draftOf, isUntouched } from '../review-answers.ts';
import { reviewForm } from '../views/review-form.ts';
import { reviewReading } from '../views/review-reading.ts';
import type { Pressed, Submitted } from './common.ts';
import { answerForm, changeOf, fieldOf, keyOf, press, sayRefusal } from './common.ts';

export const onStartReview = (deps: SlackDeps) => async (pressed: Pressed) => {
  const body = press.parse(pressed.body);
  const change = await changeOf(keyOf(body), deps);
  const refusal = writing(change, body.user.id);
  const view = refusal ? undefined : await reviewView(change, body.user.id, deps);
  await pressed.ack();
  if (refusal) await sayRefusal(pressed, refusal, change, deps);
  if (view) await pressed.client.views.open({ trigger_id: body.trigger_id, view });
};

/** The form for whoever has a review to write, with what they wrote before; one that was handed in is shown as it reads. */
export async function reviewView(change: Change, by: UserId, { now, drafts }: SlackDeps): Promise<ModalView> {
  const { status } = change.review;
  if (status === 'submitted' || status === 'signed off') {
    return reviewReading(change, involvement(change, new Set([by])) === undefined);
  }
  return reviewForm(change, now(), { saved: await drafts.of(change.key, by) });
}

export const onReviewForm = (deps: SlackDeps) => async (submitted: Submitted) => {
  const { body, view } = submitted;
  const by = body.user.id;
  const change = await changeOf(view.private_metadata, deps);
  const draft = draftOf(view);
  const askReviewers = await reviewersFor(change, by, deps);
  const at = deps.now();
  const said = { review: reviewOf(draft), evidence: evidenceOf(draft) };
  const outcome = await deps.handle(change.key, { type: 'SubmitReview', by, at, ...said, askReviewers }, inSlack(by));
  if (outcome.ok) await deps.drafts.drop(change.key, by);
  // A refusal that takes the form away must not take what was written with it.
  else if (fieldOf(outcome.error, view) === undefined) await deps.drafts.keep(change.key, by, draft, at);
  const lacksReason = !outcome.ok && outcome.error.code === 'late-reason-missing' && !fieldOf(outcome.error, view);
  if (lacksReason) {
    // The limit passed while the form was open: Slack keeps what was written in the blocks that stay.
    const filling = { rows: draft.followUps.map(({ id }) => id), saved: { draft, savedAt: at } };
    await submitted.ack({ response_action: 'update', view: reviewForm(change, at, filling) });
    return;
  }
  await answerForm(submitted, outcome, idText(change.id), deps);
};

/** Members of the reviewers' group who had no hand in the change. */
async function reviewersFor(change: Change, author: UserId, { groups }: SlackDeps): Promise<UserId[]> {
  const { reviewers } = change.terms.review;
  const barred = new Set([
    ...involved(change),
    author,
    change.review.owner,
    ...change.authorization.given.map(({ by }) => by),
  ]);
  return [...((await groups.rosterOf([reviewers], barred)).toldFirst.get(reviewers) ?? [])];
}

type Closed = SlackViewMiddlewareArgs<ViewClosedAction> & AllMiddlewareArgs;

/** Closed without handing it in: what was written is kept for the next time. */
export const onReviewClosed =
  (deps: SlackDeps) =>
  async ({ ack, body, view }: Closed) => {
    if (!isUntouched(view)) await deps.drafts.keep(view.private_metadata, body.user.id, draftOf(view), deps.now());
    await ack();
  };
