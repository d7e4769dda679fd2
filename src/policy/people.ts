import { z } from 'zod';
import type { GroupSource } from '../domain/change/types.ts';
import { name, slackUser, title } from './fields.ts';

const pagerDutyId = (what: string) =>
  z.string().regex(/^[A-Z0-9]{6,20}$/, `the id of a PagerDuty ${what} looks like PABC123 (the end of its address)`);
const userGroup = z
  .string()
  .regex(/^S[A-Z0-9]{5,}$/, 'the id of a Slack user group looks like S0123ABCD (People > User groups > Copy group ID)');
const domain = z
  .string()
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'write a domain such as example.com, in lower-case letters');

/** One person and their accounts. `also` are further Slack accounts of theirs. */
export const personSchema = z.strictObject({
  slack: slackUser,
  email: z.email().optional(),
  also: z.array(slackUser).default([]),
  pagerduty: pagerDutyId('user').optional(),
  jira: z.string().min(1).optional(),
  github: z.string().min(1).optional(),
});

/** When two e-mail addresses are one person's although they differ in more than capitals. */
export const identitySchema = z
  .strictObject({
    plus_addressing: z.boolean().default(false),
    domain_aliases: z.record(domain, domain).default({}),
  })
  .prefault({});
export type IdentityRules = z.infer<typeof identitySchema>;

/** Each setting of a group that says who is in it, and what the record calls that source. */
export const SOURCES = {
  users: 'policy',
  slack_user_groups: 'slack user group',
  pagerduty_schedules: 'pagerduty schedule',
  pagerduty_escalation_policies: 'pagerduty escalation policy',
} as const satisfies Record<string, GroupSource>;
export type SourceKind = keyof typeof SOURCES;
export const SOURCE_KINDS = Object.keys(SOURCES) as SourceKind[];

export const groupSchema = z
  .strictObject({
    title,
    users: z.array(name).default([]),
    slack_user_groups: z.array(userGroup).default([]),
    pagerduty_schedules: z.array(pagerDutyId('schedule')).default([]),
    pagerduty_escalation_policies: z.array(pagerDutyId('escalation policy')).default([]),
    /** Who is told first: names of people, kinds of sources. Absent: everybody. */
    notify: z.array(z.string()).min(1, 'tell somebody, or leave "notify" out to tell everybody').optional(),
  })
  .refine(
    (group) => SOURCE_KINDS.some((kind) => group[kind].length > 0),
    `a group needs at least one person: fill ${SOURCE_KINDS.join(', ')}`,
  );
export type Group = z.infer<typeof groupSchema>;
