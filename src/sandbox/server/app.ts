import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { ZodError } from 'zod';
import { Refused } from './body.ts';
import type { Bundle } from './bundle.ts';
import { clockApi } from './clock-api.ts';
import { gitHubApi } from './github-api.ts';
import { onlyFromThisMachine } from './guard.ts';
import { jiraApi } from './jira-api.ts';
import { pagerDutyApi } from './pagerduty-api.ts';
import type { ReadMarks } from './read-marks.ts';
import { slackApi } from './slack-api.ts';
import { slackFiles } from './slack-files.ts';
import type { Stepper } from './stepper.ts';
import type { Viewers } from './stream.ts';
import type { Forecast } from './weather.ts';
import { weatherApi } from './weather-api.ts';
import type { Piece } from './wire.ts';
import type { World } from './world.ts';

export interface Parts {
  readonly world: World;
  readonly bundle: Bundle;
  readonly marks: ReadMarks;
  readonly stepper: Stepper;
  readonly viewers: Viewers;
  readonly forecast: Forecast;
  /** Everything the page shows to this person. */
  readonly look: (user: string) => readonly Piece[];
}

/** Every address of the sandbox's page. */
export function sandboxApp({ world, bundle, marks, stepper, viewers, forecast, look }: Parts): Hono {
  const { slack, jira, pagerduty, github } = world;
  const app = new Hono();
  app.use(onlyFromThisMachine);
  app.use('/api/*', bodyLimit({ maxSize: 256 * 1024, onError: (c) => c.json({ error: 'That is too long.' }, 413) }));
  // Whatever a person did may show somewhere without the stand-ins telling: a read mark, the next due thing.
  app.use('/api/*', async (c, next) => {
    await next();
    if (c.req.method === 'POST') viewers.nudge();
  });

  app.get('/', (c) => c.html(bundle.html));
  app.get('/page.js', (c) => c.body(bundle.script, 200, { 'content-type': 'text/javascript; charset=utf-8' }));
  app.get('/page.css', (c) => c.body(bundle.style, 200, { 'content-type': 'text/css; charset=utf-8' }));
  app.get('/favicon.ico', (c) => c.body(null, 204));

  app.get('/api/stream/:user', (c) => {
    const user = c.req.param('user');
    if (!slack.person(user)) return c.json({ error: `There is nobody with the id ${user}.` }, 404);
    return viewers.join(c, () => look(user));
  });
  app.get('/api/people', (c) => c.json(slack.people()));
  app.route('/api/slack', slackApi(slack, marks));
  app.route('/api/slack-files', slackFiles(slack));
  app.route('/api/jira', jiraApi(jira, slack.person));
  app.route('/api/pagerduty', pagerDutyApi(pagerduty, slack.person));
  app.route('/api/github', gitHubApi(github, slack.person));
  app.route('/api/clock', clockApi(stepper));
  app.route('/api/weather', weatherApi(forecast));

  app.notFound((c) => c.json({ error: 'There is nothing here.' }, 404));
  app.onError((error, c) => c.json({ error: wordsOf(error) }, error instanceof ZodError ? 400 : 409));
  return app;
}

/** The stand-ins throw errors with words for people: they are run by those who write the bot. */
function wordsOf(error: Error): string {
  if (error instanceof Refused) return error.message;
  if (!(error instanceof ZodError)) return error.message || 'That did not work.';
  return error.issues.map(({ path, message }) => (path.length ? `${path.join('.')}: ${message}` : message)).join('; ');
}
