import { useState } from 'preact/hooks';

/** What each person was writing in each place, kept while one is somebody else or somewhere else, and over a reload. */
export function useHalfTyped(place: string): readonly [string, (text: string | ((now: string) => string)) => void] {
  const key = `sandbox-typed/${place}`;
  const [typed, setTyped] = useState(() => sessionStorage.getItem(key) ?? '');
  const type = (next: string | ((now: string) => string)) =>
    setTyped((now) => {
      const text = typeof next === 'string' ? next : next(now);
      if (text) sessionStorage.setItem(key, text);
      else sessionStorage.removeItem(key);
      return text;
    });
  return [typed, type];
}
