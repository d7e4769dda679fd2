import type { GitHubStandIn } from '../github/contract.ts';
import type { JiraStandIn } from '../jira/contract.ts';
import type { PagerDutyStandIn } from '../pagerduty/contract.ts';
import type { Piece } from './wire.ts';

export function jiraBoard(jira: JiraStandIn): Piece {
  const issues = jira.issues().map((issue) => ({ ...issue, transitions: jira.transitionsOf(issue.key) }));
  return { piece: 'jira', value: { users: jira.users(), issues: issues.sort((a, b) => b.created - a.created) } };
}

export function pagerDutyBoard(pagerduty: PagerDutyStandIn): Piece {
  const services = pagerduty.services().map(({ id, name }) => ({ id, name, onCall: pagerduty.onCall(id) }));
  return {
    piece: 'pagerduty',
    value: {
      users: pagerduty.users(),
      services,
      priorities: pagerduty.priorities(),
      incidents: pagerduty.incidents(),
      changeEvents: [...pagerduty.changeEvents()].reverse(),
    },
  };
}

/** Commits and deeds shown at once. */
const SHOWN = 20;

export function gitHubBoard(github: GitHubStandIn): Piece {
  const repositories = github
    .repositories()
    .map((repository) => ({ ...repository, commits: [...repository.commits].reverse().slice(0, SHOWN) }));
  const activity = github.activity().slice(0, SHOWN);
  return { piece: 'github', value: { accounts: github.accounts(), repositories, activity } };
}
