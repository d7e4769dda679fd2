import { Hono } from 'hono';
import { z } from 'zod';
import { bodyOf } from './body.ts';
import type { Forecast } from './weather.ts';
import { STORMS } from './wire.ts';

const Change = z.union([
  z.object({ service: z.enum(['slack', 'jira', 'pagerduty']), storm: z.enum(STORMS) }),
  z.object({ nuisance: z.string(), isOn: z.boolean() }),
]);

/** Bad weather on purpose, and the end of it. */
export function weatherApi(forecast: Forecast): Hono {
  return new Hono()
    .post('/', async (c) => {
      const change = Change.parse(await bodyOf(c));
      if ('service' in change) forecast.setStorm(change.service, change.storm);
      else forecast.setNuisance(change.nuisance, change.isOn);
      return c.json(null);
    })
    .post('/clear', (c) => {
      forecast.clear();
      return c.json(null);
    })
    .post('/kill-bot', async (c) => {
      await forecast.killBot();
      return c.json(null);
    });
}
