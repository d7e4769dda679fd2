import type { Policy } from '../../policy/load.ts';
import type { FieldFacts } from '../readiness-ports.ts';
import type { Facts, JiraFacts } from './facts.ts';
import type { AreaReport, Fault } from './report.ts';
import { troubleFault } from './report.ts';

/** What every ticket of ours carries: Jira may demand these. */
const OURS = ['project', 'issuetype', 'summary', 'description', 'labels', 'duedate'];

type Settings = NonNullable<Policy['jira']>;

/** A retro ticket can be opened, written to and closed in the policy's project. */
export function judgeJira({ jira: settings }: Policy, { jira }: Facts): AreaReport {
  const report = { area: 'jira', faults: [], notices: [] } as const;
  if (!jira || !settings) {
    const isWanted = settings !== undefined;
    return { ...report, summary: 'not connected: no retro tickets', notices: isWanted ? [notConnected] : [] };
  }
  return {
    ...report,
    summary: `${settings.issue_type} tickets can be opened and closed in ${settings.project}`,
    faults: jira.account.ok ? projectFaults(settings, jira) : [troubleFault('Jira token', jira.account.error, TOKEN)],
  };
}

const TOKEN = { refused: 'check JIRA_EMAIL and JIRA_API_TOKEN' };

const notConnected: Fault = {
  where: 'Jira',
  what: 'policy.yaml names a project, and Jira is not connected',
  fix: 'set JIRA_BASE_URL, JIRA_EMAIL and JIRA_API_TOKEN, or leave "jira" out of the policy',
};

function projectFaults(settings: Settings, { issueTypes, fields, hasDone, missingPermissions }: JiraFacts): Fault[] {
  const { project, issue_type: wanted } = settings;
  const where = `Jira project ${project}`;
  if (!issueTypes.ok) {
    const fix = "correct jira.project in policy.yaml, and let the bot's account browse that project";
    const words = 'does not exist, or the bot may not see it';
    return [troubleFault(where, issueTypes.error, { absent: fix }, words)];
  }
  const faults = missingPermissions.ok
    ? missingPermissions.value.map((permission) => ({
        where,
        what: `the bot lacks the permission "${permission}"`,
        fix: "grant it to the bot's account (Project settings > Permissions)",
      }))
    : [troubleFault(where, missingPermissions.error, {})];
  const names = issueTypes.value.map(({ name }) => name);
  if (!names.includes(wanted)) return [...faults, noSuchType(where, wanted, names)];
  return [
    ...faults,
    ...fieldFaults(where, settings, fields),
    ...doneFaults(where, wanted, hasDone),
    ...followUpFaults(where, settings, names),
  ];
}

const noSuchType = (where: string, wanted: string, names: readonly string[], field = 'jira.issue_type'): Fault => ({
  where,
  what: `has no issue type "${wanted}"`,
  fix: `write as ${field} one of: ${names.join(', ')}`,
});

function followUpFaults(where: string, { follow_ups: followUps }: Settings, names: readonly string[]): Fault[] {
  if (!followUps || names.includes(followUps.issue_type)) return [];
  return [noSuchType(where, followUps.issue_type, names, 'jira.follow_ups.issue_type')];
}

function fieldFaults(where: string, settings: Settings, fields: JiraFacts['fields']): Fault[] {
  if (!fields) return [];
  if (!fields.ok) return [troubleFault(where, fields.error, {})];
  const isGiven = ({ id }: FieldFacts) => OURS.includes(id) || Object.hasOwn(settings.fields, id);
  return fields.value
    .filter((field) => field.isDemanded && !isGiven(field))
    .map(({ id, name, example }) => ({
      where,
      what: `demands the field "${name}" of a ${settings.issue_type}, and nobody fills it in`,
      fix: `write under jira.fields in policy.yaml: ${id}: ${example}`,
    }));
}

function doneFaults(where: string, type: string, hasDone: JiraFacts['hasDone']): Fault[] {
  if (!hasDone) return [];
  if (!hasDone.ok) return [troubleFault(where, hasDone.error, {})];
  if (hasDone.value) return [];
  const what = `a ${type} has no status of the category Done, so tickets could not be closed`;
  return [{ where, what, fix: 'add one to its workflow' }];
}
