import type { Json, Outcome } from './contract.ts';
import { type Deliver, outcomeOf, type Reply } from './delivery.ts';
import { slackId } from './ids.ts';
import { asJson, asList } from './json.ts';
import type { World } from './world.ts';

export interface Events {
  /** Resolves with the outcome of the first attempt; Slack's three more go on by themselves. */
  readonly send: (event: Json & { readonly type: string }) => Promise<Outcome>;
  readonly stop: () => void;
}

const REASONS = { operation_timeout: 'http_timeout', dispatch_failed: 'connection_failed' } as const;

/** https://docs.slack.dev/apis/events-api */
export function events(world: World, deliver: Deliver): Events {
  const timers = new Set<NodeJS.Timeout>();
  const attempt = async (payload: Json, number: number, reason?: string): Promise<Reply> => {
    const retry = reason === undefined ? {} : { retry: { number, reason } };
    const reply = await deliver({ kind: 'event', payload, ...retry });
    const wait = world.limits.eventRetries[number];
    const isLost = !outcomeOf(reply).ok && !reply.noRetry;
    if (isLost && wait !== undefined) later(wait, () => attempt(payload, number + 1, reasonFor(reply)));
    return reply;
  };
  const later = (wait: number, work: () => Promise<Reply>) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      void work();
    }, wait);
    timers.add(timer.unref());
  };

  return {
    send: async (event) => {
      const wanted = asList(asJson(asJson(world.manifest.settings).event_subscriptions).bot_events);
      if (!wanted.includes(event.type)) return { ok: true, status: 0 };
      return outcomeOf(await attempt(callback(world, event), 0));
    },
    stop: () => {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

const reasonFor = ({ failure }: Reply): string => (failure ? REASONS[failure] : 'http_error');

function callback(world: World, event: Json): Json {
  const seconds = Math.floor(world.now() / 1000);
  const authorization = { enterprise_id: null, team_id: world.team.id, user_id: world.people.bot.id };
  return {
    token: world.app.token,
    team_id: world.team.id,
    api_app_id: world.app.id,
    event: { ...event, event_ts: world.nextTs() },
    type: 'event_callback',
    event_id: slackId('Ev'),
    event_time: seconds,
    authorizations: [{ ...authorization, is_bot: true, is_enterprise_install: false }],
    is_ext_shared_channel: false,
  };
}
