import type { Json, UserGroup } from '../contract.ts';
import { asText } from '../json.ts';
import type { World } from '../world.ts';
import { type Answer, done, type Methods, refused } from './method.ts';

const scopes = ['usergroups:read'];

// Each: https://docs.slack.dev/reference/methods, and the page of its name below it.
export const userGroupMethods: Methods = {
  'usergroups.list': { tier: 2, scopes, run: list },
  'usergroups.users.list': { tier: 2, scopes, needs: ['usergroup'], run: users },
};

/** In no particular order, and all at once: there are no pages. */
function list(args: Json, world: World): Answer {
  const shown = world.userGroups.all().filter(({ isDisabled }) => !isDisabled || isOn(args.include_disabled));
  return done({
    usergroups: shown.map((group) => ({
      ...groupJson(world, group),
      ...(isOn(args.include_count) && { user_count: group.users.length }),
      ...(isOn(args.include_users) && { users: group.users }),
    })),
  });
}

/** Deactivated people and guests are listed with the others: who may do what is not the group's to say. */
function users(args: Json, world: World): Answer {
  const group = world.userGroups.find(asText(args.usergroup));
  if (!group || (group.isDisabled && !isOn(args.include_disabled))) return refused('no_such_subteam');
  return done({ users: group.users });
}

/** https://docs.slack.dev/reference/objects/usergroup-object */
function groupJson(world: World, { id, handle, name, isDisabled }: UserGroup): Json {
  const at = Math.floor(world.now() / 1000);
  return {
    id,
    team_id: world.team.id,
    is_usergroup: true,
    is_subteam: true,
    is_external: false,
    name,
    handle,
    description: '',
    date_create: at,
    date_update: at,
    date_delete: isDisabled ? at : 0,
    auto_type: null,
    prefs: { channels: [], groups: [] },
  };
}

/** Arguments come as JSON or as words of a form. */
const isOn = (argument: unknown): boolean => argument === true || argument === 'true' || argument === '1';
