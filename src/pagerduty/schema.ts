import { z } from 'zod';

// What is read of PagerDuty's answers, and no more: https://developer.pagerduty.com/api-reference

const reference = z.object({ id: z.string(), summary: z.string().nullish() });

export const incident = z.object({
  id: z.string(),
  incident_number: z.number(),
  title: z.string().nullish(),
  summary: z.string().nullish(),
  html_url: z.string(),
  service: reference.nullish(),
  /** Of a merged incident: what it was merged into. */
  resolve_reason: z
    .object({ type: z.string(), incident: z.object({ id: z.string() }).nullish() })
    .nullish()
    .catch(undefined),
});
export type WireIncident = z.infer<typeof incident>;

export const oneIncident = z.object({ incident });
export const incidents = z.object({ incidents: z.array(incident) });
export const notes = z.object({ notes: z.array(z.object({ content: z.string().nullish() })) });

const user = z
  .object({ id: z.string(), name: z.string().nullish(), summary: z.string().nullish(), email: z.string().nullish() })
  .transform(({ id, name, summary, email }) => ({ id, name: name ?? summary ?? id, email: email ?? undefined }));

export const scheduleUsers = z.object({ users: z.array(user) });
export const onCalls = z.object({ oncalls: z.array(z.object({ user })), more: z.boolean().default(false) });
const named = z.object({ name: z.string().nullish() });
export const oneSchedule = z.object({ schedule: named });
export const oneEscalationPolicy = z.object({ escalation_policy: named });

/** For calls whose answer nobody reads. */
export const anything = z.unknown();

/** The REST API's refusal, https://developer.pagerduty.com/docs/errors, and that of the Events API. */
export const refusalBody = z
  .object({
    error: z
      .object({ code: z.number().optional(), message: z.string().optional(), errors: z.array(z.string()).default([]) })
      .optional(),
    message: z.string().optional(),
    errors: z.array(z.string()).default([]),
  })
  .catch({ errors: [] });

/** A response, as resolved with or, when its body was no JSON, as rejected with. */
export const answered = z.object({
  status: z.number(),
  ok: z.boolean(),
  data: z.unknown().optional(),
  headers: z.custom<Pick<Headers, 'get'>>((value) => typeof value === 'object' && value !== null && 'get' in value),
});
export type Answered = z.infer<typeof answered>;

/** node-fetch's errors. */
export const networkError = z.object({ name: z.string(), code: z.string().optional() });
