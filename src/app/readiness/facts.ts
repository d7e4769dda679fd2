import type { Instant, UserId } from '../../domain/change/types.ts';
import { DAY } from '../../domain/digest.ts';
import type { Policy } from '../../policy/load.ts';
import type {
  AccountFacts,
  ChannelFacts,
  FieldFacts,
  Found,
  GroupFacts,
  JiraProbe,
  PagerDutyProbe,
  Probes,
  Rota,
} from '../readiness-ports.ts';

/** How far ahead schedules are looked at for times when nobody is on call. */
export const AHEAD = 7 * DAY;

/** Questions on their way at once: enough to be quick, few enough for every vendor's rate limit. */
const AT_ONCE = 6;

export interface JiraFacts {
  readonly account: Found<string>;
  readonly issueTypes: Found<readonly { readonly id: string; readonly name: string }[]>;
  readonly fields: Found<readonly FieldFacts[]> | undefined;
  readonly missingPermissions: Found<readonly string[]>;
  readonly hasDone: Found<boolean> | undefined;
}

export interface PagerDutyFacts {
  readonly token: Found<true>;
  readonly sender: Found<boolean>;
  readonly hasRoutingKey: boolean;
  readonly fromEmail: string;
  readonly service: Found<string> | undefined;
  readonly escalationPolicy: Found<string> | undefined;
  /** By PagerDuty id. */
  readonly schedules: ReadonlyMap<string, Found<Rota>>;
  readonly policies: ReadonlyMap<string, Found<Rota>>;
}

/** Everything that is judged, as it was found at `now` (UTC milliseconds). */
export interface Facts {
  readonly now: Instant;
  readonly groups: ReadonlyMap<string, GroupFacts>;
  readonly accounts: ReadonlyMap<UserId, Found<AccountFacts>>;
  readonly slack: {
    readonly missingScopes: Found<readonly string[]>;
    readonly channels: ReadonlyMap<string, Found<ChannelFacts>>;
  };
  readonly jira: JiraFacts | undefined;
  readonly pagerduty: PagerDutyFacts | undefined;
  /** By e-mail; absent where the system is not connected or was not asked. */
  readonly jiraKnows: ReadonlyMap<string, Found<boolean>>;
  readonly pagerdutyKnows: ReadonlyMap<string, Found<boolean>>;
}

/** Asks everything there is to ask of this policy. Never throws for what a system answers. */
export async function collectFacts(policy: Policy, probes: Probes, now: Instant): Promise<Facts> {
  const { slack, jira, pagerduty } = probes;
  const [groups, missingScopes, channels, jiraFacts, pagerdutyFacts] = await Promise.all([
    probes.groups(groupsUsed(policy)),
    slack.missingScopes(),
    askEach(channelsUsed(policy), slack.channel),
    policy.jira && jira ? askJira(jira, policy.jira) : undefined,
    pagerduty && probes.pagerdutySettings ? askPagerDuty(pagerduty, probes.pagerdutySettings, policy, now) : undefined,
  ]);
  const accounts = missingScopes.ok ? await askEach(accountsUsed(policy, groups), slack.account) : new Map();
  const emails = emailsOf(policy, accounts);
  const [jiraKnows, pagerdutyKnows] = await Promise.all([
    askEach(jiraFacts?.account.ok ? emails.jira : [], async (email) => probes.jira?.knows(email)),
    askEach(pagerdutyFacts?.token.ok ? emails.pagerduty : [], async (email) => pagerduty?.knows(email)),
  ]);
  return {
    now,
    groups,
    accounts,
    slack: { missingScopes, channels },
    jira: jiraFacts,
    pagerduty: pagerdutyFacts,
    jiraKnows: answered(jiraKnows),
    pagerdutyKnows: answered(pagerdutyKnows),
  };
}

/** Every group that somebody is asked or told by. */
export function groupsUsed({ rules, approval, review }: Policy): string[] {
  return distinct([
    ...rules.flatMap(({ require }) => Object.keys(require)),
    ...approval.escalation.flatMap((rung) => ('ask' in rung ? rung.ask : [])),
    approval.fallback_group,
    review.reviewers,
    review.escalation,
  ]);
}

export const channelsUsed = ({ channels }: Policy): string[] =>
  distinct([channels.changes, channels.digest, channels.fallback]);

function accountsUsed({ people }: Policy, groups: Facts['groups']): UserId[] {
  return distinct([
    ...Object.values(people).flatMap(({ slack, also }) => [slack, ...also]),
    ...[...groups.values()].flatMap(({ members }) => members),
  ]);
}

/** What says who is on call: schedules and escalation policies of the groups in use. */
export function rotasUsed(policy: Policy): { readonly schedules: string[]; readonly policies: string[] } {
  const groups = groupsUsed(policy).flatMap((group) => policy.groups[group] ?? []);
  return {
    schedules: distinct(groups.flatMap(({ pagerduty_schedules }) => pagerduty_schedules)),
    policies: distinct(groups.flatMap(({ pagerduty_escalation_policies }) => pagerduty_escalation_policies)),
  };
}

export const usesRotas = (policy: Policy): boolean => Object.values(rotasUsed(policy)).flat().length > 0;

/** A person's e-mail: the policy's goes before Slack's. */
export function emailOf({ slack, email }: Policy['people'][string], accounts: Facts['accounts']): string | undefined {
  const account = accounts.get(slack);
  return email ?? (account?.ok ? account.value.email : undefined);
}

function emailsOf(policy: Policy, accounts: Facts['accounts']) {
  const people = Object.values(policy.people);
  const of = (some: typeof people) => distinct(some.map((person) => emailOf(person, accounts)));
  return {
    jira: of(people.filter(({ jira }) => jira === undefined)),
    pagerduty: usesRotas(policy) ? of(people.filter(({ pagerduty }) => pagerduty === undefined)) : [],
  };
}

async function askJira(jira: JiraProbe, { project, issue_type }: NonNullable<Policy['jira']>): Promise<JiraFacts> {
  const [account, issueTypes, missingPermissions] = await Promise.all([
    jira.account(),
    jira.issueTypes(project),
    jira.missingPermissions(project),
  ]);
  const type = issueTypes.ok ? issueTypes.value.find(({ name }) => name === issue_type) : undefined;
  const [fields, hasDone] = type
    ? await Promise.all([jira.fields(project, type.id), jira.hasDone(project, type.id)])
    : [];
  return { account, issueTypes, missingPermissions, fields, hasDone };
}

async function askPagerDuty(
  pagerduty: PagerDutyProbe,
  settings: NonNullable<Probes['pagerdutySettings']>,
  policy: Policy,
  now: Instant,
): Promise<PagerDutyFacts> {
  const { page } = policy.approval;
  const used = rotasUsed(policy);
  const [token, sender, service, escalationPolicy, schedules, policies] = await Promise.all([
    pagerduty.token(),
    pagerduty.knows(settings.fromEmail),
    page && pagerduty.service(page.service),
    page?.escalation_policy === undefined ? undefined : pagerduty.escalationPolicy(page.escalation_policy),
    askEach(used.schedules, (id) => pagerduty.schedule(id, now, now + AHEAD)),
    askEach(used.policies, (id) => pagerduty.policyRota(id, now, now + AHEAD)),
  ]);
  return { token, sender, service, escalationPolicy, schedules, policies, ...settings };
}

/** Asks about each, a few at a time. */
async function askEach<T>(
  things: readonly string[],
  ask: (thing: string) => Promise<T>,
): Promise<ReadonlyMap<string, T>> {
  const answers = new Map<string, T>();
  for (let from = 0; from < things.length; from += AT_ONCE) {
    const some = things.slice(from, from + AT_ONCE);
    const said = await Promise.all(some.map(async (thing) => [thing, await ask(thing)] as const));
    for (const [thing, answer] of said) answers.set(thing, answer);
  }
  return answers;
}

function answered<T>(answers: ReadonlyMap<string, T | undefined>): ReadonlyMap<string, T> {
  return new Map([...answers].filter((each): each is [string, T] => each[1] !== undefined));
}

const distinct = (things: readonly (string | undefined)[]): string[] => [
  ...new Set(things.filter((thing) => thing !== undefined)),
];
