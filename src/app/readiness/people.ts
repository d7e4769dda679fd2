import type { Standing } from '../../domain/change/types.ts';
import type { Policy } from '../../policy/load.ts';
import type { Facts } from './facts.ts';
import { emailOf, usesRotas } from './facts.ts';
import type { AreaReport, Fault } from './report.ts';
import { count, troubleFault } from './report.ts';
import { nameOf } from './rules.ts';

type Person = Policy['people'][string];

/** Everybody whom the policy lists is an active full member in Slack; who has no account elsewhere is named. */
export function judgePeople(policy: Policy, facts: Facts): AreaReport {
  const people = Object.entries(policy.people);
  if (!facts.slack.missingScopes.ok) {
    return { area: 'people', summary: '', faults: [], notices: [], skipped: 'Slack could not be asked' };
  }
  return {
    area: 'people',
    summary: `${count(people.length, 'person is', 'people are')} active full members in Slack`,
    faults: [
      ...unanswered(facts),
      ...people.flatMap(([name, { slack, also }]) => [slack, ...also].flatMap((user) => inSlack(name, user, facts))),
    ],
    notices: people.flatMap(([name, person]) => elsewhere(name, person, policy, facts)),
  };
}

const STANDING: Readonly<Record<Exclude<Standing, 'member'>, string>> = {
  guest: 'is a guest in Slack, and guests never decide',
  bot: 'is a bot, and bots never decide',
  deactivated: 'is deactivated in Slack',
  stranger: 'belongs to another workspace',
  unknown: 'could not be looked up in Slack',
};

/** One line for all of them: it is one thing that has to be mended. */
function unanswered({ accounts }: Facts): Fault[] {
  const troubles = [...accounts.values()].flatMap((account) => (account.ok ? [] : account.error));
  const [first, ...more] = troubles.filter(({ kind }) => kind !== 'absent');
  return first ? [troubleFault(`${count(more.length + 1, 'account')} in Slack`, first, {})] : [];
}

function inSlack(name: string, user: string, { accounts }: Facts): Fault[] {
  const account = accounts.get(user);
  const where = `person "${name}"`;
  if (!account) return [];
  if (!account.ok) {
    if (account.error.kind !== 'absent') return [];
    const absent = `correct people.${name} in policy.yaml (profile > More > Copy member ID)`;
    return [troubleFault(where, account.error, { absent }, `${user} does not exist in Slack`)];
  }
  const { standing } = account.value;
  if (standing === 'member') return [];
  const mended = standing === 'deactivated' ? 'have the account reactivated' : 'have the account made a full member';
  const fix = `take ${user} (${name}) out of policy.yaml, or ${mended}`;
  return [{ where, what: `${account.value.name} ${STANDING[standing]}`, fix }];
}

function elsewhere(name: string, person: Person, policy: Policy, facts: Facts): Fault[] {
  const where = `person "${name}"`;
  const email = emailOf(person, facts.accounts);
  const who = nameOf(person.slack, facts);
  const lacks = (system: string, what: string) => ({
    where,
    what: `${who} has no ${system} account under ${email}${what}`,
    fix: `write people.${name}.email as ${system} has it, or people.${name}.${system.toLowerCase()}`,
  });
  if (email === undefined) {
    const isAsked = facts.accounts.get(person.slack)?.ok === true;
    const fix = `write people.${name}.email in policy.yaml`;
    return isAsked ? [{ where, what: `${who} has no e-mail, so no other account of theirs is found`, fix }] : [];
  }
  const isMissing = (known: Facts['jiraKnows']) => {
    const found = known.get(email);
    return found?.ok === true && !found.value;
  };
  return [
    ...(person.jira === undefined && isMissing(facts.jiraKnows)
      ? [lacks('Jira', ': tickets they owe have no assignee')]
      : []),
    ...(person.pagerduty === undefined && usesRotas(policy) && isMissing(facts.pagerdutyKnows)
      ? [lacks('PagerDuty', ': on call there, they could not approve')]
      : []),
  ];
}
