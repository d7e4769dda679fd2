import type { Fault } from './contract.ts';

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
      const due = waiting.find((each) => each.method === method) ?? waiting.find((each) => each.method === '*');
      if (!due) return undefined;
      due.left -= 1;
      if (due.left <= 0) waiting = waiting.filter((each) => each !== due);
      return due.fault;
    },
  };
}
