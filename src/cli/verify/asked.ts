import type { Head } from '../../evidence/verify/heads.ts';

/** The options of `breakglass verify`. */
export interface Asked {
  readonly database?: string | true;
  readonly head?: readonly Head[];
  readonly key?: string;
  readonly quick?: true;
  readonly json?: true;
}
