import { describe, expect, it } from 'vitest';
import { parseChange, parseCommand, parseHandOver, slipsBetween } from '../../../src/slack/commands/parse.ts';
import { COMMANDS } from '../../../src/slack/commands/table.ts';

const parse = (text: string) => parseCommand(text, COMMANDS);

describe('a change as people type it', () => {
  it.each([
    ['EC-12', 'EC', 12],
    ['ec12', 'EC', 12],
    ['Ec 12', 'EC', 12],
    ['#12', 'EC', 12],
    ['12', 'EC', 12],
    ['EC–12', 'EC', 12],
    ['ec #12', 'EC', 12],
    ['drill-3', 'DRILL', 3],
    ['DRILL 3', 'DRILL', 3],
    ['  EC-0012 ', 'EC', 12],
  ])('“%s” is %s-%i', (text, sequence, number) => {
    expect(parseChange(text)).toEqual({ sequence, number });
  });

  it.each(['', 'EC', 'EC-', 'EC-12a', '12 payments', 'PD-12', '1234567890', 'EC-1.5', 'drill'])(
    '“%s” is none',
    (text) => {
      expect(parseChange(text)).toBeUndefined();
    },
  );
});

describe('what follows /emergency-change', () => {
  it.each([
    ['', { kind: 'declare', summary: '' }],
    ['   ', { kind: 'declare', summary: '' }],
    ['payments is down, rolling back', { kind: 'declare', summary: 'payments is down, rolling back' }],
    ['list price is wrong on checkout', { kind: 'declare', summary: 'list price is wrong on checkout' }],
    ['withdraw the last deployment', { kind: 'declare', summary: 'withdraw the last deployment' }],
    ['lost payments since noon', { kind: 'declare', summary: 'lost payments since noon' }],
    ['12 orders were lost', { kind: 'declare', summary: '12 orders were lost' }],
    ['list', { kind: 'command', word: 'list', args: '' }],
    ['LIST Mine', { kind: 'command', word: 'list', args: 'Mine' }],
    ['status ec 12', { kind: 'command', word: 'status', args: 'ec 12' }],
    ['review', { kind: 'command', word: 'review', args: '' }],
    ['Review EC-12', { kind: 'command', word: 'review', args: 'EC-12' }],
    ['deployed #12', { kind: 'command', word: 'deployed', args: '#12' }],
    ['withdraw 12', { kind: 'command', word: 'withdraw', args: '12' }],
    ['handover EC-12 <@U1|ben>', { kind: 'command', word: 'handover', args: 'EC-12 <@U1|ben>' }],
    ['handover of the night shift failed', { kind: 'declare', summary: 'handover of the night shift failed' }],
    ['drill', { kind: 'command', word: 'drill', args: '' }],
    ['drill the failover of payments', { kind: 'command', word: 'drill', args: 'the failover of payments' }],
    ['help', { kind: 'command', word: 'help', args: '' }],
    ['EC-12', { kind: 'command', word: 'status', args: 'EC-12' }],
    ['drill-3', { kind: 'command', word: 'status', args: 'drill-3' }],
    ['drill 3', { kind: 'command', word: 'status', args: 'drill 3' }],
    ['status', { kind: 'misused', word: 'status' }],
    ['status payments', { kind: 'misused', word: 'status' }],
    ['list closed', { kind: 'misused', word: 'list' }],
    ['lst', { kind: 'unknown', said: 'lst', meant: 'list' }],
    ['hlep', { kind: 'unknown', said: 'hlep', meant: 'help' }],
    ['staus EC-12', { kind: 'unknown', said: 'staus', meant: 'status EC-12' }],
    ['lsit mine', { kind: 'unknown', said: 'lsit', meant: 'list mine' }],
    ['deplyoed 12', { kind: 'unknown', said: 'deplyoed', meant: 'deployed 12' }],
    ['frobnicate', { kind: 'unknown', said: 'frobnicate', meant: undefined }],
  ])('“%s”', (text, typed) => {
    expect(parse(text)).toEqual(typed);
  });

  it('names each command once', () => {
    const words = COMMANDS.map(({ word }) => word);
    expect(new Set(words).size).toBe(words.length);
    for (const { word, usage } of COMMANDS) expect(usage.split(' ')[0]).toBe(word);
  });
});

describe('a hand-over', () => {
  it.each([
    ['', { change: '', to: undefined }],
    ['EC-12', { change: 'EC-12', to: undefined }],
    ['ec 12 <@U0BENOKAFO|ben>', { change: 'ec 12', to: 'U0BENOKAFO' }],
    ['#12 to <@U0BENOKAFO>', { change: '#12', to: 'U0BENOKAFO' }],
    ['<@U0BENOKAFO|ben>', { change: '', to: 'U0BENOKAFO' }],
    ['the pager to the next shift', undefined],
    ['EC-12 please', undefined],
  ])('“%s”', (args, read) => {
    expect(parseHandOver(args)).toEqual(read);
  });
});

describe('slips between two words', () => {
  it.each([
    ['list', 'list', 0],
    ['lst', 'list', 1],
    ['lisst', 'list', 1],
    ['lizt', 'list', 1],
    ['lsit', 'list', 1],
    ['', 'list', 4],
    ['tsil', 'list', 3],
  ])('%s and %s: %i', (a, b, slips) => {
    expect(slipsBetween(a, b)).toBe(slips);
  });
});
