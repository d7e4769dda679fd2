import type { World } from '../world.ts';
import { chat } from './chat.ts';
import { conversationMethods } from './conversations.ts';
import { fileMethods } from './files.ts';
import { generalMethods } from './general.ts';
import { historyMethods } from './history.ts';
import { type Answer, type Method, type Methods, missingScope, objected, refused } from './method.ts';
import type { Request } from './request.ts';
import { userGroupMethods } from './user-groups.ts';
import { userMethods } from './users.ts';
import { viewMethods } from './views.ts';

const METHODS: Methods = {
  ...generalMethods,
  ...chat,
  ...viewMethods,
  ...conversationMethods,
  ...historyMethods,
  ...userMethods,
  ...userGroupMethods,
  ...fileMethods,
};

export const methodNamed = (name: string, more: Methods): Method | undefined =>
  Object.hasOwn(METHODS, name) ? METHODS[name] : Object.hasOwn(more, name) ? more[name] : undefined;

/** Slack's order: who is calling, may they, is anything missing, and only then the call itself. */
export function answerTo(method: Method, { args, token, refused: unreadable }: Request, world: World): Answer {
  if (unreadable) return refused(unreadable);
  return (
    tokenRefused(method, token, world) ??
    missingScope(world, ...(method.scopes ?? [])) ??
    argumentsRefused(method, args) ??
    method.run(args, world)
  );
}

/** https://docs.slack.dev/authentication/tokens: app-level tokens open connections, bot tokens do the rest. */
function tokenRefused({ token: kind = 'bot' }: Method, token: string | undefined, world: World): Answer | undefined {
  const { botToken, appToken } = world.options;
  if (kind === 'none') return undefined;
  if (!token) return refused('not_authed');
  if (token !== botToken && token !== appToken) return refused('invalid_auth');
  return token === (kind === 'app' ? appToken : botToken) ? undefined : refused('not_allowed_token_type');
}

function argumentsRefused({ needs = [] }: Method, args: Request['args']): Answer | undefined {
  const missing = needs.filter((name) => args[name] === undefined || args[name] === null || args[name] === '');
  return missing.length > 0
    ? objected(
        'invalid_arguments',
        missing.map((name) => `missing required field: ${name}`),
      )
    : undefined;
}
