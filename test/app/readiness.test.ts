import { describe, expect, it } from 'vitest';
import type { Facts } from '../../src/app/readiness/facts.ts';
import { AHEAD } from '../../src/app/readiness/facts.ts';
import { gapsIn } from '../../src/app/readiness/on-call.ts';
import type { Area } from '../../src/app/readiness/report.ts';
import { faultsOf, inFull, inShort } from '../../src/app/readiness/report.ts';
import { judge } from '../../src/app/readiness.ts';
import type { Found, Rota, Trouble } from '../../src/app/readiness-ports.ts';
import type { Standing } from '../../src/domain/change/types.ts';
import { err, ok } from '../../src/domain/result.ts';
import { parsePolicy } from '../../src/policy/load.ts';
import { ana, ben, cleo, dan, declaredAt, HOUR } from '../support/changes.ts';
import { policyText } from '../support/policy.ts';

const eva = 'U0EVALINDQ';
const names: Readonly<Record<string, string>> = {
  [ana]: 'Ana',
  [ben]: 'Ben',
  [cleo]: 'Cleo',
  [dan]: 'Dan',
  [eva]: 'Eva',
};
const policyWith = (replacements: Readonly<Record<string, string>> = {}) => parsePolicy(policyText(replacements));
const policy = policyWith();

const account = (user: string, standing: Standing = 'member') =>
  ok({ name: names[user] ?? user, standing, email: `${names[user]?.toLowerCase()}@example.com` });
const trouble = (kind: Trouble['kind'], words = 'No answer.') => err<Trouble>({ kind, words });
const group = (...members: string[]) => ({ members, troubles: [] });
const always = ok({ name: 'On-call leads', shifts: [{ start: undefined, end: undefined }] });

/** Everything as it should be, for the example policy. */
const well: Facts = {
  now: declaredAt,
  groups: new Map([
    ['oncall-leads', group(ben, dan)],
    ['leadership', group(cleo)],
    ['security', group(dan)],
    ['change-managers', group(eva, cleo)],
  ]),
  accounts: new Map(Object.keys(names).map((user) => [user, account(user)])),
  slack: {
    missingScopes: ok([]),
    channels: new Map([
      ['C0EMERGENCY', ok({ name: 'emergency-changes', isArchived: false, hasBot: true })],
      ['C0CHANGEMGT', ok({ name: 'change-management', isArchived: false, hasBot: true })],
    ]),
  },
  jira: {
    account: ok('Breakglass'),
    issueTypes: ok([{ id: '1', name: 'Task' }]),
    fields: ok([{ id: 'summary', name: 'Summary', isDemanded: true, example: '"..."' }]),
    missingPermissions: ok([]),
    hasDone: ok(true),
  },
  pagerduty: {
    token: ok(true),
    sender: ok(true),
    hasRoutingKey: true,
    fromEmail: 'breakglass@example.com',
    service: ok('payments'),
    escalationPolicy: ok('Payments'),
    schedules: new Map(),
    policies: new Map(),
  },
  jiraKnows: new Map(),
  pagerdutyKnows: new Map(),
};

const faults = (facts: Partial<Facts>, of = policy) => faultsOf(judge(of, { ...well, ...facts })).map(inFull);
const inGroups = (
  some: Readonly<Record<string, Facts['groups'] extends ReadonlyMap<string, infer G> ? G : never>>,
) => ({
  groups: new Map([...well.groups, ...Object.entries(some)]),
});
const withAccount = (user: string, found: ReturnType<typeof account> | ReturnType<typeof trouble>) => ({
  accounts: new Map([...well.accounts, [user, found]]),
});
const jira = (some: Partial<NonNullable<Facts['jira']>>) => ({
  jira: { ...(well.jira as NonNullable<Facts['jira']>), ...some },
});
const pagerduty = (some: Partial<NonNullable<Facts['pagerduty']>>) => ({
  pagerduty: { ...(well.pagerduty as NonNullable<Facts['pagerduty']>), ...some },
});
const channel = (found: Facts['slack']['channels'] extends ReadonlyMap<string, infer C> ? C : never) => ({
  slack: { ...well.slack, channels: new Map([['C0EMERGENCY', found]]) },
});

describe('a workspace where all is well', () => {
  it('has no faults, and every area says what was found', () => {
    const report = judge(policy, well);
    expect(faultsOf(report)).toEqual([]);
    expect(report.every(({ summary }) => summary !== '')).toBe(true);
  });
});

describe('groups', () => {
  it.each([
    { kind: 'absent', words: 'group "security": @security does not exist any more' },
    { kind: 'empty', words: 'group "security": @security has nobody in it now' },
    { kind: 'unreachable', words: 'group "security": @security could not be asked' },
    { kind: 'unmatched', words: 'group "security": @security cannot be told to be one person in Slack' },
  ] as const)('are told apart when a source is $kind', ({ kind, words }) => {
    const troubles = [{ group: 'security', kind, what: '@security' }];
    const members = kind === 'empty' ? [] : [dan];
    expect(faults(inGroups({ security: { members, troubles } }))[0]).toContain(words);
  });

  it('name somebody', () => {
    expect(faults(inGroups({ security: group() }))[0]).toContain(
      'group "security": has nobody in it now who may decide',
    );
  });

  it('may have a source that is empty now, as long as somebody else is in them', () => {
    const troubles = [{ group: 'security', kind: 'empty', what: '@security' } as const];
    expect(faults(inGroups({ security: { members: [dan], troubles } }))).toEqual([]);
  });
});

describe('rules', () => {
  const twoSecurity = policyWith({
    'security: 1': 'security: 2',
    'security, users: [dan]': 'security, users: [dan, ben]',
  });
  const fallback = '  fallback_group: change-managers # may fill in where separation of duties leaves too few\n';
  const alone = policyWith({ [fallback]: '' });

  it('count the fall-back group in', () => {
    expect(faults(inGroups({ leadership: group(cleo) }))).toEqual([]);
  });

  it('need people to be left when one of them declares: who, how many, which rule', () => {
    expect(faults({}, alone)).toContainEqual(
      'group "security": 0 people left, needs 1 when Dan declares the change (rule "Security-affecting").' +
        ' Fix: add 1 person to "security", or name an approval.fallback_group',
    );
  });

  it('are said to lack people whoever declares', () => {
    const facts = { ...inGroups({ 'change-managers': group(cleo), leadership: group(cleo) }) };
    expect(faults(facts, twoSecurity).map((line) => line.split(' (')[0])).toContain(
      'group "security": 1 person left, needs 2 when Dan or Cleo declares the change',
    );
  });

  it('count one person for one place when two rules match', () => {
    const facts = inGroups({ 'oncall-leads': group(dan), 'change-managers': group() });
    expect(faults(facts).filter((line) => line.includes('together'))).toContainEqual(
      expect.stringContaining('rules "Every emergency change" and "Security-affecting" together'),
    );
  });

  it.each(['guest', 'deactivated', 'bot', 'stranger'] as const)('do not count a %s', (standing) => {
    const facts = { ...inGroups({ 'change-managers': group(cleo) }), ...withAccount(cleo, account(cleo, standing)) };
    expect(faults(facts)).toContainEqual(expect.stringMatching(/^group "leadership": 0 people left, needs 1 \(rule/));
  });

  it('are said short enough for the digest', () => {
    const [fault] = faultsOf(judge(alone, well));
    expect(fault && inShort(fault)).toMatch(/^group "\w+": 0 people left, needs 1/);
  });
});

describe('people', () => {
  it.each([
    { standing: 'guest', words: 'Ana is a guest in Slack' },
    { standing: 'deactivated', words: 'Ana is deactivated in Slack' },
    { standing: 'bot', words: 'Ana is a bot' },
    { standing: 'stranger', words: 'Ana belongs to another workspace' },
  ] as const)('are full members, not $standing', ({ standing, words }) => {
    expect(faults(withAccount(ana, account(ana, standing)))).toEqual([
      expect.stringContaining(`person "ana": ${words}`),
    ]);
  });

  it('exist in Slack', () => {
    expect(faults(withAccount(ana, trouble('absent')))).toEqual([
      expect.stringContaining(`person "ana": ${ana} does not exist in Slack. Fix: correct people.ana`),
    ]);
  });

  it('who could not be looked up are told in one line, and the rules are left open', () => {
    const accounts = new Map(
      [...well.accounts.keys()].map((user) => [user, trouble('refused', 'Slack: missing_scope.')]),
    );
    expect(faults({ accounts })).toEqual([expect.stringContaining('5 accounts in Slack: Slack: missing_scope. Fix:')]);
  });

  it('without an account in Jira are named, and that is no fault', () => {
    const report = judge(policy, { ...well, jiraKnows: new Map([['dan@example.com', ok(false)]]) });
    expect(faultsOf(report)).toEqual([]);
    expect(report.flatMap(({ notices }) => notices).map(inShort)).toEqual([
      'person "dan": Dan has no Jira account under dan@example.com: tickets they owe have no assignee',
    ]);
  });
});

describe('Slack', () => {
  it.each([
    {
      what: 'a token that is refused',
      facts: { slack: { ...well.slack, missingScopes: trouble('refused', 'Slack refused: invalid_auth.') } },
      words: 'Slack token: Slack refused: invalid_auth. Fix: set a valid SLACK_BOT_TOKEN',
    },
    {
      what: 'a scope that is missing',
      facts: { slack: { ...well.slack, missingScopes: ok(['im:write']) } },
      words: 'Slack token: lacks the scope im:write',
    },
    {
      what: 'an archived channel',
      facts: channel(ok({ name: 'emergency', isArchived: true, hasBot: true })),
      words: 'channel #emergency (channels.changes): is archived',
    },
    {
      what: 'a channel without the bot',
      facts: channel(ok({ name: 'emergency', isArchived: false, hasBot: false })),
      words:
        'channel #emergency (channels.changes): does not have the bot in it. Fix: type /invite @Breakglass in #emergency',
    },
    {
      what: 'a channel that is not there',
      facts: channel(trouble('absent')),
      words: 'channel C0EMERGENCY (channels.changes): does not exist, or is private and without the bot',
    },
  ])('has no $what', ({ facts, words }) => {
    expect(faults(facts)).toEqual([expect.stringContaining(words)]);
  });

  it('that cannot be asked leaves people and rules open, and says neither good nor ill of them', () => {
    const report = judge(policy, {
      ...well,
      accounts: new Map(),
      slack: { ...well.slack, missingScopes: trouble('unreachable') },
    });
    const skipped = report.filter(({ skipped: why }) => why).map(({ area }) => area);
    expect(skipped).toEqual<Area[]>(['rules', 'people']);
    expect(faultsOf(report)).toHaveLength(1);
  });
});

describe('Jira', () => {
  const field = { id: 'customfield_10050', name: 'Change class', isDemanded: true, example: '{ value: Standard }' };
  it.each([
    {
      what: 'a refused token',
      facts: jira({ account: trouble('refused') }),
      words: 'Fix: check JIRA_EMAIL and JIRA_API_TOKEN',
    },
    {
      what: 'a project that is not there',
      facts: jira({ issueTypes: trouble('absent'), fields: undefined, hasDone: undefined }),
      words: 'Jira project OPS: does not exist, or the bot may not see it',
    },
    {
      what: 'an issue type that is not there',
      facts: jira({ issueTypes: ok([{ id: '2', name: 'Bug' }]), fields: undefined, hasDone: undefined }),
      words: 'has no issue type "Task". Fix: write as jira.issue_type one of: Bug',
    },
    {
      what: 'a permission that is missing',
      facts: jira({ missingPermissions: ok(['Create issues']) }),
      words: 'the bot lacks the permission "Create issues"',
    },
    {
      what: 'a demanded field that nobody fills in',
      facts: jira({ fields: ok([field]) }),
      words: 'Fix: write under jira.fields in policy.yaml: customfield_10050: { value: Standard }',
    },
    { what: 'no way to Done', facts: jira({ hasDone: ok(false) }), words: 'no status of the category Done' },
  ])('is told of $what', ({ facts, words }) => {
    expect(faults(facts)).toEqual([expect.stringContaining(words)]);
  });

  it('gets the fields that the policy fills in', () => {
    const filled = policyWith({ 'fields: {}': 'fields: { customfield_10050: { value: Standard } }' });
    expect(faults(jira({ fields: ok([field]) }), filled)).toEqual([]);
  });

  it('may be left out', () => {
    expect(faults({ jira: undefined })).toEqual([]);
  });
});

describe('PagerDuty', () => {
  it.each([
    {
      what: 'a refused token',
      facts: pagerduty({ token: trouble('refused') }),
      words: 'Fix: set a valid PAGERDUTY_API_TOKEN',
    },
    {
      what: 'a sender nobody knows',
      facts: pagerduty({ sender: ok(false) }),
      words: 'PAGERDUTY_FROM_EMAIL: no PagerDuty user has the e-mail breakglass@example.com',
    },
    {
      what: 'a service that is not there',
      facts: pagerduty({ service: trouble('absent') }),
      words: 'approval.page.service: PagerDuty has no service PPAYMNT',
    },
    {
      what: 'an escalation policy that is not there',
      facts: pagerduty({ escalationPolicy: trouble('absent') }),
      words: 'approval.page.escalation_policy: PagerDuty has no escalation policy PEPPAYM',
    },
    {
      what: 'no routing key',
      facts: pagerduty({ hasRoutingKey: false }),
      words: 'PAGERDUTY_ROUTING_KEY: the ladder pages',
    },
    {
      what: 'not being connected',
      facts: { pagerduty: undefined },
      words: 'the policy pages people, and PagerDuty is not connected',
    },
  ])('is told of $what', ({ facts, words }) => {
    expect(faults(facts)).toContainEqual(expect.stringContaining(words));
  });

  const onCall = policyWith({
    'leadership: { title: leadership, users: [cleo] }':
      'leadership: { title: leadership, users: [cleo], pagerduty_schedules: [PSCIDEN] }',
  });
  const scheduled = (found: Found<Rota>) =>
    pagerduty({
      schedules: new Map([
        ['PSCLEAD', always],
        ['PSCIDEN', found],
      ]),
    });

  it('has somebody on call at every moment', () => {
    expect(faults(scheduled(always), onCall)).toEqual([]);
  });

  it.each([
    { what: 'nobody at all', shifts: [], words: 'nobody is on call in the next 7 days' },
    {
      what: 'a gap to come, in the policy’s own time',
      shifts: [
        { start: undefined, end: declaredAt + 24 * HOUR },
        { start: declaredAt + 30 * HOUR, end: undefined },
      ],
      words: 'nobody is on call from Sun 22 Nov 03:12 to Sun 22 Nov 09:12',
    },
    {
      what: 'an end',
      shifts: [{ start: declaredAt - HOUR, end: declaredAt + 24 * HOUR }],
      words: 'nobody is on call from Sun 22 Nov 03:12 on',
    },
  ])('is told of a schedule with $what', ({ shifts, words }) => {
    const [fault] = faults(scheduled(ok({ name: 'Identity', shifts })), onCall);
    expect(fault).toContain(`schedule "Identity": ${words}. Fix: fill the gap in PagerDuty`);
  });

  it('is told of a schedule that could not be asked for', () => {
    expect(faults(scheduled(trouble('unreachable')), onCall)).toEqual([
      expect.stringContaining('schedule PSCIDEN: could not be asked (No answer)'),
    ]);
  });
});

describe('gaps', () => {
  const until = declaredAt + AHEAD;
  it.each([
    { what: 'none under one long shift', shifts: [{ start: undefined, end: undefined }], gaps: 0 },
    {
      what: 'none where shifts overlap, in any order',
      shifts: [
        { start: declaredAt + HOUR, end: undefined },
        { start: declaredAt - HOUR, end: declaredAt + 2 * HOUR },
      ],
      gaps: 0,
    },
    {
      what: 'none at a hand-over of a minute',
      shifts: [
        { start: undefined, end: declaredAt + HOUR },
        { start: declaredAt + HOUR + 60_000, end: undefined },
      ],
      gaps: 0,
    },
    { what: 'two around a shift', shifts: [{ start: declaredAt + HOUR, end: declaredAt + 2 * HOUR }], gaps: 2 },
    { what: 'one where every shift is past', shifts: [{ start: undefined, end: declaredAt - HOUR }], gaps: 1 },
  ])('are $what', ({ shifts, gaps }) => {
    expect(gapsIn(shifts, declaredAt, until)).toHaveLength(gaps);
  });
});
