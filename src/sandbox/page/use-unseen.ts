import { useEffect, useState } from 'preact/hooks';

/** True when something changed since it was last on the screen. `mark` stands for the state it is in. */
export function useUnseen(mark: string | undefined, isShown: boolean): boolean {
  const [seen, setSeen] = useState<string>();
  useEffect(() => {
    if (mark !== undefined && (isShown || seen === undefined)) setSeen(mark);
  }, [mark, isShown]);
  return !isShown && seen !== undefined && mark !== undefined && seen !== mark;
}
