import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspect } from '../../src/sqlite/backup.ts';
import { HOUR } from '../support/changes.ts';
import type { OpenRoom } from '../support/room.ts';
import { openRoom } from '../support/room.ts';

let room: OpenRoom;
beforeAll(async () => {
  room = await openRoom();
});
afterAll(() => room.close());

const cookieOf = (response: Response) => (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
const get = async (path: string, cookie = '', init: RequestInit = {}) => {
  const response = await room.app.request(path, { ...init, headers: { cookie } });
  return { status: response.status, text: await response.text(), headers: response.headers, response };
};
const enter = async (asked: Parameters<OpenRoom['make']>[0] = {}) => {
  const made = await room.make(asked);
  const { response } = await get(made.enter);
  return { ...made, cookie: cookieOf(response), entered: response };
};

describe('a link into the room', () => {
  it('is changed for a cookie that only this link’s pages get, and leaves the address', async () => {
    const { entered, home, token, link } = await enter();
    const cookie = entered.headers.get('set-cookie') ?? '';
    expect([entered.status, entered.headers.get('location')]).toEqual([303, home]);
    expect(cookie).toContain(`Path=/auditor/${link.id};`);
    for (const wanted of ['HttpOnly', 'SameSite=Lax', `Max-Age=${72 * 3600}`]) expect(cookie).toContain(wanted);
    expect(entered.headers.get('location')).not.toContain(token);
  });

  it('asks for TLS where the reader came by TLS', async () => {
    const { enter: path } = await room.make();
    const response = await room.app.request(path, { headers: { 'x-forwarded-proto': 'https' } });
    expect(response.headers.get('set-cookie')).toContain('; Secure');
  });

  it('is kept only as a hash: neither file nor record has the token', async () => {
    const { token } = await enter();
    const tables = ['auditor_links', 'events'].map((table) =>
      room.connection.raw.prepare(`SELECT * FROM ${table}`).all(),
    );
    expect(JSON.stringify(tables)).not.toContain(token);
  });

  it('that nobody knows opens nothing', async () => {
    const { home, cookie } = await enter();
    const other = await enter();
    for (const path of ['/auditor/enter?token=guess', '/auditor/enter', home, other.home]) {
      const { status, text } = await get(path, path === other.home ? cookie : '');
      expect([status, text.includes('This page needs a link')]).toEqual([401, true]);
      expect(text).not.toContain('EC-1');
    }
  });

  it('that has expired says so, from that very moment', async () => {
    const { home, cookie, enter: again } = await enter({ lasts: HOUR });
    room.pass(HOUR - 1);
    expect((await get(home, cookie)).status).toBe(200);
    room.pass(1);
    for (const path of [home, again]) {
      const { status, text } = await get(path, cookie);
      expect([status, text.includes('This link has expired')]).toEqual([410, true]);
    }
  });

  it('that was withdrawn says so at once', async () => {
    const { home, cookie, link } = await enter();
    expect((await get(home, cookie)).status).toBe(200);
    expect(await room.revoke(link.id)).toBe(true);
    const { status, text } = await get(home, cookie);
    expect([status, text.includes('This link was withdrawn')]).toEqual([410, true]);
    expect(await room.revoke(link.id)).toBe(false);
    expect(await room.eventsOf(link.id)).toEqual(['AuditorLinkMade', 'opened overview', 'AuditorLinkRevoked']);
  });
});

describe('every answer of the room', () => {
  it.each(['', 'population', 'changes/EC-1', 'findings', 'report', 'sample?seed=7', 'nothing-here'])(
    'is kept by nobody and runs nothing: %s',
    async (page) => {
      const { home, cookie } = await enter();
      const { headers, text } = await get(home + page, cookie);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-robots-tag')).toContain('noindex');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('content-security-policy')).not.toContain('unsafe');
      expect(text).not.toMatch(/<script|\son\w+=|style="|javascript:/);
      expect(text.match(/(?:src|href)="(https?:)?\/\/[^"]*"/g) ?? []).toEqual(
        (text.match(/href="https?:[^"]*" rel="noreferrer"/g) ?? []).map((link) => link.split(' rel')[0]),
      );
    },
  );

  it('is on record before it is shown, and is not shown when that fails', async () => {
    const { home, cookie, link } = await enter();
    await get(`${home}population?system=payments&q=`, cookie);
    await get(`${home}changes/EC-3`, cookie);
    await get(`${home}changes/EC-3000`, cookie);
    expect(await room.eventsOf(link.id)).toEqual([
      'AuditorLinkMade',
      'opened population?system=payments',
      'opened changes/EC-3',
    ]);

    room.connection.raw.pragma('query_only = ON');
    const { status, text } = await get(home, cookie);
    room.connection.raw.pragma('query_only = OFF');
    expect([status, text.includes('40')]).toEqual([503, false]);
    expect(inspect(room.file).events).toBeGreaterThan(0);
  });
});

describe('the pages', () => {
  it('tell of the link’s period and of nothing else', async () => {
    const { home, cookie } = await enter({ period: '2026-07' });
    expect((await get(home, cookie)).text).toContain('EC-1 to EC-15: 15 changes');
    expect((await get(`${home}changes/EC-15`, cookie)).status).toBe(200);
    for (const page of ['changes/EC-16', 'changes/EC-0', 'changes/DRILL-1', 'changes/../enter', 'changes/EC-16%20']) {
      expect([page, (await get(home + page, cookie)).status]).toEqual([page, expect.not.stringMatching('200')]);
      expect((await get(home + page, cookie)).status).not.toBe(200);
    }
    const list = (await get(`${home}population`, cookie)).text;
    expect([list.includes('EC-15<'), list.includes('EC-16<')]).toEqual([true, false]);
  });

  it.each([
    { query: 'q=search', ids: 10 },
    { query: 'q=leaked+ana', ids: 10 },
    { query: 'q=EC-17', ids: 1 },
    { query: 'q=%25', ids: 0 },
    { query: `q=${encodeURIComponent(`' OR 1=1 --`)}`, ids: 0 },
    { query: 'system=payments', ids: 20 },
    { query: 'verdict=never+approved', ids: 8 },
    { query: 'verdict=none', ids: 8 },
    { query: 'review=not+started&verdict=approved+before+deploy', ids: 8 },
    { query: 'verdict=nonsense&review=x&page=-4', ids: 40 },
    { query: 'page=2', ids: 0 },
  ])('find $ids changes for $query', async ({ query, ids }) => {
    const { home, cookie } = await enter();
    const { text } = await get(`${home}population?${query}`, cookie);
    expect(text.match(/changes\/EC-\d+"/g) ?? []).toHaveLength(ids);
  });

  it('show names as the book of names has them, and people’s words as words', async () => {
    const { home, cookie } = await enter();
    const { text } = await get(`${home}changes/EC-1`, cookie);
    expect(text).toContain('Ana Silva');
    const shown = await get(`${home}population?q=${encodeURIComponent('"><script>alert(1)</script>')}`, cookie);
    expect(shown.text).toContain('&quot;&gt;&lt;script&gt;');
    expect(shown.text).not.toContain('<script');
  });

  it('show what is open, and the policy in force', async () => {
    const { home, cookie } = await enter();
    const findings = (await get(`${home}findings`, cookie)).text;
    expect(findings).toContain('review missing');
    const hash = /policies\/([0-9a-f]{64})/.exec((await get(`${home}changes/EC-1`, cookie)).text)?.[1];
    expect((await get(`${home}policies/${hash}`, cookie)).text).toContain('version: 1');
    expect((await get(`${home}policies/${'0'.repeat(64)}`, cookie)).status).toBe(404);
  });

  it('draw the sample that everybody draws', async () => {
    const { home, cookie } = await enter();
    const { text } = await get(`${home}sample?seed=7&size=3`, cookie);
    expect(text.match(/changes\/(EC-\d+)"/g)).toEqual(['changes/EC-13"', 'changes/EC-34"', 'changes/EC-3"']);
  });
});
