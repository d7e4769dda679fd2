/** What goes wrong with the next calls of one operation. */
export type Fault =
  /** Answered with this status and body, nothing takes effect. */
  | { readonly kind: 'error'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'rate-limited'; readonly retryAfterSeconds: number }
  /** Answered with this status and a page that is no JSON, as a proxy would. */
  | { readonly kind: 'http'; readonly status: number }
  /** The call takes effect, and the connection is cut before the answer. */
  | { readonly kind: 'answer-lost' }
  /** Answered rightly, this much real time later. */
  | { readonly kind: 'slow'; readonly milliseconds: number }
  /** The connection is cut before anything takes effect. */
  | { readonly kind: 'down' };

export interface Faults {
  /** `*` is every operation. A later fault of the same operation waits until the earlier one is used up. */
  readonly fail: (operation: string, fault: Fault, times?: number) => void;
  readonly clearFaults: () => void;
  /** The fault for this call, counted as used. */
  readonly take: (operation: string) => Fault | undefined;
}

export function createFaults(): Faults {
  let planned: { readonly operation: string; readonly fault: Fault; left: number }[] = [];
  return {
    fail: (operation, fault, times = Number.POSITIVE_INFINITY) => void planned.push({ operation, fault, left: times }),
    clearFaults: () => {
      planned = [];
    },
    take: (operation) => {
      const next = planned.find((plan) => plan.left > 0 && (plan.operation === '*' || plan.operation === operation));
      if (next) next.left -= 1;
      return next?.fault;
    },
  };
}
