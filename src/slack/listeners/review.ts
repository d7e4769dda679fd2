import type { ModalView } from '@slack/types';
import { reviewerOf } from '../../app/deciders.ts';
import type { Change } from '../../domain/change/state.ts';
import { involved } from '../../domain/change/state.ts';
import type { Review, UserId } from '../../domain/change/types.ts';
import { CLEAN_UP, idText } from '../../domain/change/types.ts';
import type { Answers } from '../answers.ts';
import { readAnswers } from '../answers.ts';
import type { SlackDeps } from '../deps.ts';
import { inSlack } from '../deps.ts';
import { returnReviewForm } from '../views/decision-forms.ts';
import { reviewForm, reviewReading } from '../views/review-form.ts';
import type { Pressed, Submitted } from './common.ts';
import { answerForm, changeOf, keyOf, press, sayRefusal } from './common.ts';

export const onStartReview =
  (deps: SlackDeps) =>
  async ({ ack, body, client }: Pressed) => {
    const pressed = press.parse(body);
    const change = await changeOf(keyOf(pressed), deps);
    await ack();
    const view = await reviewView(change, pressed.user.id, deps);
    await client.views.open({ trigger_id: pressed.trigger_id, view });
  };

/** The form for whoever has a review to write; one that was handed in is shown as it reads. */
export async function reviewView(change: Change, _by: UserId, { now }: SlackDeps): Promise<ModalView> {
  const isIn = change.review.status === 'submitted' || change.review.status === 'signed off';
  return isIn ? reviewReading(change) : reviewForm(change, now());
}

export const onReviewForm = (deps: SlackDeps) => async (submitted: Submitted) => {
  const { body, view } = submitted;
  const by = body.user.id;
  const change = await changeOf(view.private_metadata, deps);
  const review = reviewOf(readAnswers(view.state.values));
  const askReviewers = await reviewersFor(change, by, deps);
  const command = { type: 'SubmitReview' as const, by, at: deps.now(), review, askReviewers };
  const outcome = await deps.handle(change.key, command, inSlack(by));
  const asksWhyLate = view.blocks.some(({ block_id: block }) => block === 'lateReason');
  if (!outcome.ok && outcome.error.code === 'late-reason-missing' && !asksWhyLate) {
    // The limit passed while the form was open: Slack keeps what was written in the blocks that stay.
    await submitted.ack({ response_action: 'update', view: reviewForm(change, command.at) });
    return;
  }
  await answerForm(submitted, outcome, idText(change.id), deps);
};

function reviewOf(answers: Answers): Review {
  const path = answers.maybe('pathAppropriate');
  return {
    rootCause: answers.text('rootCause'),
    deployed: answers.text('deployed'),
    pathAppropriate: path === 'no' || path === 'partly' ? path : 'yes',
    whyNotNormal: answers.text('whyNotNormal'),
    impact: answers.text('impact'),
    tests: answers.text('tests'),
    rolledBack: answers.maybe('rolledBack') === 'yes',
    cleanUp: CLEAN_UP.filter((item) => answers.many('cleanUp').includes(item)),
    followUps: answers.maybe('followUps'),
    lateReason: answers.maybe('lateReason'),
  };
}

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

export const onReadReview =
  (deps: SlackDeps) =>
  async ({ ack, body, client }: Pressed) => {
    const pressed = press.parse(body);
    const change = await changeOf(keyOf(pressed), deps);
    await ack();
    await client.views.open({ trigger_id: pressed.trigger_id, view: reviewReading(change) });
  };

export const onSignOff = (deps: SlackDeps) => async (pressed: Pressed) => {
  const body = press.parse(pressed.body);
  const by = body.user.id;
  const change = await changeOf(keyOf(body), deps);
  const decider = await reviewerOf(by, change, deps);
  const outcome = await deps.handle(change.key, { type: 'SignOff', by, at: deps.now(), decider }, inSlack(by));
  await pressed.ack();
  if (!outcome.ok) await sayRefusal(pressed, outcome.error, change, deps);
};

export const onReturnReview =
  (deps: SlackDeps) =>
  async ({ ack, body, client }: Pressed) => {
    const pressed = press.parse(body);
    const change = await changeOf(keyOf(pressed), deps);
    await ack();
    await client.views.open({ trigger_id: pressed.trigger_id, view: returnReviewForm(change) });
  };

export const onReturnReviewForm = (deps: SlackDeps) => async (submitted: Submitted) => {
  const { body, view } = submitted;
  const by = body.user.id;
  const change = await changeOf(view.private_metadata, deps);
  const decider = await reviewerOf(by, change, deps);
  const comments = readAnswers(view.state.values).text('comments');
  const outcome = await deps.handle(
    change.key,
    { type: 'ReturnReview', by, at: deps.now(), decider, comments },
    inSlack(by),
  );
  await answerForm(submitted, outcome, idText(change.id), deps);
};
