import { describe, expect, it } from 'vitest';
import { parseInline, parseMrkdwn } from '../../../src/sandbox/page/text/mrkdwn.ts';
import { bare } from '../../../src/sandbox/page/text/plain.ts';

const text = (words: string) => ({ kind: 'text', text: words });

describe('mrkdwn', () => {
  it.each([
    { written: 'a *b* c', read: [text('a '), { kind: 'bold', inside: [text('b')] }, text(' c')] },
    { written: '*a _b_*', read: [{ kind: 'bold', inside: [text('a '), { kind: 'italic', inside: [text('b')] }] }] },
    { written: '~x~', read: [{ kind: 'strike', inside: [text('x')] }] },
    { written: '2 * 3 * 4', read: [text('2 * 3 * 4')] },
    { written: 'snake_case_name', read: [text('snake_case_name')] },
    { written: '`*not bold*`', read: [{ kind: 'code', text: '*not bold*' }] },
    { written: 'a &lt; b &amp;amp; c', read: [text('a < b &amp; c')] },
    { written: '<@U1>', read: [{ kind: 'user', id: 'U1' }] },
    { written: '<#C1|ops>', read: [{ kind: 'channel', id: 'C1', label: 'ops' }] },
    { written: '<!channel>', read: [{ kind: 'call', text: '@channel' }] },
    { written: '<https://a.b?c=1&amp;d|x>', read: [{ kind: 'link', url: 'https://a.b?c=1&d', label: 'x' }] },
    { written: '<javascript:alert(1)|x>', read: [text('<javascript:alert(1)|x>')] },
    { written: ':eyes: :nosuch: 03:12:45', read: [{ kind: 'emoji', name: 'eyes' }, text(' :nosuch: 03:12:45')] },
    {
      written: '<!date^100^{time}|noon>',
      read: [{ kind: 'date', at: 100_000, format: '{time}', url: undefined }],
    },
  ])('reads $written', ({ written, read }) => {
    expect(parseInline(written)).toEqual(read);
  });

  it('parts quotes, blocks of code and lines', () => {
    expect(parseMrkdwn('one\n&gt; two\n> three\nfour\n```\nfive *5*\n```').map(({ kind }) => kind)).toEqual([
      'lines',
      'quote',
      'lines',
      'block',
    ]);
    expect(parseMrkdwn('>>> a\nb')).toEqual([{ kind: 'quote', lines: [[text('a')], [text('b')]] }]);
  });

  it('can be told without its marks', () => {
    const when = { now: Date.parse('2026-11-20T12:00:00Z'), zone: 'Asia/Tokyo' };
    const words = bare('*EC-1* by <@U1>: <https://a.b|ticket> `x`', () => 'Ana', when);
    expect(words).toBe('EC-1 by @Ana: ticket x');
    const due = bare('due <!date^1795194000^\u200b{date_short_pretty} {time}|then>', () => '', when);
    expect(due).toBe('due \u200btomorrow 02:00');
  });
});
