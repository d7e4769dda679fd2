import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ANA, BEN, type Bench, bench, HANA, refusal, withScopes } from './support.ts';

const LEADS = 'S0LEADS001';
const userGroups = [{ id: LEADS, handle: 'leads', name: 'On-call leads', users: [ANA, HANA, 'U0GIL'] }];

let b: Bench;
beforeEach(async () => {
  b = await bench({ userGroups });
});
afterEach(() => b.slack.stop());

const usersOf = async (usergroup: string) => (await b.client.usergroups.users.list({ usergroup })).users;
const listed = async (options = {}) => (await b.client.usergroups.list(options)).usergroups;

describe('a user group', () => {
  it('is listed with its handle, and with its people where they are asked for', async () => {
    expect(await listed()).toEqual([
      expect.objectContaining({ id: LEADS, handle: 'leads', name: 'On-call leads', date_delete: 0 }),
    ]);
    expect(await listed({ include_users: true, include_count: true })).toMatchObject([
      { users: [ANA, HANA, 'U0GIL'], user_count: 3 },
    ]);
    expect((await listed())?.[0]).not.toHaveProperty('users');
  });

  it('has its people, those who left and guests among them', async () => {
    expect(await usersOf(LEADS)).toEqual([ANA, HANA, 'U0GIL']);
    b.slack.setUserGroup(LEADS, { users: [BEN] });
    expect(await usersOf(LEADS)).toEqual([BEN]);
    b.slack.setUserGroup(LEADS, { users: [] });
    expect(await usersOf(LEADS)).toEqual([]);
  });

  it('is unknown under another id, and once it is disabled', async () => {
    expect(await refusal(usersOf('S0NOBODY01'))).toMatchObject({ error: 'no_such_subteam' });
    b.slack.setUserGroup(LEADS, { isDisabled: true });
    expect(await refusal(usersOf(LEADS))).toMatchObject({ error: 'no_such_subteam' });
    expect(await listed()).toEqual([]);
    expect((await listed({ include_disabled: true }))?.[0]?.date_delete).toBeGreaterThan(0);
    b.slack.setUserGroup(LEADS, { isDisabled: false });
    expect(await usersOf(LEADS)).toHaveLength(3);
  });

  it('is closed to an app without the scope', async () => {
    const narrow = await bench({ userGroups, manifest: withScopes('users:read') });
    for (const call of [narrow.client.usergroups.list(), narrow.client.usergroups.users.list({ usergroup: LEADS })]) {
      expect(await refusal(call)).toMatchObject({ error: 'missing_scope', needed: 'usergroups:read' });
    }
    await narrow.slack.stop();
  });

  it('is asked about at most twenty times a minute', async () => {
    for (let call = 0; call < 20; call += 1) await usersOf(LEADS);
    await expect(usersOf(LEADS)).rejects.toThrow(/rate-limit/);
    b.real.advanceTo(b.real.now() + 60_000);
    expect(await usersOf(LEADS)).toHaveLength(3);
  });
});
