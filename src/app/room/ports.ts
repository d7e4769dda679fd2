import type { Instant } from '../../domain/change/types.ts';
import type { Admission } from './links.ts';

/** One look at the room: `path` is what stands behind the link's own address, `changes/EC-42`. */
export interface Visit extends Admission {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly now: Instant;
}

/** What is handed out. */
export type Shown =
  | { readonly kind: 'page'; readonly html: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly name: string; readonly size: number; readonly bytes: ReadableStream };

/** The auditor's room. Reads only; `undefined` where there is nothing of that name within the link's period. */
export interface Room {
  readonly show: (visit: Visit) => Promise<Shown | undefined>;
  /** Makes the evidence pack of the link's period. That it was made is an event of the record. */
  readonly pack?: ((visit: Visit) => Promise<Shown>) | undefined;
  /** A page of a few plain sentences: why nothing is shown. */
  readonly notice: (title: string, words: readonly string[]) => string;
  readonly styles: string;
}
