import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PeopleRules } from '../../src/app/identity.ts';
import { accountsWith, areToldApart, inSlack, isKnown, isSamePerson } from '../../src/app/identity.ts';
import { canonicalEmail } from '../../src/policy/email.ts';

const person = (slack: string, more: object = {}) => ({ slack, also: [], ...more });
const rules = (
  people: Record<string, ReturnType<typeof person>> = {},
  identity: Partial<PeopleRules['identity']> = {},
): PeopleRules => ({ people, identity: { plus_addressing: false, domain_aliases: {}, ...identity } });

const WIDE = { plus_addressing: true, domain_aliases: { 'example.org': 'example.com' } };

describe('an e-mail address', () => {
  it.each([
    { written: ' Ben@Example.COM ', narrow: 'ben@example.com', wide: 'ben@example.com' },
    { written: 'ben+oncall@example.com', narrow: 'ben+oncall@example.com', wide: 'ben@example.com' },
    { written: 'Ben+a+b@EXAMPLE.org', narrow: 'ben+a+b@example.org', wide: 'ben@example.com' },
    { written: '+@example.com', narrow: '+@example.com', wide: '+@example.com' },
    { written: 'ben@constructor', narrow: 'ben@constructor', wide: 'ben@constructor' },
    { written: 'ben', narrow: undefined, wide: undefined },
    { written: '@example.com', narrow: undefined, wide: undefined },
    { written: 'a@b@example.com', narrow: undefined, wide: undefined },
    { written: undefined, narrow: undefined, wide: undefined },
  ])('is known without capitals, and without more only where the policy says so: $written', (row) => {
    expect(canonicalEmail(row.written, rules().identity)).toBe(row.narrow);
    expect(canonicalEmail(row.written, rules({}, WIDE).identity)).toBe(row.wide);
  });
});

describe('two accounts', () => {
  const ben = rules({ ben: person('U0BEN', { email: 'ben@example.com', also: ['U0BENTWO'] }) });

  it.each([
    { are: 'the same account', one: { id: 'U1' }, other: { id: 'U1' }, same: true },
    { are: 'two of no e-mail', one: { id: 'U1' }, other: { id: 'U2' }, same: false },
    { are: 'mapped to one name', one: { id: 'U0BEN' }, other: { id: 'U0BENTWO' }, same: true },
    {
      are: 'of one e-mail',
      one: { id: 'U1', email: 'x@example.com' },
      other: { id: 'U2', email: 'X@example.com' },
      same: true,
    },
    {
      are: 'one of the policy, one with its e-mail',
      one: { id: 'U0BENTWO', email: 'old@example.com' },
      other: { id: 'U9', email: 'BEN@example.com' },
      same: true,
    },
    {
      are: 'one of the policy and one with the e-mail Slack knows of them',
      one: { id: 'U0BEN', email: 'ben.okafor@example.com' },
      other: { id: 'U9', email: 'ben.okafor@example.com' },
      same: true,
    },
    {
      are: 'apart by a plus that does not count here',
      one: { id: 'U1', email: 'x@example.com' },
      other: { id: 'U2', email: 'x+y@example.com' },
      same: false,
    },
  ])('are one person’s or not: $are', ({ one, other, same }) => {
    expect(isSamePerson(one, other, ben)).toBe(same);
    expect(isSamePerson(other, one, ben)).toBe(same);
  });

  const mailbox = fc.stringMatching(/^[a-z0-9.]{1,12}$/);
  const spelling = (box: string) =>
    fc
      .tuple(
        fc.constantFrom('', '+oncall', '+a+b'),
        fc.constantFrom('@example.com', '@example.org'),
        fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
      )
      .map(([plus, domain, capitals]) =>
        [...`${box}${plus}${domain}`].map((c, index) => (capitals[index] ? c.toUpperCase() : c)).join(''),
      );

  it('are never two people for one, however the address is written', () => {
    const spellings = mailbox.chain((box) => fc.tuple(spelling(box), spelling(box)));
    fc.assert(
      fc.property(spellings, ([one, other]) => {
        const wide = rules({}, WIDE);
        expect(isSamePerson({ id: 'U1', email: one }, { id: 'U2', email: other }, wide)).toBe(true);
      }),
    );
  });

  it('are never one person for two mailboxes', () => {
    const two = fc
      .tuple(mailbox, mailbox)
      .filter(([one, other]) => one !== other)
      .chain(([one, other]) => fc.tuple(spelling(one), spelling(other)));
    fc.assert(
      fc.property(two, ([one, other]) => {
        expect(isSamePerson({ id: 'U1', email: one }, { id: 'U2', email: other }, rules({}, WIDE))).toBe(false);
      }),
    );
  });

  it('of two names in the policy need no e-mail to be told apart', () => {
    const two = rules({ ben: person('U0BEN', { also: ['U0BENTWO'] }), dan: person('U0DAN') });
    expect(areToldApart(two, 'U0BENTWO', 'U0DAN')).toBe(true);
    expect(areToldApart(two, 'U0BENTWO', 'U0BEN')).toBe(false);
    expect(areToldApart(two, 'U0BEN', 'U0NOBODY')).toBe(false);
    expect(accountsWith(two, 'U0BENTWO')).toEqual(['U0BEN', 'U0BENTWO']);
    expect(accountsWith(two, 'U0NOBODY')).toEqual(['U0NOBODY']);
  });

  it.each([
    { standing: 'member', email: 'x@example.com', known: true },
    { standing: 'member', known: false },
    { standing: 'guest', known: false },
    { standing: 'unknown', email: 'x@example.com', known: false },
    { standing: 'bot', known: true },
    { standing: 'stranger', known: true },
  ] as const)('can be compared or not: $standing, $email', ({ standing, known, ...more }) => {
    expect(isKnown(rules(), { id: 'U1', standing, ...more })).toBe(known);
  });
});

describe('a PagerDuty user', () => {
  const people = {
    ben: person('U0BEN', { email: 'ben@example.com', also: ['U0BENTWO'] }),
    cleo: person('U0CLEO', { pagerduty: 'PCLEO' }),
  };
  const book =
    (entries: Readonly<Record<string, string>> = {}) =>
    async (email: string) =>
      entries[email];
  const find = (
    user: { id?: string; email?: string },
    entries: Readonly<Record<string, string>> = {},
    identity: Partial<PeopleRules['identity']> = {},
  ) => inSlack({ id: 'PX', name: 'X', ...user }, rules(people, identity), book(entries));

  it.each([
    { by: 'explicit mapping', user: { id: 'PCLEO', email: 'other@example.com' }, accounts: ['U0CLEO'] },
    { by: 'the policy’s e-mail', user: { email: 'BEN@example.com' }, accounts: ['U0BEN', 'U0BENTWO'] },
    { by: 'Slack', user: { email: 'dan@example.com' }, accounts: ['U0DAN'] },
    { by: 'Slack, as somebody of the policy', user: { email: 'b@else.org' }, accounts: ['U0BEN', 'U0BENTWO'] },
  ])('is found by $by', async ({ user, accounts }) => {
    const entries = { 'dan@example.com': 'U0DAN', 'b@else.org': 'U0BENTWO' };
    expect(await find(user, entries)).toEqual({ accounts });
  });

  it.each([
    { who: 'has no e-mail', user: {} },
    { who: 'has one that matches nobody', user: { email: 'nobody@example.com' } },
    { who: 'has no address at all', user: { email: 'ben' } },
  ])('that $who is nobody', async ({ user }) => {
    expect(await find(user)).toEqual({ none: 'nobody' });
  });

  it('whose address and its canonical form find two accounts is nobody in particular', async () => {
    const entries = { 'dan+oncall@example.com': 'U0ONE', 'dan@example.com': 'U0TWO' };
    expect(await find({ email: 'dan+oncall@example.com' }, entries, WIDE)).toEqual({ none: 'several people' });
    expect(await find({ email: 'dan+oncall@example.com' }, entries)).toEqual({ accounts: ['U0ONE'] });
    const same = { 'dan+oncall@example.com': 'U0BEN', 'dan@example.com': 'U0BENTWO' };
    expect(await find({ email: 'dan+oncall@example.com' }, same, WIDE)).toMatchObject({
      accounts: ['U0BEN', 'U0BENTWO'],
    });
  });

  it('is never a guess: what Slack does not say is thrown on', async () => {
    const silent = async () => {
      throw new Error('Slack is silent');
    };
    await expect(inSlack({ id: 'PX', name: 'X', email: 'x@example.com' }, rules(people), silent)).rejects.toThrow();
  });
});
