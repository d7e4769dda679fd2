/**
 * What people type or paste to name one incident, as the id or number that `GET /incidents/{id}` takes: `8812`, `#8812`,
 * `Q0ABC123`, `https://example.pagerduty.com/incidents/Q0ABC123`. `undefined` when it is none of these.
 */
export function incidentPath(typed: string): string | undefined {
  const said = typed.trim();
  const inAddress = /^<?https?:\/\/[^/\s]+\/(?:[^\s]*\/)?incidents\/([A-Za-z0-9]{1,40})(?![A-Za-z0-9])/.exec(said)?.[1];
  return inAddress ?? /^#?(\d{1,12})$/.exec(said)?.[1] ?? /^[A-Z0-9]{6,40}$/.exec(said)?.[0];
}

/** One incident is meant, and not a word to search for. */
export const isNumberOrAddress = (typed: string): boolean => /^(#?\d+|<?https?:\/\/\S+)$/.test(typed.trim());
