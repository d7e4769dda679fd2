import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { sandboxApp } from './server/app.ts';
import { gitHubBoard, jiraBoard, pagerDutyBoard } from './server/boards.ts';
import { bundlePage } from './server/bundle.ts';
import { readManifest } from './server/manifest.ts';
import { createReadMarks } from './server/read-marks.ts';
import { attention, busy, seenBy } from './server/sight.ts';
import { createStepper, type Stepper } from './server/stepper.ts';
import { createViewers, type Viewers } from './server/stream.ts';
import { createForecast } from './server/weather.ts';
import type { Piece } from './server/wire.ts';
import type { World } from './server/world.ts';

const TICK_MILLISECONDS = 500;
/** How many ticks between two questions of what comes next. */
const TICKS_PER_QUESTION = 6;

/** Where GitHub's addresses lead: its stand-in has none of its own. */
const GITHUB = 'https://github.com';

export interface SandboxServerOptions extends World {
  /** 0 or absent: any free port. */
  readonly port?: number;
}

export interface SandboxServer {
  /** Where the page is: loopback only. */
  readonly url: string;
  /** Closes the page's open streams too. The stand-ins are left running. */
  readonly stop: () => Promise<void>;
}

/** Serves the browser workspace: Slack, Jira, PagerDuty, GitHub and the clock, for whoever one chooses to be. */
export async function startSandboxServer({ port = 0, ...world }: SandboxServerOptions): Promise<SandboxServer> {
  const { slack, jira, pagerduty, github, clock, tour, story } = world;
  const bundle = await bundlePage();
  const marks = createReadMarks();
  const viewers = createViewers();
  const stepper = createStepper(clock, viewers.nudge);
  const app = readManifest(world.manifest);
  const forecast = createForecast(world, viewers.nudge);

  const look = (user: string): Piece[] => [
    {
      piece: 'workspace',
      value: {
        people: slack.people(),
        app,
        slackUrl: slack.url,
        ...(jira && { jiraUrl: jira.url }),
        ...(pagerduty && { pagerDutyUrl: pagerduty.url }),
        ...(github && { gitHubUrl: GITHUB }),
      },
    },
    { piece: 'clock', value: stepper.face() },
    ...seenBy(slack, user, marks, app.hasHome),
    attention(slack, marks),
    busy(slack),
    { piece: 'weather', value: forecast.report() },
    ...(tour ? [{ piece: 'tour', value: tour.steps() } as const] : []),
    ...(story ? [{ piece: 'story', value: story.scene() ?? null } as const] : []),
    ...(jira ? [jiraBoard(jira)] : []),
    ...(pagerduty ? [pagerDutyBoard(pagerduty)] : []),
    ...(github ? [gitHubBoard(github)] : []),
  ];

  const { fetch } = sandboxApp({ world, bundle, marks, stepper, viewers, forecast, look });
  const server = serve({ fetch, hostname: '127.0.0.1', port });
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject));

  const deaf = [slack, jira, pagerduty, github, tour, story].map((part) => part?.onChange(viewers.nudge));
  const tick = keepTime(viewers, stepper);

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      clearInterval(tick);
      for (const stopListening of deaf) stopListening?.();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      if ('closeAllConnections' in server) server.closeAllConnections();
      await closed;
    },
  };
}

function keepTime(viewers: Viewers, stepper: Stepper): NodeJS.Timeout {
  let ticks = 0;
  return setInterval(() => {
    if (viewers.count() === 0) return;
    viewers.nudge();
    if (ticks % TICKS_PER_QUESTION === 0 && !stepper.isStepping()) void stepper.refresh().catch(() => undefined);
    ticks += 1;
  }, TICK_MILLISECONDS);
}
