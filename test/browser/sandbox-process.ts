import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';

export interface SandboxProcess {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Starts the sandbox as a newcomer does, but on any free port, and resolves when it has printed its address. */
export function startSandbox(): Promise<SandboxProcess> {
  const child = spawn('npm', ['run', '-s', 'sandbox', '--', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The sandbox ended with code ${code}`)));
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (url) resolve({ url, stop: () => stop(child) });
    });
  });
}

/** npm, the sandbox and its bot are one process group. */
function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.removeAllListeners('exit').once('exit', () => resolve());
    if (child.pid) process.kill(-child.pid, 'SIGTERM');
  });
}
