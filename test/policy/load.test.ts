import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadPolicy, PolicyError, parsePolicy } from '../../src/policy/load.ts';

const FILE = 'policy.yaml';
const sound = readFileSync(FILE, 'utf8');

/** The repository's policy with one place altered: what is wrong with it. */
function faultsAfter(from: string | RegExp, to: string): readonly string[] {
  const text = sound.replace(from, to);
  expect(text, 'the policy has such a place').not.toBe(sound);
  return faultsIn(text);
}

/** Without the column, which shifts with every word before it. */
const faultsIn = (text: string): readonly string[] =>
  placed(text).map((fault) => fault.replace(/^(\S+:\d+):\d+/, '$1'));

function placed(text: string): readonly string[] {
  try {
    parsePolicy(text, FILE);
  } catch (cause) {
    if (cause instanceof PolicyError) return cause.faults;
    throw cause;
  }
  return [];
}

const lineOf = (words: string): number => sound.slice(0, sound.indexOf(words)).split('\n').length;

describe('the policy of the repository', () => {
  it('is sound', () => {
    expect(faultsIn(sound)).toEqual([]);
  });

  it('is known by the SHA-256 of its text', () => {
    const policy = loadPolicy(FILE);
    expect(policy.hash).toBe(createHash('sha256').update(sound).digest('hex'));
    expect(policy.text).toBe(sound);
  });

  it('comes with its durations in milliseconds', () => {
    const { review, approval } = loadPolicy(FILE);
    expect(review).toMatchObject({ target: 86_400_000, limit: 172_800_000 });
    expect(approval.remind_after).toEqual([300_000, 900_000, 3_600_000]);
  });
});

describe('a policy that names what is not there', () => {
  it.each([
    {
      what: 'a misspelt group in a rule',
      from: 'require: { leadership: 1 }',
      to: 'require: { leadreship: 1 }',
      path: 'rules.1.require.leadreship',
      words: 'unknown group "leadreship": did you mean "leadership"?',
    },
    {
      what: 'an unknown fall-back group',
      from: 'fallback_group: change-managers',
      to: 'fallback_group: nobody-at-all',
      path: 'approval.fallback_group',
      words: 'unknown group "nobody-at-all": known: oncall-leads, leadership, security, change-managers',
    },
    {
      what: 'unknown reviewers',
      from: 'reviewers: change-managers',
      to: 'reviewers: examiners',
      path: 'review.reviewers',
      words: 'unknown group "examiners"',
    },
    {
      what: 'an unknown escalation group',
      from: 'escalation: leadership',
      to: 'escalation: board',
      path: 'review.escalation',
      words: 'unknown group "board"',
    },
    {
      what: 'a stranger in a group',
      from: 'users: [ben, dan]',
      to: 'users: [ben, evo]',
      path: 'groups.oncall-leads.users.1',
      words: 'unknown person "evo": did you mean "eva"?',
    },
    {
      what: 'a stranger as implementer',
      from: 'search: { kind: application-code, risk: low }',
      to: 'search: { kind: application-code, risk: low, implementers: [zoe] }',
      path: 'systems.search.implementers.0',
      words: 'unknown person "zoe"',
    },
    {
      what: 'an unknown system in a rule',
      from: 'when: { risk: [high] }',
      to: 'when: { risk: [high], system: [paymetns] }',
      path: 'rules.1.when.system.0',
      words: 'unknown system "paymetns": did you mean "payments"?',
    },
    {
      what: 'an unknown criterion in a rule',
      from: 'when: { risk: [high] }',
      to: 'when: { criterion: [outages] }',
      path: 'rules.1.when.criterion.0',
      words: 'unknown criterion "outages": did you mean "outage"?',
    },
  ])('is told its line and the nearest name: $what', ({ from, to, path, words }) => {
    const [fault, ...others] = faultsAfter(from, to);
    expect(others).toEqual([]);
    expect(fault).toContain(`${FILE}:${lineOf(from)}: ${path}: ${words}`);
  });
});

describe('a group', () => {
  const withLeads = (group: string) => faultsAfter(/oncall-leads: \{.*\}/, `oncall-leads: ${group}`);
  const group = (more: string) => withLeads(`{ title: on-call lead, users: [ben, dan], ${more} }`);

  it.each([
    '{ title: T, users: [ben] }',
    '{ title: T, slack_user_groups: [S0SECURITY1] }',
    '{ title: T, pagerduty_schedules: [PSCLEAD], pagerduty_escalation_policies: [PEPPAYM, Q1A2B3C4D5E6F7] }',
    '{ title: T, users: [ben], slack_user_groups: [S0SECURITY1], notify: [ben, cleo, slack_user_groups] }',
  ])('may have any mix of sources: %s', (sound) => {
    expect(withLeads(sound)).toEqual([]);
  });

  it.each([
    {
      it: '{ title: T }',
      words: 'a group needs at least one person: fill users, slack_user_groups, pagerduty_schedules',
    },
    {
      it: '{ title: T, slack_user_groups: ["@security"] }',
      words: 'the id of a Slack user group looks like S0123ABCD',
    },
    { it: '{ title: T, pagerduty_schedules: ["On-call leads"] }', words: 'the id of a PagerDuty schedule looks like' },
  ])('needs a source that is one: $it', ({ it: unsound, words }) => {
    const [fault, ...others] = withLeads(unsound);
    expect(others).toEqual([]);
    expect(fault).toContain(words);
    expect(fault).toMatch(/^policy\.yaml:\d+: groups\.oncall-leads/);
  });

  it.each([
    { more: 'notify: []', words: 'tell somebody, or leave "notify" out' },
    { more: 'notify: [bne]', words: 'groups.oncall-leads.notify.0: unknown person "bne": did you mean "ben"?' },
    { more: 'notify: [ben, pagerduty_schedules]', words: 'notify.1: the group has no pagerduty_schedules' },
  ])('tells people first who are there: $more', ({ more, words }) => {
    const faults = group(more);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(words);
  });

  it('of unknown size may be asked for any number of people', () => {
    const text = sound.replace('require: { oncall-leads: 1 }', 'require: { oncall-leads: 5 }');
    expect(faultsIn(text)).toEqual([]);
    expect(faultsIn(text.replace(', pagerduty_schedules: [PSCLEAD]', ''))).toHaveLength(1);
  });
});

describe('a person under two names', () => {
  const ben = 'ben: { slack: U0BENOKAFO, email: ben@example.com }';
  const asBen = (accounts: string) => faultsAfter(ben, `ben: ${accounts}`);

  it.each([
    { accounts: '{ slack: U0DANWU001 }', path: 'people.dan.slack' },
    { accounts: '{ slack: U0BENOKAFO, also: [U0DANWU001] }', path: 'people.dan.slack' },
    { accounts: '{ slack: U0BENOKAFO, email: Dan@Example.com }', path: 'people.dan.email' },
  ])('is told which: $accounts', ({ accounts, path }) => {
    const [fault, ...others] = asBen(accounts);
    expect(others).toEqual([]);
    expect(fault).toContain(`: ${path}: is "ben"'s already`);
  });

  it.each(['pagerduty: PABC123', 'jira: 5b10ac8d', 'github: benok'])('is seen by %s too', (account) => {
    const both = sound.replaceAll(/(slack: U0(BEN|DAN)\w+), /g, `$1, ${account}, `);
    expect(faultsIn(both)).toEqual([expect.stringContaining(`is "ben"'s already`)]);
  });

  it('is seen through plus-addressing and domain aliases once the policy has them', () => {
    const text = sound.replace(ben, 'ben: { slack: U0BENOKAFO, email: dan+ben@example.org }');
    expect(faultsIn(text)).toEqual([]);
    const rules = text
      .replace('plus_addressing: false', 'plus_addressing: true')
      .replace('domain_aliases: {}', 'domain_aliases: { example.org: example.com }');
    expect(faultsIn(rules)).toEqual([expect.stringContaining('people.dan.email')]);
  });

  it('is asked for one domain, not for an alias of an alias', () => {
    const chain = '{ example.net: example.org, example.org: example.com }';
    expect(faultsAfter('domain_aliases: {}', `domain_aliases: ${chain}`)).toEqual([
      expect.stringContaining('identity.domain_aliases.example.net: "example.org" is an alias itself'),
    ]);
  });
});

describe('a policy that contradicts itself', () => {
  it.each([
    {
      what: 'a target after the limit',
      from: 'target: 24h',
      to: 'target: 72h',
      words: 'review.target: the target lies after the limit: make it the earlier of the two',
    },
    {
      what: 'a ladder out of order',
      from: '{ at: 4h, tell: [owner] }',
      to: '{ at: 21h, tell: [owner] }',
      words: 'review.ladder: put the rungs in order of time, each later than the one before',
    },
    {
      what: 'reminders out of order',
      from: 'remind_after: [5m, 15m, 1h]',
      to: 'remind_after: [15m, 5m, 1h]',
      words: 'approval.remind_after: put the reminders in order of time, each later than the one before',
    },
    {
      what: 'more people asked for than there are',
      from: 'require: { security: 1 }',
      to: 'require: { security: 2 }',
      words: 'rules.2.require.security: asks for 2 people of "security", which has 1: add people or ask for fewer',
    },
    {
      what: 'the same person twice in a group',
      from: 'users: [dan] }',
      to: 'users: [dan, dan] }',
      and: ['require: { security: 1 }', 'require: { security: 2 }'],
      words: 'asks for 2 people of "security", which has 1',
    },
    {
      what: 'changes that no rule applies to',
      from: '    require: { oncall-leads: 1 }',
      to: '    when: { kind: [data] }\n    require: { oncall-leads: 1 }',
      words: 'rules: no rule applies to every change: add one without "when", or some changes would need no approval',
    },
    {
      what: 'a rule for all that asks for nobody',
      from: 'require: { oncall-leads: 1 }',
      to: 'require: {}',
      words: 'rules.0.require: asks for nobody: name a group and how many of it',
    },
  ])('is told so: $what', ({ from, to, and, words }) => {
    const text = sound.replace(from, to);
    const faults = faultsIn(and ? text.replace(and[0] ?? '', and[1] ?? '') : text);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(words);
    expect(faults[0]).toMatch(/^policy\.yaml:\d+: /);
  });
});

describe('a policy that is not written right', () => {
  it.each([
    {
      what: 'a duration in words',
      from: 'limit: 48h',
      to: 'limit: two days',
      words: '"two days" is no duration: write 30s, 15m, 24h or 7d',
    },
    { what: 'a duration without a unit', from: 'limit: 48h', to: 'limit: 48', words: 'write a duration such as 30s' },
    { what: 'no time at all', from: 'repeat_every: 24h', to: 'repeat_every: 0h', words: '"0h" is no duration' },
    {
      what: 'a misspelt setting',
      from: 'repeat_every:',
      to: 'repeat_evry:',
      words: 'unknown setting "repeat_evry": remove it or check its spelling',
    },
    { what: 'a missing setting', from: /digest:\n {2}at: "09:00"\n/, to: '', words: 'digest: is missing: add it' },
    { what: 'another version', from: 'version: 1', to: 'version: 2', words: 'write version: 1' },
    { what: 'an unknown time zone', from: 'Europe/Lisbon', to: 'Europe/Lissabon', words: 'no such time zone' },
    {
      what: 'a Slack name for an id',
      from: 'slack: U0DANWU001',
      to: "slack: '@dan'",
      words: 'a Slack user id looks like U0123ABCD',
    },
    {
      what: 'a channel’s name for its id',
      from: 'changes: C0EMERGENCY',
      to: "changes: '#emergency'",
      words: 'a channel id looks like C0123ABCD',
    },
    { what: 'a time without quotes', from: 'at: "09:00"', to: 'at: 9.00', words: 'digest.at:' },
    {
      what: 'an audience that does not exist',
      from: 'tell: [owner, thread]',
      to: 'tell: [owner, everybody]',
      words: 'review.ladder.2.tell.1',
    },
    { what: 'an empty group', from: 'users: [cleo]', to: 'users: []', words: 'a group needs at least one person' },
    {
      what: 'a kind of change that does not exist',
      from: 'kind: database',
      to: 'kind: databse',
      words: 'systems.warehouse.kind',
    },
  ])('is told the line and the fix: $what', ({ from, to, words }) => {
    const faults = faultsAfter(from, to);
    expect(faults.some((fault) => fault.includes(words))).toBe(true);
    expect(faults.every((fault) => /^policy\.yaml:\d+: /.test(fault))).toBe(true);
  });

  it('points at the very column', () => {
    expect(placed(sound.replace('limit: 48h', 'limit: two days'))[0]).toContain(
      `:${lineOf('limit: 48h')}:10: review.limit:`,
    );
    expect(placed('version: 1\nversion: 1')[0]).toContain(`${FILE}:2:1: `);
  });

  it('points at the very line', () => {
    expect(faultsAfter('limit: 48h', 'limit: two days')[0]).toContain(`${FILE}:${lineOf('limit: 48h')}: review.limit:`);
    expect(faultsAfter('repeat_every:', 'repeat_evry:').join('\n')).toContain(
      `${FILE}:${lineOf('repeat_every:')}: review.repeat_evry:`,
    );
  });

  it('names all that is wrong at once', () => {
    const text = sound.replace('limit: 48h', 'limit: two days').replace('version: 1', 'version: 2');
    expect(faultsIn(text)).toHaveLength(2);
  });

  it('is told the line of a slip in the YAML itself', () => {
    expect(faultsIn('version: 1\ntimezone: [UTC\nchannels: {}')[0]).toMatch(/^policy\.yaml:[23]: /);
    expect(faultsIn('version: 1\nversion: 1')[0]).toMatch(/^policy\.yaml:2: .*unique/);
  });

  it.each(['', '# nothing yet', 'just words', '[]', 'null'])('is refused when it is %j', (text) => {
    expect(faultsIn(text).length).toBeGreaterThan(0);
  });

  it('is refused when it is not there, with what to set', () => {
    expect(() => loadPolicy('no-such-policy.yaml')).toThrow("set POLICY_FILE to your policy's path");
  });
});
