/** The files that vouch for the others. */
export const SUMS = 'SHA256SUMS';
export const SIGNATURE = 'SHA256SUMS.sig';
export const SIGNER = 'SIGNER.pem';
export const CHANGED = 'A file was changed, added or taken away after the pack was made.';

export function firstWords(cause: unknown): string {
  const issues = cause instanceof Error && 'issues' in cause && Array.isArray(cause.issues) ? cause.issues : [];
  return issues[0]?.message ?? (cause instanceof Error ? cause.message : String(cause));
}
