/** One thing wrong with a pack: where exactly, what, and what it means for whoever relies on it. */
export interface Fault {
  /** `events.jsonl, line 17 (event 1203 of EC-42)`. */
  readonly place: string;
  readonly what: string;
  readonly means: string;
}

/** So many are told; a file that was replaced altogether would fill pages. */
const MOST = 20;

export interface Faults {
  readonly add: (place: string, what: string, means: string) => void;
  readonly all: () => readonly Fault[];
  /** How many there were, told or not. */
  readonly count: () => number;
}

export function faults(): Faults {
  const told: Fault[] = [];
  let count = 0;
  return {
    add: (place, what, means) => {
      count += 1;
      if (told.length < MOST) told.push({ place, what, means });
    },
    all: () => told,
    count: () => count,
  };
}
