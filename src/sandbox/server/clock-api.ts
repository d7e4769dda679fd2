import { Hono } from 'hono';
import { z } from 'zod';
import { bodyOf } from './body.ts';
import type { Stepper } from './stepper.ts';

const LONGEST_STEP = 31 * 24 * 60 * 60_000;
const Step = z.union([
  z.object({
    milliseconds: z
      .number()
      .int()
      .positive('The clock only moves forward.')
      .max(LONGEST_STEP, 'At most 31 days at a time.'),
  }),
  z.object({ to: z.literal('next') }),
]);

/** Moves the workspace's time forward; answers when everything due on the way has been done. */
export function clockApi(stepper: Stepper): Hono {
  return new Hono().post('/', async (c) => {
    const step = Step.parse(await bodyOf(c));
    if (stepper.isStepping()) return c.json({ error: 'The clock is still moving.' }, 409);
    await ('to' in step ? stepper.advanceToNext() : stepper.advanceBy(step.milliseconds));
    return c.json(stepper.face());
  });
}
