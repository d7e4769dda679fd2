import { useEffect, useState } from 'preact/hooks';

/** What was chosen is shown at once, until what the server says of it changes. */
export function useAsked<T>(value: T) {
  const [asked, setAsked] = useState<{ readonly value: T }>();
  useEffect(() => setAsked(undefined), [value]);
  return [asked ? asked.value : value, (next: T) => setAsked({ value: next })] as const;
}
