import { Hono } from 'hono';
import { z } from 'zod';
import type { JiraStandIn } from '../jira/contract.ts';
import type { Person } from '../slack/contract.ts';
import { bodyOf, Refused } from './body.ts';

const Move = z.object({ key: z.string(), to: z.string() });
const ToProject = z.object({ key: z.string(), project: z.string().regex(/^[A-Z]{2,10}$/) });
const On = z.object({ key: z.string() });
/** An account id; `null` leaves the ticket to nobody. */
const Assigning = On.extend({ to: z.string().nullable() });
const Saying = z.object({ key: z.string(), text: z.string().trim().min(1, 'Write something first.') });

/** What a person does in Jira's own page. */
export function jiraApi(jira: JiraStandIn | undefined, personOf: (user: string) => Person | undefined): Hono {
  const account = (user: string) => {
    const person = personOf(user);
    const found = jira?.users().find(({ active, emailAddress }) => active && emailAddress === person?.email);
    if (!found) throw new Refused(`${person?.realName ?? user} has no Jira account.`);
    return found.accountId;
  };
  return new Hono()
    .post('/:user/move', async (c) => {
      const { key, to } = Move.parse(await bodyOf(c));
      jira?.moveByHand(key, to, account(c.req.param('user')));
      return c.json(null);
    })
    .post('/:user/assign', async (c) => {
      const { key, to } = Assigning.parse(await bodyOf(c));
      jira?.assignByHand(key, to ?? undefined, account(c.req.param('user')));
      return c.json(null);
    })
    .post('/:user/to-project', async (c) => {
      const { key, project } = ToProject.parse(await bodyOf(c));
      const moved = jira?.moveToProject(key, project, account(c.req.param('user')));
      return c.json({ key: moved ?? key });
    })
    .post('/:user/delete', async (c) => {
      jira?.deleteIssue(On.parse(await bodyOf(c)).key, account(c.req.param('user')));
      return c.json(null);
    })
    .post('/:user/comment', async (c) => {
      const { key, text } = Saying.parse(await bodyOf(c));
      jira?.commentByHand(key, text, account(c.req.param('user')));
      return c.json(null);
    });
}
