/** Trying again cannot help: revoked token, archived channel, unknown project. The worker buries the effect and says so. */
export class PermanentFailure extends Error {
  override readonly name = 'PermanentFailure';
}

/**
 * Trying again may help. `certain` says that the call surely had no effect (refused, never connected), so that the next
 * try need not look for what this one may have left behind. `retryAfter` in milliseconds, when the other side named one.
 */
export class TransientFailure extends Error {
  override readonly name = 'TransientFailure';
  readonly certain: boolean;
  readonly retryAfter: number | undefined;
  constructor(
    message: string,
    options: ErrorOptions & { readonly certain: boolean; readonly retryAfter?: number | undefined },
  ) {
    super(message, options);
    this.certain = options.certain;
    this.retryAfter = options.retryAfter;
  }
}

/** The card, and with it its thread, is not there any more: deleted, or its channel archived. It has to be posted anew. */
export class CardGone extends Error {
  override readonly name = 'CardGone';
}

/** The ledger could not write: nothing was taken, and the person must hear it. */
export class LedgerFailure extends Error {
  override readonly name = 'LedgerFailure';
}
