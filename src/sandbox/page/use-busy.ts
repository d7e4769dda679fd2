import { useEffect, useRef, useState } from 'preact/hooks';
import type { Outcome } from '../slack/contract.ts';

export interface Busy {
  readonly isBusy: boolean;
  /** What went wrong the last time, in words; gone when tried again. */
  readonly error: string | undefined;
  /** Does one thing at a time: what is asked meanwhile is left out. True when it went well. */
  readonly run: (deed: () => Promise<unknown>) => Promise<boolean>;
  readonly clear: () => void;
}

export function useBusy(wordsFor: (outcome: Outcome) => string | undefined = appTrouble): Busy {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const isRunning = useRef(false);
  const isGone = useRef(false);
  useEffect(
    () => () => {
      isGone.current = true;
    },
    [],
  );

  const run = async (deed: () => Promise<unknown>) => {
    if (isRunning.current) return false;
    isRunning.current = true;
    setBusy(true);
    setError(undefined);
    const trouble = await attempt(deed, wordsFor);
    isRunning.current = false;
    if (!isGone.current) {
      setBusy(false);
      setError(trouble);
    }
    return trouble === undefined;
  };
  return { isBusy, error, run, clear: () => setError(undefined) };
}

/** What Slack says when an app did not answer rightly. A form that is not filled in says so at its fields. */
export function appTrouble({ error, status, details }: Outcome): string | undefined {
  if (error === 'client_validation') return undefined;
  const why = details?.join('; ') || error || (status ? `status ${status}` : 'no answer');
  return `The app did not answer as it should (${why}). Try again.`;
}

async function attempt(
  deed: () => Promise<unknown>,
  wordsFor: (outcome: Outcome) => string | undefined,
): Promise<string | undefined> {
  try {
    const result = await deed();
    return isFailed(result) ? wordsFor(result) : undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function isFailed(result: unknown): result is Outcome {
  return typeof result === 'object' && result !== null && 'ok' in result && result.ok === false;
}
