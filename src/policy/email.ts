import type { IdentityRules } from './people.ts';

/**
 * The address by which a person is known: capitals do not count; what stands behind a plus, and another domain of the
 * same company, only where the policy says so. `undefined` when it is no address.
 */
export function canonicalEmail(email: string | undefined, rules: IdentityRules): string | undefined {
  const [, local = '', domain = ''] = /^([^\s@]+)@([^\s@]+)$/.exec(email?.trim().toLowerCase() ?? '') ?? [];
  const mailbox = rules.plus_addressing ? local.replace(/(?<=.)\+.*$/, '') : local;
  if (mailbox === '' || domain === '') return undefined;
  const home = Object.hasOwn(rules.domain_aliases, domain) ? rules.domain_aliases[domain] : domain;
  return `${mailbox}@${home}`;
}
