import { reviewerOf } from '../../app/deciders.ts';
import type { Outcome } from '../../app/handle.ts';
import type { SignOff } from '../../domain/change/commands.ts';
import { involvement } from '../../domain/change/review-steps.ts';
import type { Change } from '../../domain/change/state.ts';
import type { UserId } from '../../domain/change/types.ts';
import { idText } from '../../domain/change/types.ts';
import { readAnswers } from '../answers.ts';
import type { SlackDeps } from '../deps.ts';
import { inSlack } from '../deps.ts';
import { returnReviewForm } from '../views/decision-forms.ts';
import { reviewReading } from '../views/review-reading.ts';
import type { Pressed, Submitted } from './common.ts';
import { answerForm, changeOf, keyOf, press, sayRefusal } from './common.ts';

export const onReadReview =
  (deps: SlackDeps) =>
  async ({ ack, body, client }: Pressed) => {
    const pressed = press.parse(body);
    const change = await changeOf(keyOf(pressed), deps);
    const maySignOff = involvement(change, new Set([pressed.user.id])) === undefined;
    await ack();
    await client.views.open({ trigger_id: pressed.trigger_id, view: reviewReading(change, maySignOff) });
  };

export const onSignOff = (deps: SlackDeps) => async (pressed: Pressed) => {
  const body = press.parse(pressed.body);
  const change = await changeOf(keyOf(body), deps);
  const outcome = await signOff(change, body.user.id, {}, deps);
  await pressed.ack();
  if (!outcome.ok) await sayRefusal(pressed, outcome.error, change, deps);
};

/** From the form in which the review was read, with what the reviewer has to say about it. */
export const onSignOffForm = (deps: SlackDeps) => async (submitted: Submitted) => {
  const { body, view } = submitted;
  const change = await changeOf(view.private_metadata, deps);
  const answers = readAnswers(view.state.values);
  const judged = answers.maybe('incident');
  const incident: SignOff['incident'] = judged === 'wrong' || judged === 'confirmed' ? judged : undefined;
  const said = { comment: answers.maybe('comment'), incident };
  await answerForm(submitted, await signOff(change, body.user.id, said, deps), idText(change.id), deps);
};

async function signOff(
  change: Change,
  by: UserId,
  said: Pick<SignOff, 'comment' | 'incident'>,
  deps: SlackDeps,
): Promise<Outcome> {
  const decider = await reviewerOf(by, change, deps);
  const command = { type: 'SignOff' as const, by, at: deps.now(), decider, ...said };
  const outcome = await deps.handle(change.key, command, inSlack(by));
  // What others had begun to write is of no use any more.
  if (outcome.ok) await deps.drafts.drop(change.key);
  return outcome;
}

export const onReturnReview =
  (deps: SlackDeps) =>
  async ({ ack, body, client }: Pressed) => {
    const pressed = press.parse(body);
    const change = await changeOf(keyOf(pressed), deps);
    await ack();
    const isInModal = 'view' in body && body.view?.type === 'modal';
    await client.views[isInModal ? 'push' : 'open']({
      trigger_id: pressed.trigger_id,
      view: returnReviewForm(change),
    });
  };

export const onReturnReviewForm = (deps: SlackDeps) => async (submitted: Submitted) => {
  const { body, view } = submitted;
  const by = body.user.id;
  const change = await changeOf(view.private_metadata, deps);
  const decider = await reviewerOf(by, change, deps);
  const comments = readAnswers(view.state.values).text('comments');
  const command = { type: 'ReturnReview' as const, by, at: deps.now(), decider, comments };
  await answerForm(submitted, await deps.handle(change.key, command, inSlack(by)), idText(change.id), deps);
};
