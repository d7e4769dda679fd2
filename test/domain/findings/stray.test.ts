import { describe, expect, it } from 'vitest';
import { deploymentWithoutRecord } from '../../../src/domain/findings/stray.ts';
import { ana, declaredAt, HOUR } from '../../support/changes.ts';

const stray = {
  system: 'payments',
  commit: 'abc1234',
  environment: 'production',
  deployedAt: declaredAt,
  deployer: 'ana-silva',
  knownAt: declaredAt + HOUR,
  explanations: [],
};

describe('a deployment without a record', () => {
  it('is a finding of its own shape, open until somebody answers', () => {
    expect(deploymentWithoutRecord(stray)).toMatchObject({
      code: 'deployment-without-record',
      title: 'deployment without a record',
      evidence: 'payments abc1234 went out to production by ana-silva at 2026-11-21 03:12 UTC; no change covers it.',
      since: declaredAt,
      state: 'open',
    });
  });

  it('is explained by a named person', () => {
    const explanations = [{ by: ana, at: declaredAt + HOUR, text: 'A test of the pipeline' }];
    expect(deploymentWithoutRecord({ ...stray, explanations })).toMatchObject({ state: 'explained', explanations });
  });

  it.each(['EC-42', 'OPS-7'])('is cleared by naming %s', (coveredBy) => {
    const finding = deploymentWithoutRecord({ ...stray, coveredBy });
    expect(finding.state).toBe('cleared');
    expect(finding.evidence).toContain(`${coveredBy} was named for it since`);
  });
});
