import { objectionsToHome, objectionsToView } from '../block-kit/surfaces.ts';
import type { Json } from '../contract.ts';
import { asText, isJson } from '../json.ts';
import { hasHomeTab } from '../session/home-tab.ts';
import { viewJson } from '../slack-json.ts';
import { DEEPEST_STACK, type OpenView } from '../views.ts';
import type { World } from '../world.ts';
import { type Answer, done, type Methods, objected, refused } from './method.ts';

// Each: https://docs.slack.dev/reference/methods, and the page of its name below it.
export const viewMethods: Methods = {
  'views.open': { tier: 4, needs: ['view', 'trigger_id'], run: open },
  'views.push': { tier: 4, needs: ['view', 'trigger_id'], run: push },
  'views.update': { tier: 4, needs: ['view'], run: update },
  'views.publish': { tier: 4, needs: ['user_id', 'view'], run: publish },
};

// "greater than 250kb"
const LARGEST_VIEW = 250_000;

/** Slack's refusal of a view, the same for the methods and for views in acknowledgements. */
export function viewRefused(world: World, view: unknown, replaced?: OpenView, isHome = false): Answer | undefined {
  if (!isJson(view)) return objected('invalid_arguments', ['must be a valid view [json-pointer:/view]']);
  if (JSON.stringify(view).length > LARGEST_VIEW) return refused('view_too_large');
  const objections = replaced?.payload.type === 'home' || isHome ? objectionsToHome(view) : objectionsToView(view);
  if (objections.length > 0) return objected('invalid_arguments', objections);
  const other = world.views.byExternalId(asText(view.external_id));
  return other && other.id !== replaced?.id ? refused('duplicate_external_id') : undefined;
}

/** Arguments are looked at first: a view that does not pass leaves the trigger usable. */
function open(args: Json, world: World): Answer {
  const { view, trigger_id: id } = args;
  const refusal = viewRefused(world, view);
  if (refusal || !isJson(view)) return refusal ?? refused('invalid_arguments');
  const trigger = world.triggers.check(asText(id));
  if ('refused' in trigger) return refused(trigger.refused);
  world.triggers.exchange(asText(id));
  return done({ view: viewJson(world, world.views.open(trigger.user, view)) });
}

function push(args: Json, world: World): Answer {
  const { view, trigger_id: id } = args;
  const refusal = viewRefused(world, view);
  if (refusal || !isJson(view)) return refusal ?? refused('invalid_arguments');
  const trigger = world.triggers.check(asText(id));
  if ('refused' in trigger) return refused(trigger.refused);
  const stack = world.views.stackOf(trigger.user);
  if (stack.length === 0) return refused('not_found');
  if (stack.length >= DEEPEST_STACK) return refused('push_limit_reached');
  world.triggers.exchange(asText(id));
  return done({ view: viewJson(world, world.views.push(trigger.user, view)) });
}

function update(args: Json, world: World): Answer {
  const { view, view_id: id, external_id: externalId, hash } = args;
  if (!id && !externalId) return objected('invalid_arguments', ['missing required field: view_id']);
  const shown = id ? world.views.find(asText(id)) : world.views.byExternalId(asText(externalId));
  if (!shown) return refused('not_found');
  const refusal = viewRefused(world, view, shown);
  if (refusal || !isJson(view)) return refusal ?? refused('invalid_arguments');
  // https://docs.slack.dev/surfaces/modals#handling_race_conditions
  if (hash !== undefined && hash !== shown.hash) return refused('hash_conflict');
  return done({ view: viewJson(world, world.views.update(shown, view)) });
}

/** Creates or replaces what one person sees on the app's Home tab. */
function publish(args: Json, world: World): Answer {
  const { user_id: user, view, hash } = args;
  const person = world.people.find(asText(user));
  const isReachable = person && !['deactivated', 'bot', 'stranger'].includes(person.kind);
  // The page's own example of an error.
  if (!isReachable) return objected('invalid_arguments', ['invalid `user_id`']);
  // "if a `home` view is published but the Home tab isn't enabled for the app"
  if (!hasHomeTab(world)) return refused('not_enabled');
  const shown = world.views.homeOf(person.id);
  const refusal = viewRefused(world, view, shown, true);
  if (refusal || !isJson(view)) return refusal ?? refused('invalid_arguments');
  // "when the provided hash doesn't match the current stored value"
  if (hash !== undefined && hash !== (shown?.hash ?? '')) return refused('hash_conflict');
  return done({ view: viewJson(world, world.views.publish(person.id, view)) });
}
