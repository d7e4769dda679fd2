import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { policyText } from '../support/policy.ts';

function play(...args: readonly string[]) {
  const child = spawn('npm', ['run', '-s', 'sandbox', '--', '--story', '--fast', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const code = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return Promise.all([code, text(child.stdout), text(child.stderr)]);
}

describe('the story that plays by itself', { timeout: 120_000 }, () => {
  it('is seen to have happened, step by step', async () => {
    const [code, said, complained] = await play();
    expect(complained).not.toContain('✗');
    expect(
      said
        .trim()
        .split('\n')
        .map((line) => line[0]),
    ).toEqual(Array(12).fill('✓'));
    expect(said).toMatch(/✓ Ben and Cleo approved: the card says approved \d\d:\d\d, not deployed yet/);
    expect(said).toMatch(/✓ The record is sound: \d+ events/);
    expect(code).toBe(0);
  });

  it('ends with 1 and names the step that did not happen', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'breakglass-story-'));
    const policy = join(folder, 'policy.yaml');
    writeFileSync(
      policy,
      policyText({
        'leadership: { title: leadership, users: [cleo] }': 'leadership: { title: leadership, users: [dan] }',
      }),
    );
    const [code, said, complained] = await play('--policy', policy);
    rmSync(folder, { recursive: true });
    expect(said.trim().split('\n').at(-1)).toBe('✓ Ben approved from his direct message');
    expect(complained).toContain('✗ 4 of 12 (Cleo, the CTO, fills the second place. Only now is it approved.)');
    expect(complained).toContain('cleo has no message from the bot');
    expect(code).toBe(1);
  });

  it('ends with 1 and the words of a bot that does not come up', async () => {
    const [code, said, complained] = await play('--policy', 'no-such-policy.yaml');
    expect(complained).toContain('no-such-policy.yaml');
    expect(said).toBe('');
    expect(code).toBe(1);
  });
});
