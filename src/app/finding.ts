import { err, ok } from '../domain/result.ts';
import { PermanentFailure } from './errors.ts';
import type { Found, Trouble } from './readiness-ports.ts';

/** The answer, or why there is none: `isAbsent` knows the refusals that mean "there is no such thing". */
export async function finding<T>(
  ask: () => Promise<T>,
  isAbsent: (cause: unknown) => boolean = () => false,
): Promise<Found<T>> {
  try {
    return ok(await ask());
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause);
    return err<Trouble>({ kind: kindOf(cause, isAbsent), words });
  }
}

function kindOf(cause: unknown, isAbsent: (cause: unknown) => boolean): Trouble['kind'] {
  if (isAbsent(cause)) return 'absent';
  return cause instanceof PermanentFailure ? 'refused' : 'unreachable';
}
