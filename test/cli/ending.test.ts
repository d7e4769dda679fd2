import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

describe('the end of the sandbox', { timeout: 60_000 }, () => {
  it.each([
    { how: 'Ctrl+C, which reaches everybody', signal: 'SIGINT', toAll: true },
    { how: 'SIGTERM to npm alone', signal: 'SIGTERM', toAll: false },
  ] as const)('after $how leaves nothing behind', async ({ signal, toAll }) => {
    const folder = mkdtempSync(join(tmpdir(), 'breakglass-ending-'));
    const child = spawn('npm', ['run', '-s', 'sandbox', '--', '--port', '0'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
      env: { ...process.env, TMPDIR: folder },
    });
    let said = '';
    for await (const chunk of child.stdout) {
      said += chunk;
      if (said.includes('Ctrl+C')) break;
    }
    const group = child.pid ?? 0;
    expect(said.match(/http:\/\/127\.0\.0\.1:\d+/g)).toHaveLength(1);
    expect(sandboxesIn(folder)).toHaveLength(1);

    process.kill(toAll ? -group : group, signal);
    await expect.poll(() => isAlive(group), { timeout: 10_000 }).toBe(false);
    expect(sandboxesIn(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});

const sandboxesIn = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('breakglass-sandbox-'));

/** Whether anybody of the process group is left. */
function isAlive(group: number): boolean {
  try {
    process.kill(-group, 0);
    return true;
  } catch {
    return false;
  }
}
