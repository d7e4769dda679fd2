import { useEffect, useState } from 'preact/hooks';
import type { Choice } from './choices.ts';

const PAUSE_MILLISECONDS = 150;

interface Source {
  readonly choices: readonly Choice[];
  readonly search?: (typed: string) => Promise<readonly Choice[]>;
  readonly shortestSearch?: number;
}

export interface Offer {
  readonly choices: readonly Choice[];
  /** Said in place of choices when there are none. */
  readonly notice: string | undefined;
}

/** What a select shows for what was typed: its own choices narrowed, or what the bot answers. */
export function useOffer({ choices, search, shortestSearch = 3 }: Source, typed: string, isOpen: boolean): Offer {
  const [found, setFound] = useState<{ typed: string; choices: readonly Choice[]; error?: string }>();
  const isSearching = search !== undefined && isOpen && typed.length >= shortestSearch;
  useEffect(() => {
    if (!isSearching) return;
    let isStale = false;
    const timer = setTimeout(async () => {
      const answer = await search(typed).then(
        (results) => ({ typed, choices: results }),
        (error: Error) => ({ typed, choices: [], error: error.message }),
      );
      if (!isStale) setFound(answer);
    }, PAUSE_MILLISECONDS);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [typed, isSearching]);

  if (!search) {
    const wanted = typed.toLowerCase();
    const narrowed = choices.filter(({ label, hint }) => `${label} ${hint ?? ''}`.toLowerCase().includes(wanted));
    return { choices: narrowed, notice: narrowed.length === 0 ? 'Nothing of that name' : undefined };
  }
  if (!isSearching) {
    const missing = shortestSearch - typed.length;
    return { choices: [], notice: `Type ${missing} more ${missing === 1 ? 'letter' : 'letters'} to search` };
  }
  if (found?.typed !== typed) return { choices: found?.choices ?? [], notice: 'Searching…' };
  const nothing = found.choices.length === 0 ? 'Nothing found' : undefined;
  return { choices: found.choices, notice: found.error ?? nothing };
}
