import type { Json, Outcome, PersonSession } from '../contract.ts';
import { type Deliver, outcomeOf } from '../delivery.ts';
import { elementsOf } from '../elements.ts';
import { asJson, asJsons, asList, asText, isJson } from '../json.ts';
import { viewJson } from '../slack-json.ts';
import { DEEPEST_STACK, type OpenView } from '../views.ts';
import { viewRefused } from '../web-api/views.ts';
import type { World } from '../world.ts';
import { type Seat, viewOf } from './guard.ts';
import { interaction } from './payloads.ts';
import { fieldErrors } from './required.ts';

export function submitting(seat: Seat, deliver: Deliver): Pick<PersonSession, 'submit' | 'close'> {
  const { world } = seat;
  return {
    submit: async (viewId) => {
      const view = viewOf(seat, viewId);
      if (view.payload.submit === undefined) throw new Error(`Modal ${viewId} has nothing to submit with.`);
      const errors = fieldErrors(view);
      const shown = world.views.set(view, { errors });
      if (Object.keys(errors).length > 0) return { ok: false, error: 'client_validation', status: 0 };
      const outcome = outcomeOf(await deliver({ kind: 'interaction', payload: submission(seat, shown) }));
      return outcome.ok ? follow(world, viewId, outcome) : outcome;
    },
    close: async (viewId) => {
      const view = viewOf(seat, viewId);
      const isCleared = view.payload.clear_on_close === true;
      const payload = { ...closing(seat, view), is_cleared: isCleared };
      if (isCleared) world.views.clear(view.user);
      else world.views.close(view);
      if (view.payload.notify_on_close !== true) return { ok: true, status: 0 };
      return outcomeOf(await deliver({ kind: 'interaction', payload }));
    },
  };
}

// https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
const closing = (seat: Seat, view: OpenView): Json => ({
  ...interaction(seat.world, 'view_closed', seat.person()),
  view: viewJson(seat.world, view),
});

const submission = (seat: Seat, view: OpenView): Json => ({
  ...interaction(seat.world, 'view_submission', seat.person()),
  trigger_id: seat.world.triggers.issue({ user: view.user, view: view.id }),
  view: viewJson(seat.world, view),
  response_urls: responseUrls(seat.world, view),
});

/** For pickers of conversations with `response_url_enabled`. */
function responseUrls(world: World, view: OpenView): readonly Json[] {
  const pickers = elementsOf(asJsons(view.payload.blocks)).filter(
    ({ element }) => element.response_url_enabled === true,
  );
  return pickers.flatMap(({ block, element }) => {
    const [blockId, actionId] = [asText(block.block_id), asText(element.action_id)];
    const value = asJson(view.values[blockId]?.[actionId]);
    const channel = asText(value.selected_conversation ?? value.selected_channel);
    if (!channel) return [];
    const url = world.responseUrls.issue({ user: view.user, channel });
    return [{ block_id: blockId, action_id: actionId, channel_id: channel, response_url: url }];
  });
}

/** https://docs.slack.dev/surfaces/modals#updating_response: errors, update, push, clear; nothing closes the view. */
function follow(world: World, viewId: string, outcome: Outcome): Outcome {
  const view = world.views.find(viewId);
  if (!view) return outcome;
  if (typeof outcome.answer === 'string') return troubled(world, outcome, ['the body is neither empty nor JSON']);
  const { response_action: action, errors, view: next } = asJson(outcome.answer);
  if (action === undefined) world.views.close(view);
  else if (action === 'clear') world.views.clear(view.user);
  else if (action === 'errors') return showErrors(world, view, asJson(errors), outcome);
  else if (action === 'update' || action === 'push') return showNext(world, view, action, next, outcome);
  else return troubled(world, outcome, [`unknown response_action: ${asText(action)}`]);
  return outcome;
}

/** Errors are shown on input blocks; Slack's client fails on any other. */
function showErrors(world: World, view: OpenView, errors: Json, outcome: Outcome): Outcome {
  const inputs = asJsons(view.payload.blocks).filter(({ type }) => type === 'input');
  const known = new Set(inputs.map((block) => asText(block.block_id)));
  const strange = Object.keys(errors).filter((blockId) => !known.has(blockId));
  const objections = strange.map((blockId) => `no input block for the error on: ${blockId}`);
  if (objections.length > 0 || Object.keys(errors).length === 0) return troubled(world, outcome, objections);
  const shown = Object.entries(errors).map(([blockId, message]) => [blockId, asText(message)]);
  world.views.set(view, { errors: Object.fromEntries(shown) });
  return outcome;
}

function showNext(world: World, view: OpenView, action: 'update' | 'push', next: unknown, outcome: Outcome): Outcome {
  const refusal = viewRefused(world, next, action === 'update' ? view : undefined);
  const objections = asList(asJson(refusal?.response_metadata).messages).map(asText);
  if (refusal || !isJson(next)) return troubled(world, outcome, [asText(refusal?.error), ...objections]);
  const isFull = action === 'push' && world.views.stackOf(view.user).length >= DEEPEST_STACK;
  if (isFull) return troubled(world, outcome, ['push_limit_reached']);
  if (action === 'update') world.views.update(view, next);
  else world.views.push(view.user, next);
  return outcome;
}

/** The modal stays, and Slack's client says "We had some trouble connecting. Try again?" */
function troubled(world: World, outcome: Outcome, details: readonly string[]): Outcome {
  world.complaints.push(`view_submission: ${details.join('; ')}`);
  return { ...outcome, ok: false, error: 'invalid_response_action', details };
}
