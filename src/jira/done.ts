import type { z } from 'zod';
import { PermanentFailure } from '../app/errors.ts';
import type { JiraCall } from './client.ts';
import { anything, issueStatus, transitions } from './schema.ts';

type Transition = z.infer<typeof transitions>['transitions'][number];

const PREFERRED = ['done', 'closed', 'resolved'];

/**
 * Moves the ticket to a status of the category Done; there already is well. @throws PermanentFailure with the ways there
 * are when none leads to Done directly, or TransientFailure
 */
export async function moveToDone(call: JiraCall, issueIdOrKey: string): Promise<void> {
  const { status, offered } = await waysFrom(call, issueIdOrKey);
  if (isDone(status)) return;
  const way = wayToDone(offered);
  if (!way) throw new PermanentFailure(noWay(issueIdOrKey, status.name, offered));
  const doing = {
    doing: `move ${issueIdOrKey} to ${way.to.name}`,
    fieldFix: `Take the field off the screen of the transition "${way.name}", or close ${issueIdOrKey} by hand.`,
  };
  await call(doing, anything, (jira) => jira.issues.doTransition({ issueIdOrKey, transition: { id: way.id } }));
}

/**
 * Moves the ticket back out of Done, into work where that can be had; out of it already is well. Resolves with its status
 * then, or with `undefined` where no transition leads back. @throws PermanentFailure, TransientFailure
 */
export async function moveOutOfDone(call: JiraCall, issueIdOrKey: string): Promise<string | undefined> {
  const { status, offered } = await waysFrom(call, issueIdOrKey);
  if (!isDone(status)) return status.name;
  const ways = offered.filter(({ to, fields }) => !isDone(to) && !demandsFields(fields));
  const way = ways.find(({ to }) => to.statusCategory.key === 'indeterminate') ?? ways[0];
  if (!way) return undefined;
  await call({ doing: `move ${issueIdOrKey} to ${way.to.name}` }, anything, (jira) =>
    jira.issues.doTransition({ issueIdOrKey, transition: { id: way.id } }),
  );
  return way.to.name;
}

async function waysFrom(call: JiraCall, issueIdOrKey: string) {
  const [issue, { transitions: offered }] = await Promise.all([
    call({ doing: `read ${issueIdOrKey}` }, issueStatus, (jira) =>
      jira.issues.getIssue({ issueIdOrKey, fields: ['status'] }),
    ),
    call({ doing: `read the transitions of ${issueIdOrKey}` }, transitions, (jira) =>
      jira.issues.getTransitions({ issueIdOrKey, expand: 'transitions.fields' }),
    ),
  ]);
  return { status: issue.fields.status, offered };
}

/** The one that asks for nothing, and of those the one with the plainest name. */
export function wayToDone(offered: readonly Transition[]): Transition | undefined {
  return offered.filter(({ to }) => isDone(to)).toSorted((a, b) => rank(a) - rank(b))[0];
}

function rank({ to, fields }: Transition): number {
  const preferred = PREFERRED.indexOf(to.name.toLowerCase());
  return (demandsFields(fields) ? 10 : 0) + (preferred === -1 ? PREFERRED.length : preferred);
}

const demandsFields = (fields: Transition['fields']): boolean =>
  Object.values(fields).some(({ required, hasDefaultValue }) => required && !hasDefaultValue);

const isDone = ({ statusCategory }: Transition['to']): boolean => statusCategory.key === 'done';

function noWay(key: string, status: string, offered: readonly Transition[]): string {
  const ways = offered.map(({ name, to }) => `"${name}" to ${to.name}`).join(', ');
  return (
    `Jira refused to close ${key}: from "${status}" no transition that the bot may use leads to Done` +
    ` (there ${ways ? `is ${ways}` : 'is none at all'}).` +
    ` Add one to the workflow, give the bot's account the permission to transition, or close ${key} by hand.`
  );
}
