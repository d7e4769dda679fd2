import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';

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

  it('names the step that did not happen', async () => {
    const [code, said, complained] = await play('--policy', 'no-such-policy.yaml');
    expect(complained).toContain('no-such-policy.yaml');
    expect(said).toBe('');
    expect(code).toBe(1);
  });
});
