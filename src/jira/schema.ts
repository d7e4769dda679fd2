import { z } from 'zod';

// What is read of Jira's answers, and no more: https://developer.atlassian.com/cloud/jira/platform/rest/v3/

/** The client puts keys into paths as they are. */
export const issueKey = z.string().regex(/^[A-Z][A-Z0-9_]*-[1-9]\d*$/, 'no Jira issue key');

export const createdIssue = z.object({ key: issueKey });

export const foundIssues = z.object({
  issues: z
    .array(z.object({ key: issueKey, fields: z.object({ assignee: z.object({ accountId: z.string() }).nullish() }) }))
    .default([]),
});

export const users = z.array(
  z.object({ accountId: z.string(), emailAddress: z.string().nullish(), active: z.boolean().default(true) }),
);

export const myself = z.object({ accountId: z.string() });

export const comments = z.object({ comments: z.array(z.object({ body: z.unknown().optional() })).default([]) });

export const status = z.object({ name: z.string(), statusCategory: z.object({ key: z.string() }) });

export const issueStatus = z.object({ fields: z.object({ status }) });

const field = z.object({ required: z.boolean().default(false), hasDefaultValue: z.boolean().default(false) });

export const transitions = z.object({
  transitions: z
    .array(z.object({ id: z.string(), name: z.string(), to: status, fields: z.record(z.string(), field).default({}) }))
    .default([]),
});

/** For calls whose answer nobody reads. */
export const anything = z.unknown();

/** Jira's two-part refusal: https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/#status-codes */
export const refusalBody = z
  .object({ errorMessages: z.array(z.string()).default([]), errors: z.record(z.string(), z.string()).default({}) })
  .catch({ errorMessages: [], errors: {} });

/** jira.js's `HttpException`, whose cause is the axios error; `status` is 500 for what never reached Jira. */
export const httpException = z.object({
  status: z.number(),
  response: z.object({ data: z.unknown().optional() }).optional(),
  cause: z.object({ response: z.object({ headers: z.object({ 'retry-after': z.unknown().optional() }) }) }),
});

/** An axios error without an answer. */
export const networkError = z.object({ code: z.string() });
