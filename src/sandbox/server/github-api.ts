import { Hono } from 'hono';
import { z } from 'zod';
import type { GitHubStandIn } from '../github/contract.ts';
import type { Person } from '../slack/contract.ts';
import { bodyOf, Refused } from './body.ts';

const At = z.object({ repository: z.string() });
const words = (what: string) => z.string().trim().min(1, what).max(200);
const Merge = At.extend({ title: words('Give the pull request a title.'), reviewedBy: z.string().optional() });
const Push = At.extend({ message: words('Give the commit a message.') });
const Deploy = At.extend({ commit: z.string().optional(), outcome: z.enum(['success', 'failure']) });
const Protect = At.extend({ on: z.boolean() });

/** What a person does at GitHub. Somebody without an account there acts as its last one, whom nobody knows. */
export function gitHubApi(github: GitHubStandIn | undefined, personOf: (user: string) => Person | undefined) {
  const needed = () => {
    if (!github) throw new Refused('This workspace has no GitHub.');
    return github;
  };
  const verbs: Record<string, (body: unknown, by: string) => unknown> = {
    merge: (body, by) => needed().merge({ ...Merge.parse(body), by }),
    push: (body, by) => needed().push({ ...Push.parse(body), by }),
    deploy: (body, by) => needed().deploy({ ...Deploy.parse(body), by }),
    protect: (body, by) => needed().protect({ ...Protect.parse(body), by }),
  };
  return new Hono().post('/:user/:verb', async (c) => {
    const { user, verb } = c.req.param();
    const run = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
    if (!run) return c.json({ error: `One cannot "${verb}" here.` }, 404);
    const accounts = needed().accounts();
    const email = personOf(user)?.email;
    const account = accounts.find((candidate) => candidate.email === email) ?? accounts.at(-1);
    return c.json((await run(await bodyOf(c), account?.login ?? '')) ?? null);
  });
}
