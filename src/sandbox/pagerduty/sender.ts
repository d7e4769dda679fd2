import type { Request } from '../api.ts';
import { malformedSender, noSender, unknownSender } from './refusals.ts';
import type { Store } from './store.ts';

/** Who does it, by the e-mail in `From`; a user's own token needs none: https://developer.pagerduty.com/docs/authentication */
export function sender({ options }: Store, { header }: Request): string {
  if (options.apiTokenUserId !== undefined) return options.apiTokenUserId;
  const from = header('from');
  if (from === undefined) throw noSender();
  if (!/^[^\s@]+@[^\s@]+$/.test(from)) throw malformedSender();
  const user = options.users.find(({ email }) => email.toLowerCase() === from.toLowerCase());
  if (!user) throw unknownSender();
  return user.id;
}
