import { z } from 'zod';
import { AUDIENCES, KINDS, RISKS } from '../domain/change/types.ts';
import { GATE_RULES } from '../domain/gate.ts';
import { parseDuration } from './duration.ts';
import { name, title } from './fields.ts';
import { groupSchema, identitySchema, personSchema } from './people.ts';

const duration = z.string({ error: 'write a duration such as 30s, 15m, 24h or 7d' }).transform((text, context) => {
  const milliseconds = parseDuration(text);
  if (milliseconds === undefined || milliseconds === 0) {
    context.addIssue({ code: 'custom', message: `"${text}" is no duration: write 30s, 15m, 24h or 7d` });
    return z.NEVER;
  }
  return milliseconds;
});

const repository = z
  .string()
  .regex(/^[\w.-]{1,100}\/[\w.-]{1,100}$/, 'a GitHub repository looks like acme/payments')
  .transform((text) => text.toLowerCase());

/** Where a system's code lives, which of its branches are protected, and which environments are production. */
const githubSchema = z.strictObject({
  repositories: z.array(repository).min(1, 'name at least one repository'),
  environments: z.array(z.string().min(1)).min(1).default(['production']),
  branches: z.array(z.string().min(1)).min(1).default(['main', 'master']),
});

const channel = z
  .string()
  .regex(/^[CG][A-Z0-9]{5,}$/, 'a channel id looks like C0123ABCD (channel name > bottom of the About tab)');
const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a local time as "09:00", in quotes');
const zone = z.string().refine(isZone, { error: 'no such time zone: write e.g. Europe/Lisbon or UTC' });

function isZone(text: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: text }));
  } catch {
    return false;
  }
}

const rung = z.strictObject({ at: duration, tell: z.array(z.enum(AUDIENCES)).min(1) });

/** What is done while nobody answers: another group is asked, the approvers are paged, the requester is offered to proceed. */
const approvalRung = z.union(
  [
    z.strictObject({ at: duration, ask: name }),
    z.strictObject({ at: duration, page: z.literal(true) }),
    z.strictObject({ at: duration, offer: z.literal('proceed') }),
  ],
  { error: 'write { at: 15m, ask: a-group }, { at: 30m, page: true } or { at: 45m, offer: proceed }' },
);

const when = z.strictObject({
  kind: z.array(z.enum(KINDS)).min(1).optional(),
  risk: z.array(z.enum(RISKS)).min(1).optional(),
  system: z.array(name).min(1).optional(),
  criterion: z.array(name).min(1).optional(),
  drill: z.boolean().optional(),
});

/** Fields the policy may demand at declare on top of the four that always are. */
export const DEMANDABLE = ['impact', 'test_plan', 'links', 'incident'] as const;

export const policySchema = z.strictObject({
  version: z.literal(1, { error: 'write version: 1' }),
  timezone: zone,
  channels: z.strictObject({ changes: channel, digest: channel.optional(), fallback: channel.optional() }),
  people: z.record(name, personSchema),
  identity: identitySchema,
  groups: z.record(name, groupSchema),
  criteria: z
    .array(
      z.strictObject({
        id: name,
        title,
        reference: z.string().min(1).max(75).optional(),
        patch_within: duration.optional(),
      }),
    )
    .min(1, 'name at least one emergency criterion')
    .max(100, 'Slack shows at most 100 options'),
  systems: z.record(
    name,
    z.strictObject({
      kind: z.enum(KINDS).optional(),
      team: title.optional(),
      risk: z.enum(RISKS).optional(),
      implementers: z.array(name).optional(),
      /** What deployment logs call it; a `*` at the end stands for anything. */
      aliases: z.array(z.string().min(1)).optional(),
      pagerduty_routing_key: z.string().optional(),
      /** What its pipelines need: an approval, or that a change is declared and goes ahead openly. */
      gate: z.enum(GATE_RULES).optional(),
      github: githubSchema.optional(),
    }),
  ),
  pipeline: z
    .strictObject({ quiet: duration.default(5 * 60_000), answer_within: duration.default(24 * 3_600_000) })
    .prefault({}),
  declare: z
    .strictObject({ require: z.array(z.enum(DEMANDABLE)).default([]), similar_within: duration.default(4 * 3_600_000) })
    .prefault({}),
  rules: z
    .array(
      z.strictObject({
        name: title,
        when: when.prefault({}),
        require: z
          .record(name, z.int().min(1).max(10))
          .refine((people) => Object.keys(people).length > 0, 'asks for nobody: name a group and how many of it'),
      }),
    )
    .min(1, 'write at least one rule: without one nobody could approve anything'),
  approval: z.strictObject({
    fallback_group: name.optional(),
    remind_after: z.array(duration).default([]),
    escalation: z.array(approvalRung).default([]),
    page: z.strictObject({ service: z.string().min(1), escalation_policy: z.string().min(1).optional() }).optional(),
    claim_lasts: duration.default(10 * 60_000),
    verbal_within: duration.default(4 * 3_600_000),
    expires_after: duration,
    read_time: duration.default(10_000),
  }),
  review: z.strictObject({
    target: duration,
    limit: duration,
    reviewers: name,
    escalation: name.optional(),
    ladder: z.array(rung).min(1, 'a ladder needs at least one rung'),
    repeat_every: duration,
    quiet_hours: z.strictObject({ from: localTime, to: localTime }).optional(),
    snooze_to: z.array(localTime).min(1).max(24).default(['09:00', '17:00']),
    hand_over_within: duration.default(2 * 3_600_000),
  }),
  report: z.strictObject({ repeats: z.int().min(2).default(3), pairs: z.int().min(2).default(3) }).prefault({}),
  digest: z.strictObject({
    at: localTime,
    /** How the operator hears that it could not be posted, besides the log: `page` is PagerDuty. */
    alarm: z.enum(['page', 'log'], { error: 'write page or log' }).default('log'),
  }),
  /** Who may take evidence out of the record and read it, and how long a link into the auditor's room is good. */
  evidence: z
    .strictObject({
      auditors: name.optional(),
      link_lasts: duration
        .refine((milliseconds) => milliseconds <= 30 * 86_400_000, 'a link lasts at most 30d')
        .default(72 * 3_600_000),
    })
    .prefault({}),
  /** How long whoever runs Breakglass keeps its database and backups. It deletes nothing by itself. */
  retention: duration.default(400 * 86_400_000),
  /** The card for the change meeting, with the digest of the month's first working day; left out, there is none. */
  monthly: z.strictObject({ channel: channel.optional() }).optional(),
  jira: z
    .strictObject({
      project: z.string().regex(/^[A-Z][A-Z0-9_]{1,9}$/, 'a project key looks like OPS'),
      issue_type: z.string().min(1),
      /** Where the chain's head is written once a week, out of reach of whoever owns the database. */
      head_issue: z
        .string()
        .regex(/^[A-Z][A-Z0-9_]{1,9}-[1-9]\d{0,8}$/, 'an issue key looks like OPS-1')
        .optional(),
      label: z
        .string()
        .regex(/^\S{1,60}$/, 'a Jira label has no spaces')
        .default('breakglass'),
      /** What is done about a ticket that somebody closes before its change is. */
      closed_early: z.enum(['reopen', 'flag'], { error: 'write reopen or flag' }).default('reopen'),
      /** How often Jira is asked what became of the tickets; left out: every 5m while there is no webhook secret. */
      poll: z.union([z.literal('off'), duration]).optional(),
      fields: z.record(z.string(), z.unknown()).default({}),
      follow_ups: z
        .strictObject({ issue_type: z.string().min(1), link_type: z.string().min(1).default('Relates') })
        .optional(),
    })
    .optional(),
});

/** The policy as written, checked and with durations in milliseconds. */
export type PolicyFile = z.infer<typeof policySchema>;
