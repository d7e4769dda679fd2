import type { Json } from '../contract.ts';
import type { World } from '../world.ts';

/** The body of Slack's answer. */
export type Answer = Json & { readonly ok: boolean; readonly error?: string };

/** https://docs.slack.dev/apis/web-api/rate-limits: calls per minute; `messages` is the rule of chat.postMessage. */
export type Tier = 1 | 2 | 3 | 4 | 'messages' | 'special';

export interface Method {
  readonly tier: Tier;
  /** All of them, checked before the call; methods that depend on the conversation check by themselves. */
  readonly scopes?: readonly string[];
  /** Default: the bot's token. */
  readonly token?: 'bot' | 'app' | 'none';
  readonly needs?: readonly string[];
  readonly run: (args: Json, world: World) => Answer;
}

export type Methods = Readonly<Record<string, Method>>;

export const done = (answer: Json = {}): Answer => ({ ok: true, ...answer });

export const refused = (error: string, more: Json = {}): Answer => ({ ok: false, error, ...more });

/** `invalid_arguments` and its like carry what is wrong as messages. */
export const objected = (error: string, objections: readonly string[]): Answer => ({
  ok: false,
  error,
  // https://docs.slack.dev/apis/web-api#responses
  response_metadata: { messages: objections.map((each) => `[ERROR] ${each}`) },
});

/** https://docs.slack.dev/authentication: the answer names what is needed and what the token has. */
export function missingScope(world: World, ...needed: readonly string[]): Answer | undefined {
  const isGranted = needed.every((scope) => world.scopes.includes(scope));
  return isGranted
    ? undefined
    : refused('missing_scope', { needed: needed.join(','), provided: world.scopes.join(',') });
}
