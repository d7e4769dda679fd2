import type { Json } from '../contract.ts';
import { asText } from '../json.ts';
import type { World } from '../world.ts';
import { type Answer, done, type Methods, refused } from './method.ts';

// Each: https://docs.slack.dev/reference/methods, and the page of its name below it.
export const generalMethods: Methods = {
  'api.test': { tier: 4, token: 'none', run: test },
  'auth.test': { tier: 'special', run: whoAmI },
};

/** Echoes its arguments, and fails with the `error` it is given. */
function test(args: Json): Answer {
  return args.error ? refused(asText(args.error), { args }) : done({ args });
}

function whoAmI(_args: Json, world: World): Answer {
  return done({
    url: `https://${world.team.domain}.slack.com/`,
    team: world.team.name,
    user: world.people.bot.name,
    team_id: world.team.id,
    user_id: world.people.bot.id,
    bot_id: world.app.botId,
    is_enterprise_install: false,
  });
}
