import { readFileSync } from 'node:fs';

/** The example policy with some of its words replaced. */
export function policyText(replacements: Readonly<Record<string, string>>): string {
  let text = readFileSync('policy.yaml', 'utf8');
  for (const [before, after] of Object.entries(replacements)) {
    if (!text.includes(before)) throw new Error(`The policy does not say ${before}`);
    text = text.replace(before, after);
  }
  return text;
}
