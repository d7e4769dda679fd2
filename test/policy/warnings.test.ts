import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../src/policy/load.ts';
import { policyText } from '../support/policy.ts';

const keeping = (retention: string) => {
  const text = policyText({ 'retention: 400d': `retention: ${retention}` });
  const line = text.split('\n').findIndex((words) => words.startsWith('retention')) + 1;
  return { warnings: parsePolicy(text).warnings, line };
};

describe('a policy that keeps the record', () => {
  it.each(['400d', '3650d', '9600h'])('for %s is as it should be', (retention) => {
    expect(keeping(retention).warnings).toEqual([]);
  });

  it.each(['399d', '90d', '1d', '12h'])('for %s is sound, with a warning that names the line', (retention) => {
    const { warnings, line } = keeping(retention);
    expect(warnings).toEqual([expect.stringContaining(`policy.yaml:${line}: retention: the record is kept for`)]);
  });

  it('without saying how long keeps it for 400 days', () => {
    const text = policyText({ 'retention: 400d': '# nothing said' });
    expect(parsePolicy(text)).toMatchObject({ warnings: [], retention: 400 * 86_400_000 });
  });
});
