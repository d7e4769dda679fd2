import type { Fault } from './contract.ts';
import { type HttpAnswer, tooMany } from './http.ts';

/** Answers at response URLs, as a method's name. */
export const RESPONSES = 'response_url';
/** The bytes of files, likewise. */
export const UPLOADS = 'upload_url';

export interface Faults {
  readonly add: (method: string, fault: Fault, times?: number) => void;
  readonly clear: () => void;
  /** The fault for this call, counted as used. One for the method goes before one for every method. */
  readonly take: (method: string) => Fault | undefined;
}

export function faults(): Faults {
  let waiting: { method: string; fault: Fault; left: number }[] = [];
  return {
    add: (method, fault, times = Number.POSITIVE_INFINITY) => void waiting.push({ method, fault, left: times }),
    clear: () => {
      waiting = [];
    },
    take: (method) => {
      const everywhere = method === RESPONSES ? undefined : waiting.find((each) => each.method === '*');
      const due = waiting.find((each) => each.method === method) ?? everywhere;
      if (!due) return undefined;
      due.left -= 1;
      if (due.left <= 0) waiting = waiting.filter((each) => each !== due);
      return due.fault;
    },
  };
}

type Served = HttpAnswer | 'cut';

/** The answer to a call, or what the fault makes of it. `note` hears of an answer given in place of the call's own. */
export async function withFault(
  faults: Faults,
  method: string,
  call: () => HttpAnswer,
  note: (instead: HttpAnswer) => HttpAnswer = (instead) => instead,
): Promise<Served> {
  const fault = faults.take(method);
  if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.milliseconds));
  const instead = fault && insteadOf(fault);
  if (instead) return instead === 'cut' ? instead : note(instead);
  const answer = call();
  return fault?.kind === 'answer-lost' ? 'cut' : answer;
}

/** What is answered without the call taking effect; `undefined` when it does. */
function insteadOf(fault: Fault): Served | undefined {
  switch (fault.kind) {
    case 'error':
      return { status: 200, body: { ok: false, error: fault.error } };
    case 'rate-limited':
      return tooMany(fault.retryAfterSeconds);
    case 'http':
      return { status: fault.status, body: { ok: false, error: 'internal_error' } };
    case 'down':
      return 'cut';
    default:
      return undefined;
  }
}
