import { userInfo } from 'node:os';
import type { Author } from '../app/record.ts';

/** Whoever types a command, by the name of their account on this machine. */
export function operator(): Author {
  return { actor: `cli:${accountName()}`, surface: 'cli' };
}

function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number that no name belongs to.
    return String(process.getuid?.() ?? 'unknown');
  }
}
