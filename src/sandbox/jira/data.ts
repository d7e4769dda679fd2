import { people } from '../workspace.ts';
import type { JiraOptions } from './contract.ts';

/** Everybody who works here, save Dan: somebody always is in Slack and not in Jira. */
const members = people.filter(({ kind, name }) => (kind === 'member' && name !== 'dan') || kind === 'deactivated');

const BOT_EMAIL = 'breakglass@example.com';

/** What the sandbox's Jira starts with; the API is called by the bot's own account. */
export const jiraData: Omit<JiraOptions, 'now' | 'port' | 'apiToken' | 'webhook' | 'pageOf'> = {
  project: { key: 'OPS', id: '10000', name: 'Operations' },
  issueTypes: [
    { id: '10001', name: 'Task' },
    { id: '10002', name: 'Post-Implementation Review' },
  ],
  statuses: [
    { id: '10101', name: 'To Do', category: 'new' },
    { id: '10102', name: 'In Progress', category: 'indeterminate' },
    { id: '10103', name: 'In Review', category: 'indeterminate' },
    { id: '10104', name: 'Done', category: 'done' },
  ],
  apiEmail: BOT_EMAIL,
  users: [
    ...members.map(({ name, realName, email, kind }) => ({
      accountId: accountId(name),
      emailAddress: email,
      displayName: realName,
      active: kind === 'member',
    })),
    { accountId: accountId('breakglass'), emailAddress: BOT_EMAIL, displayName: 'Breakglass', active: true },
  ],
};

/** In the form of Atlassian's, and the same at each start. */
function accountId(name: string): string {
  return `5b10a2844c20165700${Buffer.from(name).toString('hex').slice(0, 6).padEnd(6, '0')}`;
}
