import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import type { Outside } from './app/effects/context.ts';
import { liveGroups } from './app/groups.ts';
import { handler } from './app/handle.ts';
import { hearing } from './app/hearing.ts';
import { composeHome } from './app/home.ts';
import { homeKeeper, keepingHomes } from './app/homes.ts';
import { learner, learning } from './app/learn-names.ts';
import type { Log } from './app/log.ts';
import { undeclaredAsker } from './app/pipeline/ask.ts';
import { startRunner } from './app/runner.ts';
import type { Upcoming } from './app/upcoming.ts';
import type { Config } from './config.ts';
import type { Instant } from './domain/change/types.ts';
import { githubWebhook } from './github/webhook.ts';
import { pipelineApi } from './http/api/api.ts';
import { SLACK_PATH } from './http/paths.ts';
import type { HttpServer } from './http/server.ts';
import { startHttp } from './http/server.ts';
import type { Hook } from './http/webhooks.ts';
import { adoptPolicy } from './main/adopt.ts';
import { chartPictures } from './main/pictures.ts';
import { pipelineParts } from './main/pipeline.ts';
import { readinessCheck, sayWhatIsMissing } from './main/readiness.ts';
import { roomParts } from './main/room.ts';
import { connectJira, connectPagerDuty, pollJira, webhooks } from './main/systems.ts';
import { pagerDutyOnCall } from './pagerduty/on-call.ts';
import type { Policy } from './policy/load.ts';
import { slackChat } from './slack/chat.ts';
import { slackClient } from './slack/client.ts';
import type { SlackDeps } from './slack/deps.ts';
import { slackEmails } from './slack/email-book.ts';
import { onError } from './slack/on-error.ts';
import { slackPeople } from './slack/people.ts';
import { homePublisher } from './slack/publish-home.ts';
import { register } from './slack/register.ts';
import { slackApp, whoWeAre } from './slack/start.ts';
import { slackUserGroups } from './slack/user-groups.ts';
import { sqliteDrafts } from './sqlite/drafts.ts';
import { sqliteHomes } from './sqlite/homes.ts';
import { sqliteLedger } from './sqlite/ledger.ts';
import { sqliteNames } from './sqlite/names.ts';
import { openDatabase } from './sqlite/open.ts';
import { sqliteOutbox } from './sqlite/outbox.ts';
import { sqliteQueries } from './sqlite/queries.ts';

/** People are looked up at the click, and Slack waits three seconds for its answer (ms). */
const LOOK_UP = 2_000;
/** Of the API's description: it changes when what pipelines may rely on does. */
const VERSION = '1.0.0';

export interface Options {
  readonly config: Config;
  readonly policy: Policy;
  readonly log: Log;
  /** UTC milliseconds; the real clock unless a sandbox or a test brings its own. */
  readonly now?: () => Instant;
  /** Opens the database; a test may want to break it. */
  readonly open?: typeof openDatabase;
  /** False: nothing runs by itself, `advance` does what is due. */
  readonly selfRunning?: boolean;
}

export interface Breakglass {
  /** Where it listens, whichever the transport: health is there. */
  readonly url: string;
  /** Does everything that is due now, timers first, until nothing is. */
  readonly advance: () => Promise<void>;
  /** What will be due next. */
  readonly next: () => Promise<Upcoming>;
  readonly stop: () => Promise<void>;
}

/** Builds everything and starts it. Stops in the opposite order. @throws when Slack refuses the token or a port is taken */
export async function startBreakglass({
  config,
  policy,
  log,
  now = Date.now,
  open = openDatabase,
  selfRunning = true,
}: Options): Promise<Breakglass> {
  const client = slackClient(config.slack.botToken, config.slack.apiUrl);
  const identity = await whoWeAre(client);
  const connection = open(config.databaseFile);
  const ledger = sqliteLedger(connection);
  const outbox = sqliteOutbox(connection);
  const queries = sqliteQueries(connection);
  await adoptPolicy(policy, ledger, now());

  const quickClient = slackClient(config.slack.botToken, config.slack.apiUrl, LOOK_UP);
  const people = slackPeople({ client: quickClient, teamId: identity.teamId, now, log });
  const emails = slackEmails(quickClient);
  const groups = liveGroups({
    policy: () => policy,
    people,
    userGroups: slackUserGroups(quickClient),
    emails,
    onCall: config.pagerduty && pagerDutyOnCall(config.pagerduty),
    now,
    log,
    deadline: LOOK_UP,
  });
  const scene = () => ({ policy, connected: { jira: tickets !== undefined, pagerduty: incidents !== undefined } });
  const tickets = connectJira(config, policy, people);
  const incidents = connectPagerDuty(config, policy, people);
  const readiness = readinessCheck({ config, policy: () => policy, now, log });
  const chat = slackChat(client, scene, chartPictures(), log);
  const outside: Outside = { chat, tickets, incidents, groups, people, policy: () => policy, readiness };

  const names = sqliteNames(connection);
  const naming = learner({ names, people, now, log });
  naming.notice(await names.unnamed());
  const stopping = new AbortController();
  const homes = homeKeeper({
    book: sqliteHomes(connection),
    compose: (user) => composeHome(user, { ledger, queries }, now()),
    publish: homePublisher(client),
    now,
    pause: (wait) => sleep(wait, undefined, { signal: stopping.signal, ref: false }).catch(() => {}),
    log,
  });
  const handle = keepingHomes(
    learning(handler({ ledger, policyHash: () => policy.hash, onEffects: () => runner.wake() }), naming),
    homes,
  );
  const pipeline = pipelineParts({
    connection,
    ledger,
    queries,
    handle: (key, command, options) => handle(key, command, options),
    people,
    groups,
    emails,
    policy: () => policy,
    now,
    log,
    wake: () => runner.wake(),
  });
  const room = roomParts({
    connection,
    ledger,
    policy: () => policy,
    now,
    log,
    publicUrl: config.publicUrl,
    ownUrl: () => http.url,
  });
  const askUndeclared = undeclaredAsker({ ledger, outbox, sightings: pipeline.sightings, outside, now });
  const runner = startRunner({
    worker: {
      ledger,
      outbox,
      queries,
      handle,
      outside,
      askUndeclared,
      makePack: room.makePack,
      now,
      random: Math.random,
      log,
    },
    ticker: { ledger, queries, handle, groups, policy: () => policy, log, judgeDue: pipeline.judgeDue },
    nextJudgement: pipeline.sightings.nextJudgement,
    beside: pollJira(config, policy, { ledger, handle, now, log }),
    selfRunning,
  });

  const { botToken, apiUrl, transport } = config.slack;
  const slack = slackApp({ ...identity, botToken, apiUrl, transport, path: SLACK_PATH, log });
  const deps: SlackDeps = {
    client,
    handle,
    ledger,
    queries,
    outbox,
    drafts: sqliteDrafts(connection),
    homes,
    sightings: pipeline.sightings,
    answerSighting: pipeline.answerSighting,
    people,
    groups,
    incidents,
    evidence: room.desk,
    scene,
    now,
    // Ordered by time (RFC 9562): neighbours in time are neighbours in every index, so that a commit dirties fewer pages.
    mintKey: () => uuidv7(),
    wake: runner.wake,
    log,
  };
  register(slack.app, deps);
  slack.app.error(onError({ client, log, mintReference: () => randomBytes(4).toString('hex') }));

  let http: HttpServer;
  try {
    const isHealthy = async () => (await ledger.head()).events > 0;
    http = await startHttp({
      host: config.host,
      port: config.port,
      slack: slack.requestListener,
      hooks: webhooks(config, hearing({ handle, queries, now }), hookOfGitHub()),
      api: pipelineApi({
        ...pipeline,
        declareUrl: declareUrl(policy.channels.changes),
        version: VERSION,
        onError: (cause) => log.error({ err: cause }, 'a pipeline could not be answered'),
      }),
      room: room.http,
      onHookError: (cause) => log.error({ err: cause }, 'a webhook could not be recorded'),
      isHealthy,
    });
    await slack.start();
  } catch (cause) {
    await runner.stop();
    connection.raw.close();
    throw cause;
  }
  runner.wake();
  if (selfRunning) void sayWhatIsMissing(readiness, log);

  return {
    url: http.url,
    advance: async () => {
      await runner.advance();
      await naming.idle();
      await homes.idle();
    },
    next: runner.next,
    stop: async () => {
      await slack.stop();
      await http.close();
      await runner.stop();
      await naming.idle();
      homes.stop();
      stopping.abort();
      await homes.idle();
      connection.raw.close();
    },
  };

  function hookOfGitHub(): Hook | undefined {
    const { github } = config;
    return github && githubWebhook({ secrets: github.webhookSecrets, hear: pipeline.hearGitHub, now });
  }

  /** Opens Slack at the channel of the cards: https://docs.slack.dev/interactivity/deep-linking */
  function declareUrl(channel: string): string {
    return `https://slack.com/app_redirect?team=${identity.teamId}&channel=${channel}`;
  }
}
