import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../src/config.ts';
import { loadPolicy } from '../../src/policy/load.ts';

export const SECRET = 'signing-secret-of-the-measurements';
export const TOKEN = 'xoxb-measured';

const POLICY_FILE = 'test/bench/policy.yaml';
export const policy = loadPolicy(POLICY_FILE);

export const settings = (databaseFile: string, apiUrl: string): Config => ({
  slack: { botToken: TOKEN, apiUrl, transport: { kind: 'http', signingSecret: SECRET } },
  jira: undefined,
  pagerduty: undefined,
  databaseFile,
  policyFile: POLICY_FILE,
  host: '127.0.0.1',
  port: 0,
  logLevel: 'warn',
});

/** A folder on a real disk that goes when the measurements are over. */
export function scratch(): { readonly file: (name: string) => string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'breakglass-bench-'));
  return {
    file: (name) => join(folder, name),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
