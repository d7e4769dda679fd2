import { aliasesOf, memberOf } from '../../app/deciders.ts';
import { snoozeTime } from '../../app/letters.ts';
import { clockTime } from '../../app/local-time.ts';
import type { Change } from '../../domain/change/state.ts';
import type { UserId } from '../../domain/change/types.ts';
import { idText } from '../../domain/change/types.ts';
import { reviewClock } from '../../domain/review.ts';
import { readAnswers } from '../answers.ts';
import type { SlackDeps } from '../deps.ts';
import { inSlack } from '../deps.ts';
import { dateTime } from '../text.ts';
import { handOverForm } from '../views/hand-over.ts';
import type { Pressed, Submitted } from './common.ts';
import { answerForm, changeOf, keyOf, press, sayRefusal } from './common.ts';

// Who owes the review: put off, handed over, taken over.

/** "Remind me at 17:00": what the reminder offered, or the next such time once that has passed. */
export const onSnooze = (deps: SlackDeps) => async (pressed: Pressed) => {
  const body = press.parse(pressed.body);
  const [by, at] = [body.user.id, deps.now()];
  const change = await changeOf(keyOf(body), deps);
  const { policy } = deps.scene();
  const zone = (await deps.people.find(by)).timezone ?? policy.timezone;
  const offered = (asOf: number) => snoozeTime(change, policy.review.snooze_to, zone, asOf);
  const promised = offered(sentAt(pressed) ?? at);
  const until = (promised !== undefined && promised > at ? promised : offered(at)) ?? reviewClock(change).limit;
  const outcome = await deps.handle(change.key, { type: 'SnoozeReview', by, at, until }, inSlack(by));
  await pressed.ack();
  if (!outcome.ok) return sayRefusal(pressed, outcome.error, change, deps);
  const { snoozed } = outcome.value.review;
  const text = `I will remind you of the review of ${idText(change.id)} at ${clockTime(snoozed?.until ?? until, zone)} (${dateTime(snoozed?.until ?? until)}). Its deadline stays.`;
  await pressed.respond({ response_type: 'ephemeral', replace_original: false, text });
};

/** When the message with the button was sent: Slack's timestamps are seconds. */
function sentAt({ body }: Pressed): number | undefined {
  const ts = 'message' in body ? Number(body.message?.ts) : Number.NaN;
  return Number.isFinite(ts) ? Math.floor(ts * 1000) : undefined;
}

export const onHandOver =
  (deps: SlackDeps) =>
  async ({ ack, body, client }: Pressed) => {
    const pressed = press.parse(body);
    const change = await changeOf(keyOf(pressed), deps);
    await ack();
    const within = deps.scene().policy.review.hand_over_within;
    await client.views.open({ trigger_id: pressed.trigger_id, view: handOverForm(change, within) });
  };

export const onHandOverForm = (deps: SlackDeps) => async (submitted: Submitted) => {
  const { body, view } = submitted;
  const change = await changeOf(view.private_metadata, deps);
  const to = readAnswers(view.state.values).text('to');
  const outcome = await offerHandOver(change, { by: body.user.id, to }, deps);
  await answerForm(submitted, outcome, idText(change.id), deps);
};

/** Asks a colleague to owe the review: also what `/emergency-change handover EC-12 @who` does. */
export async function offerHandOver(change: Change, { by, to }: { by: UserId; to: UserId }, deps: SlackDeps) {
  const [{ standing }, sameAs] = await Promise.all([deps.people.find(to), aliasesOf(to, change, deps)]);
  const at = deps.now();
  const answerBy = at + deps.scene().policy.review.hand_over_within;
  return deps.handle(change.key, { type: 'OfferHandOver', by, at, to, standing, sameAs, answerBy }, inSlack(by));
}

export const onAcceptHandOver = (deps: SlackDeps) => async (pressed: Pressed) => {
  const body = press.parse(pressed.body);
  const by = body.user.id;
  const change = await changeOf(keyOf(body), deps);
  const { standing } = await deps.people.find(by);
  const outcome = await deps.handle(change.key, { type: 'AcceptHandOver', by, at: deps.now(), standing }, inSlack(by));
  await pressed.ack();
  if (!outcome.ok) await sayRefusal(pressed, outcome.error, change, deps);
};

export const onDeclineHandOver = (deps: SlackDeps) => async (pressed: Pressed) => {
  const body = press.parse(pressed.body);
  const by = body.user.id;
  const change = await changeOf(keyOf(body), deps);
  const outcome = await deps.handle(change.key, { type: 'DeclineHandOver', by, at: deps.now() }, inSlack(by));
  await pressed.ack();
  if (!outcome.ok) await sayRefusal(pressed, outcome.error, change, deps);
};

export const onTakeOver = (deps: SlackDeps) => async (pressed: Pressed) => {
  const body = press.parse(pressed.body);
  const by = body.user.id;
  const change = await changeOf(keyOf(body), deps);
  const group = deps.scene().policy.review.escalation;
  const decider = await memberOf(by, change, group === undefined ? [] : [group], deps);
  const outcome = await deps.handle(change.key, { type: 'TakeOver', by, at: deps.now(), decider, group }, inSlack(by));
  await pressed.ack();
  if (!outcome.ok) await sayRefusal(pressed, outcome.error, change, deps);
};
