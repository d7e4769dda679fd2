import { z } from 'zod';
import { finding } from '../app/finding.ts';
import type { FieldFacts, JiraProbe } from '../app/readiness-ports.ts';
import { accountOf } from './assignee.ts';
import type { JiraAccess } from './client.ts';
import { jiraClient } from './client.ts';
import { NotFound } from './failures.ts';

/** Permission keys that a retro ticket's life needs: https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-permissions/ */
const NEEDED = [
  'BROWSE_PROJECTS',
  'CREATE_ISSUES',
  'EDIT_ISSUES',
  'ASSIGN_ISSUES',
  'ADD_COMMENTS',
  'LINK_ISSUES',
  'TRANSITION_ISSUES',
  'USER_PICKER',
];

const myself = z.object({ displayName: z.string() });
const permissions = z.object({
  permissions: z.record(z.string(), z.object({ name: z.string(), havePermission: z.boolean() })),
});
const issueTypes = z.object({ issueTypes: z.array(z.object({ id: z.string(), name: z.string() })) });
const field = z.object({
  fieldId: z.string(),
  name: z.string(),
  required: z.boolean(),
  hasDefaultValue: z.boolean().default(false),
  schema: z.object({ type: z.string(), items: z.string().nullish() }).optional(),
  allowedValues: z
    .array(z.object({ value: z.string().optional(), name: z.string().optional() }))
    .default([])
    .catch([]),
});
const fields = z.object({ fields: z.array(field) });
const statuses = z.array(
  z.object({ id: z.string(), statuses: z.array(z.object({ statusCategory: z.object({ key: z.string() }) })) }),
);

/** What readiness asks of Jira: nothing is written. */
export function jiraProbe(access: JiraAccess): JiraProbe {
  const call = jiraClient(access);
  const isAbsent = (cause: unknown) => cause instanceof NotFound;

  return {
    account: () =>
      finding(async () => {
        const answer = await call({ doing: 'say who we are' }, myself, (jira) => jira.myself.getCurrentUser());
        return answer.displayName;
      }),
    issueTypes: (project) =>
      finding(async () => {
        const answer = await call({ doing: `show the issue types of ${project}` }, issueTypes, (jira) =>
          jira.issues.getCreateIssueMetaIssueTypes({ projectIdOrKey: project, maxResults: 200 }),
        );
        return answer.issueTypes;
      }, isAbsent),
    fields: (project, issueTypeId) =>
      finding(async () => {
        const answer = await call({ doing: `show the fields of ${project}` }, fields, (jira) =>
          jira.issues.getCreateIssueMetaIssueTypeId({ projectIdOrKey: project, issueTypeId, maxResults: 200 }),
        );
        return answer.fields.map(toFacts);
      }, isAbsent),
    missingPermissions: (project) =>
      finding(async () => {
        const answer = await call({ doing: 'say what we may do' }, permissions, (jira) =>
          jira.permissions.getMyPermissions({ projectKey: project, permissions: NEEDED.join(',') }),
        );
        return NEEDED.flatMap((key) => {
          const known = answer.permissions[key];
          return known?.havePermission ? [] : [known?.name ?? key];
        });
      }, isAbsent),
    hasDone: (project, issueTypeId) =>
      finding(async () => {
        const answer = await call({ doing: `show the statuses of ${project}` }, statuses, (jira) =>
          jira.projects.getAllStatuses({ projectIdOrKey: project }),
        );
        return answer.some(
          (type) =>
            type.id === issueTypeId && type.statuses.some(({ statusCategory }) => statusCategory.key === 'done'),
        );
      }, isAbsent),
    knows: (email) => finding(async () => (await accountOf(call, email)) !== undefined),
  };
}

function toFacts({ fieldId, name, required, hasDefaultValue, ...rest }: z.infer<typeof field>): FieldFacts {
  return { id: fieldId, name, isDemanded: required && !hasDefaultValue, example: example(rest) };
}

/** The shapes of https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-post */
function example({ schema, allowedValues: [first] }: Pick<z.infer<typeof field>, 'schema' | 'allowedValues'>): string {
  const { type = 'string', items } = schema ?? {};
  if (type === 'array') return `[${items === 'string' ? '...' : one(items ?? '', first)}]`;
  return one(type, first);
}

function one(type: string, first: { value?: string | undefined; name?: string | undefined } | undefined): string {
  if (first?.value !== undefined) return `{ value: ${first.value} }`;
  if (first?.name !== undefined) return `{ name: ${first.name} }`;
  const shapes: Readonly<Record<string, string>> = {
    option: '{ value: ... }',
    user: '{ accountId: ... }',
    number: '0',
    date: '"2026-01-31"',
  };
  return shapes[type] ?? (/^(priority|version|component|group)$/.test(type) ? '{ name: ... }' : '"..."');
}
