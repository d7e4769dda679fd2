import { useState } from 'preact/hooks';

/** A yes or no that this browser remembers. */
export function useRemembered(key: string, first: boolean) {
  const [value, setValue] = useState(() => {
    const known = localStorage.getItem(key);
    return known === null ? first : known === 'yes';
  });
  const remember = (next: boolean) => {
    localStorage.setItem(key, next ? 'yes' : 'no');
    setValue(next);
  };
  return [value, remember] as const;
}
