import { z } from 'zod';
import { finding } from '../app/finding.ts';
import type { PagerDutyProbe, Rota } from '../app/readiness-ports.ts';
import type { Instant } from '../domain/change/types.ts';
import type { PagerDutyAccess } from './client.ts';
import { pagerDutyClient } from './client.ts';
import { NotFound } from './failures.ts';
import { anything } from './schema.ts';

const instant = z
  .string()
  .nullish()
  .transform((text) => (text ? Date.parse(text) : undefined));
const shift = z.object({ start: instant, end: instant });
const named = z.object({ name: z.string().nullish(), summary: z.string().nullish() });

const users = z.object({ users: z.array(z.object({ email: z.string().nullish() })) });
const service = z.object({ service: named });
const escalationPolicy = z.object({ escalation_policy: named });
const schedule = z.object({
  schedule: named.extend({ final_schedule: z.object({ rendered_schedule_entries: z.array(shift) }) }),
});
const onCalls = z.object({ oncalls: z.array(shift), more: z.boolean().default(false) });

/** The largest page PagerDuty gives: https://developer.pagerduty.com/docs/pagination */
const PAGE = 100;
const MOST_PAGES = 10;

/** What readiness asks of PagerDuty: nothing is written. */
export function pagerDutyProbe(access: PagerDutyAccess): PagerDutyProbe {
  const { rest } = pagerDutyClient(access);
  const isAbsent = (cause: unknown) => cause instanceof NotFound;
  const nameOf = ({ name, summary }: z.infer<typeof named>, id: string) => name ?? summary ?? id;
  const at = (folder: string, id: string) => `/${folder}/${encodeURIComponent(id)}`;

  return {
    token: () =>
      finding(async () => {
        await rest({ doing: 'say what the account may do' }, anything, { path: '/abilities' });
        return true as const;
      }),
    knows: (email) =>
      finding(async () => {
        const found = await rest({ doing: 'find a user' }, users, {
          path: '/users',
          query: { query: email, limit: `${PAGE}` },
        });
        return found.users.some((user) => user.email?.toLowerCase() === email.toLowerCase());
      }),
    service: (id) =>
      finding(async () => {
        const answer = await rest({ doing: `show the service ${id}` }, service, { path: at('services', id) });
        return nameOf(answer.service, id);
      }, isAbsent),
    escalationPolicy: (id) => finding(() => policyName(id), isAbsent),
    // Not through /oncalls: that knows only schedules that stand in some escalation policy.
    schedule: (id, since, until) =>
      finding(async () => {
        const query = { since: iso(since), until: iso(until) };
        const answer = await rest({ doing: `show the schedule ${id}` }, schedule, { path: at('schedules', id), query });
        return { name: nameOf(answer.schedule, id), shifts: answer.schedule.final_schedule.rendered_schedule_entries };
      }, isAbsent),
    policyRota: (id, since, until) => finding(() => policyRota(id, since, until), isAbsent),
  };

  async function policyName(id: string): Promise<string> {
    const doing = { doing: `show the escalation policy ${id}` };
    const answer = await rest(doing, escalationPolicy, { path: at('escalation_policies', id) });
    return nameOf(answer.escalation_policy, id);
  }

  /** https://developer.pagerduty.com/api-reference: list all of the on-calls */
  async function policyRota(id: string, since: Instant, until: Instant): Promise<Rota> {
    const name = await policyName(id);
    const query = { 'escalation_policy_ids[]': [id], since: iso(since), until: iso(until), limit: `${PAGE}` };
    const shifts: Rota['shifts'][number][] = [];
    for (let page = 0; page < MOST_PAGES; page++) {
      const { oncalls, more } = await rest({ doing: `say who is on call for ${id}` }, onCalls, {
        path: '/oncalls',
        query: { ...query, offset: `${page * PAGE}` },
      });
      shifts.push(...oncalls);
      if (!more) break;
    }
    return { name, shifts };
  }
}

const iso = (at: Instant): string => new Date(at).toISOString();
