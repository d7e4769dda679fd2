import { Hono } from 'hono';
import { z } from 'zod';
import type { PagerDutyStandIn } from '../pagerduty/contract.ts';
import type { Person } from '../slack/contract.ts';
import { bodyOf, Refused } from './body.ts';

const Trigger = z.object({
  title: z.string().trim().min(1, 'Give the incident a title.'),
  serviceId: z.string(),
  urgency: z.enum(['high', 'low']),
});
const On = z.object({ id: z.string() });
const Note = On.extend({ content: z.string().trim().min(1, 'Write something first.') });
/** `null` takes it away. */
const Priority = On.extend({ priority: z.string().nullable() });
const Merge = On.extend({ into: z.string() });

/** What a person does in PagerDuty's own page. Somebody without an account there acts as its first user. */
export function pagerDutyApi(pagerduty: PagerDutyStandIn | undefined, personOf: (user: string) => Person | undefined) {
  const needed = () => {
    if (!pagerduty) throw new Refused('This workspace has no PagerDuty.');
    return pagerduty;
  };
  const verbs: Record<string, (body: unknown, by: string | undefined) => unknown> = {
    trigger: (body, by) => needed().trigger(Trigger.parse(body), by),
    acknowledge: (body, by) => needed().acknowledge(On.parse(body).id, by),
    resolve: (body, by) => needed().resolve(On.parse(body).id, by),
    reopen: (body, by) => needed().reopen(On.parse(body).id, by),
    note: (body, by) => {
      const { id, content } = Note.parse(body);
      needed().noteByHand(id, content, by);
    },
    priority: (body, by) => {
      const { id, priority } = Priority.parse(body);
      needed().setPriority(id, priority ?? undefined, by);
    },
    merge: (body, by) => {
      const { id, into } = Merge.parse(body);
      needed().mergeByHand(id, into, by);
    },
  };
  return new Hono().post('/:user/:verb', async (c) => {
    const { user, verb } = c.req.param();
    const run = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
    if (!run) return c.json({ error: `One cannot "${verb}" here.` }, 404);
    const email = personOf(user)?.email;
    const by = pagerduty?.users().find((candidate) => candidate.email === email)?.id;
    return c.json((await run(await bodyOf(c), by)) ?? null);
  });
}
