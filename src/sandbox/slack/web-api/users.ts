import type { Json } from '../contract.ts';
import { asText } from '../json.ts';
import { userJson } from '../slack-json.ts';
import type { World } from '../world.ts';
import { type Answer, done, type Methods, refused } from './method.ts';
import { pageOf } from './paging.ts';

const scopes = ['users:read'];

// Each: https://docs.slack.dev/reference/methods, and the page of its name below it.
export const userMethods: Methods = {
  'users.info': { tier: 4, scopes, needs: ['user'], run: info },
  'users.list': { tier: 2, scopes, run: list },
  'users.lookupByEmail': { tier: 3, scopes: ['users:read.email'], needs: ['email'], run: lookupByEmail },
};

function info(args: Json, world: World): Answer {
  const person = world.people.find(asText(args.user));
  return person ? done({ user: userJson(world, person) }) : refused('user_not_found');
}

/** Deactivated people stay in the list; strangers are not of this workspace. */
function list(args: Json, world: World): Answer {
  const own = [...world.people.all(), world.people.bot].filter(({ kind }) => kind !== 'stranger');
  const found = pageOf(own, args, 1000, 1000);
  if (!found) return refused('invalid_cursor');
  const members = found.page.map((person) => userJson(world, person));
  const cacheTs = Math.floor(world.now() / 1000);
  return done({ members, cache_ts: cacheTs, response_metadata: { next_cursor: found.next } });
}

/** Finds nobody who left: "users_not_found". */
function lookupByEmail(args: Json, world: World): Answer {
  const person = world.people.byEmail(asText(args.email));
  const isHere = person && !['deactivated', 'stranger'].includes(person.kind);
  return isHere ? done({ user: userJson(world, person) }) : refused('users_not_found');
}
