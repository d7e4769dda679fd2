import type { UserId } from '../../domain/change/types.ts';
import { canonicalEmail } from '../../policy/email.ts';
import type { Policy } from '../../policy/load.ts';
import type { Log } from '../log.ts';
import type { EmailBook } from '../people-ports.ts';

/** What an outside system says of somebody. Their e-mail counts only where that system has verified it. */
export interface Claims {
  readonly source: 'api' | 'github' | 'import';
  /** A login, or whatever name a pipeline gives. */
  readonly name?: string | undefined;
  readonly verifiedEmail?: string | undefined;
}

/** Who somebody is in Slack; whoever is nobody there keeps the name they came with: `github:octocat`. Never throws. */
export type Recognise = (claims: Claims) => Promise<UserId>;

export interface RecogniseDeps {
  readonly policy: () => Policy;
  readonly emails: EmailBook;
  readonly log: Log;
}

const SLACK_ID = /^[UW][A-Z0-9]{5,}$/;
/** GitHub's own address for somebody who keeps theirs to themselves: it names the login. */
const NO_REPLY = /^(?:\d+\+)?([a-z0-9-]+)@users\.noreply\.github\.com$/i;

/** By the policy's mapping, then by e-mail among its people, then by asking Slack for that address. */
export function recogniser({ policy, emails, log }: RecogniseDeps): Recognise {
  return async ({ source, name, verifiedEmail }) => {
    const said = name?.trim();
    const login = NO_REPLY.exec(verifiedEmail ?? '')?.[1] ?? said;
    const mapped = login === undefined ? undefined : mappedIn(policy(), source, login);
    if (mapped) return mapped;
    const address = verifiedEmail ?? (said?.includes('@') ? said : undefined);
    const found = address === undefined ? undefined : await byEmail(address);
    return found ?? outsider(source, login ?? address ?? 'unknown');
  };

  async function byEmail(address: string): Promise<UserId | undefined> {
    const rules = policy();
    const wanted = canonicalEmail(address, rules.identity);
    if (wanted === undefined || NO_REPLY.test(address)) return undefined;
    const listed = Object.values(rules.people).find(({ email }) => canonicalEmail(email, rules.identity) === wanted);
    if (listed) return listed.slack;
    try {
      return await emails.slackIdOf(address.trim().toLowerCase());
    } catch (cause) {
      log.warn({ err: cause }, 'somebody could not be looked up in Slack by e-mail');
      return undefined;
    }
  }
}

function mappedIn({ people }: Policy, source: Claims['source'], login: string): UserId | undefined {
  if (source !== 'github' && SLACK_ID.test(login)) return login;
  const bare = login.replace(/^github:/i, '').toLowerCase();
  const byLogin = Object.values(people).find(({ github }) => github?.toLowerCase() === bare);
  if (byLogin) return byLogin.slack;
  return source !== 'github' && Object.hasOwn(people, bare) ? people[bare]?.slack : undefined;
}

function outsider(source: Claims['source'], name: string): UserId {
  const isOfGitHub = /^github:/i.test(name);
  return isOfGitHub ? `github:${name.slice('github:'.length)}` : `${source}:${name}`;
}
