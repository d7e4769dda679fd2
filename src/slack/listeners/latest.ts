/** Views that are open at once are few; the oldest are forgotten past this many. */
const REMEMBERED = 500;

/**
 * Remembers which choice in a form was the newest. Somebody who picks twice in a row has two redraws under way; the one
 * that knows more must win, whichever comes first. Slack's `action_ts` grows with time.
 */
export function latestChoices() {
  const newest = new Map<string, string>();
  return {
    note: (view: string, at: string): void => {
      if ((newest.get(view) ?? '') < at) newest.set(view, at);
      if (newest.size > REMEMBERED) newest.delete(newest.keys().next().value ?? '');
    },
    isNewest: (view: string, at: string): boolean => (newest.get(view) ?? '') <= at,
  };
}
