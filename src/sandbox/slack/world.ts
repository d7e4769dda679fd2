import { type Changes, changes } from './changes.ts';
import type { Json, Limits, SlackOptions } from './contract.ts';
import { type Conversations, conversations } from './conversations.ts';
import { type Files, files } from './files.ts';
import { asJson, asList, asText } from './json.ts';
import { slackLimits } from './limits.ts';
import { type Messages, messages } from './messages.ts';
import { type People, people } from './people.ts';
import { type ResponseUrls, responseUrls } from './response-urls.ts';
import { type Ts, timestamps } from './timestamps.ts';
import { type Triggers, triggers } from './triggers.ts';
import { type UserGroups, userGroups } from './user-groups.ts';
import { type Views, views } from './views.ts';

/** The workspace as Slack's servers keep it. */
export interface World {
  readonly options: SlackOptions;
  readonly manifest: Json;
  readonly limits: Limits;
  readonly now: () => number;
  readonly realNow: () => number;
  readonly app: { readonly id: string; readonly botId: string; readonly name: string; readonly token: string };
  readonly team: { readonly id: string; readonly domain: string; readonly name: string };
  readonly scopes: readonly string[];
  readonly people: People;
  readonly userGroups: UserGroups;
  readonly conversations: Conversations;
  readonly messages: Messages;
  readonly files: Files;
  readonly views: Views;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly nextTs: () => Ts;
  readonly changes: Changes;
  readonly complaints: string[];
}

export function world(options: SlackOptions, baseUrl: () => string): World {
  const { manifest, botUserId, teamId } = options;
  const limits = { ...slackLimits, ...options.limits };
  const realNow = options.realNow ?? Date.now;
  const name = botName(manifest);
  const everybody = people(options, name);
  const told = changes();
  return {
    options,
    manifest,
    limits,
    now: options.now,
    realNow,
    app: { id: `A${botUserId.slice(1)}`, botId: `B${botUserId.slice(1)}`, name, token: 'verification-token' },
    team: { id: teamId, domain: 'sandbox', name: 'Sandbox' },
    scopes: asList(asJson(asJson(manifest.oauth_config).scopes).bot).map(asText),
    people: everybody,
    userGroups: userGroups(options),
    conversations: conversations(options, everybody),
    messages: messages(told.tell),
    files: files(baseUrl, limits, { now: options.now, realNow }),
    views: views(told.tell, options.now),
    triggers: triggers(limits.trigger, realNow),
    responseUrls: responseUrls(baseUrl, limits, realNow),
    nextTs: timestamps(options.now),
    changes: told,
    complaints: [],
  };
}

function botName(manifest: Json): string {
  const { features, display_information: display } = manifest;
  return asText(asJson(asJson(features).bot_user).display_name) || asText(asJson(display).name);
}
