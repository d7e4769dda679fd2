import { describe, expect, it } from 'vitest';
import { rollbackProblem, substanceProblem } from '../../src/domain/substance.ts';

describe('what says something', () => {
  it.each([
    ['English', 'Checkout fails since 03:04'],
    ['German', 'Kasse fällt seit 03:04 aus'],
    ['French', 'Paiements refusés depuis 3 h'],
    ['Portuguese', 'Pagamentos caíram às 03:04'],
    ['Russian', 'Оплата не проходит с 03:04'],
    ['Greek', 'Οι πληρωμές αποτυγχάνουν'],
    ['Arabic', 'المدفوعات متوقفة منذ الثالثة'],
    ['Hebrew', 'התשלומים נכשלים מאז 03:04'],
    ['Hindi', 'भुगतान विफल हो रहे हैं'],
    ['Thai', 'ชำระเงินไม่ได้ตั้งแต่ตีสาม'],
    ['Chinese', '支付全部失败'],
    ['Japanese', '決済が全て失敗'],
    ['Korean', '결제가 모두 실패합니다'],
  ])('is accepted in %s', (_, words) => {
    expect(substanceProblem(words, 15)).toBeUndefined();
  });

  it.each([
    ['a short reason', 'Too risky', 5],
    ['no tests, said in a sentence', 'No tests run', 8],
    ['no impact', 'No impact', 8],
    ['stock words in a sentence', 'Prod broken since the hotfix of 02:50', 15],
    ['a version of few different digits', 'v844', 2],
    ['a version of one digit', '2.2.2', 2],
    ['a build number', '11', 2],
    ['a two-letter name', 'db', 2],
    ['a command', 'git revert 1111111', 8],
    ['brackets and quotes', '"Roll back" (payments)', 8],
  ])('is accepted as %s', (_, words, atLeast) => {
    expect(substanceProblem(words, atLeast)).toBeUndefined();
  });
});

describe('what says nothing', () => {
  it.each([undefined, '', '   ', '\n\t'])('is missing when it is %j', (words) => {
    expect(substanceProblem(words, 8)).toEqual({ kind: 'missing' });
  });

  it.each([
    'n/a',
    'N/A.',
    '(none)',
    '"urgent"',
    'urgent, asap!',
    'URGENT urgent Urgent',
    'urgente urgente',
    'test test test',
    'fix prod - asap',
    'see ticket...',
    '-',
    '...',
    '— —',
    '!!!',
    'asdf asdf asdf',
    'asdfghjkl',
    'tbd; tba; todo',
  ])('is a placeholder such as %j', (words) => {
    expect(substanceProblem(words, 8)).toEqual({ kind: 'placeholder', word: words });
  });

  it.each(['aaaaaaaaaaaaaaaa', 'abababababababab', '1111111111111111', 'хахахахахахаха', '哈哈哈哈哈哈'])(
    'is a key held down: %s',
    (words) => {
      expect(substanceProblem(words, 8)).toMatchObject({ kind: 'placeholder' });
    },
  );

  it.each([
    ['DB is', 8],
    ['🔥🔥🔥🔥🔥🔥🔥🔥 a', 8],
    ['7', 2],
    ['宕机', 8],
  ])('is too short: %s', (words, atLeast) => {
    expect(substanceProblem(words, atLeast)).toEqual({ kind: 'too-short', atLeast });
  });
});

describe('the way back', () => {
  it.each(['None possible', 'not possible: the mails are sent', 'NONE POSSIBLE.', 'Redeploy v842', '不可能回滚'])(
    'may be %j',
    (words) => {
      expect(rollbackProblem(words)).toBeUndefined();
    },
  );

  it.each(['none', 'n/a', '', 'tbd', 'no way'])('may not be %j', (words) => {
    expect(rollbackProblem(words)).toBeDefined();
  });
});
