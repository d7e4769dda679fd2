import { ConfigError } from '../config.ts';
import { PolicyError } from '../policy/load.ts';

/** Says what is wrong and ends with `code`: 2 where 1 means that something was found. The stack is left out where the words say all there is to know. */
export function fail(cause: unknown, code = 1): never {
  const plain = cause instanceof ConfigError || cause instanceof PolicyError;
  console.error(
    plain || !(cause instanceof Error) ? String(cause instanceof Error ? cause.message : cause) : words(cause),
  );
  process.exit(code);
}

function words(cause: Error): string {
  const code = 'code' in cause ? String(cause.code) : '';
  if (code === 'EADDRINUSE') return `The port is taken already: set PORT to another one. (${cause.message})`;
  const isFolder = 'syscall' in cause && cause.syscall === 'mkdir';
  if (isFolder || code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_READONLY')) {
    return `The database cannot be opened for writing: check DATABASE_URL and its folder's permissions. (${cause.message})`;
  }
  return cause.message;
}
