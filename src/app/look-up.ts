import type { GroupSource, GroupTrouble, Instant, Membership, UserId } from '../domain/change/types.ts';
import type { Policy } from '../policy/load.ts';
import type { GroupOrigin } from '../policy/terms.ts';
import { groupOrigins, groupTitle } from '../policy/terms.ts';
import { accountsIn, accountsWith, inSlack } from './identity.ts';
import type { Log } from './log.ts';
import type { EmailBook, OnCall, OutsideUser, Roll, UserGroups } from './people-ports.ts';

/** What groups are made of, outside the policy. What is not connected cannot be reached. */
export interface Sources {
  readonly userGroups?: UserGroups | undefined;
  readonly onCall?: OnCall | undefined;
  readonly emails?: EmailBook | undefined;
}

/** One person of a group, by every Slack account of theirs, and what says so. */
export interface Member {
  readonly accounts: readonly UserId[];
  readonly membership: Membership;
}

/** A group as it is at this moment. */
export interface GroupNow {
  readonly group: string;
  readonly members: readonly Member[];
  readonly troubles: readonly GroupTrouble[];
}

export interface LookUp {
  readonly policy: Policy;
  readonly sources: Sources;
  readonly at: Instant;
  /** How long anybody outside may take (ms). */
  readonly timeout: number;
  /** Resolves when the time for all of it is up; asked for by what waits for somebody outside. */
  readonly late: () => Promise<'late'>;
  readonly log: Log;
}

type Trouble = Omit<GroupTrouble, 'group'>;
/** What one source says, before it is known of which group. */
export interface Answer {
  readonly people: readonly { readonly accounts: readonly UserId[]; readonly ground: string }[];
  readonly troubles: readonly Trouble[];
}

/** All sources of a group side by side; `ask` lets those who ask the same at the same moment share one answer. */
export async function groupNow(
  group: string,
  { policy, at }: LookUp,
  ask: (origin: GroupOrigin) => Promise<Answer>,
): Promise<GroupNow> {
  const origins = groupOrigins(policy, group);
  const answers = await Promise.all(origins.map(ask));
  const members = origins.flatMap(({ source, id }, index) =>
    (answers[index]?.people ?? []).map(({ accounts, ground }) => {
      const words = source === 'policy' ? `listed as ${groupTitle(policy, group)} in the policy` : ground;
      return { accounts, membership: { group, ground: words, source, sourceId: id, at } };
    }),
  );
  const troubles = answers.flatMap(({ troubles: found }) => found.map((trouble) => ({ group, ...trouble })));
  return { group, members, troubles };
}

/** What one source says now. Never throws: what fails or comes late is unreachable. */
export async function askSource({ source, id }: GroupOrigin, lookUp: LookUp): Promise<Answer> {
  if (source === 'policy') return { people: [{ accounts: accountsIn(lookUp.policy, id), ground: '' }], troubles: [] };
  const asked = answerOf(source, id, lookUp).catch((cause: unknown) => {
    lookUp.log.warn({ err: cause, source, id }, 'who belongs to a group could not be looked up');
    return unreachable(source, id);
  });
  const answer = await Promise.race([asked, lookUp.late()]);
  return answer === 'late' ? unreachable(source, id) : answer;
}

async function answerOf(source: Outside, id: string, lookUp: LookUp): Promise<Answer> {
  if (source === 'slack user group') {
    const roll = await connected(lookUp.sources.userGroups).members(id, lookUp.timeout);
    return told(source, id, roll, (user) => ({ accounts: accountsWith(lookUp.policy, user) }));
  }
  const { onSchedule, onEscalationPolicy } = connected(lookUp.sources.onCall);
  const ask = source === 'pagerduty schedule' ? onSchedule : onEscalationPolicy;
  const roll = await ask(id, lookUp.at, lookUp.timeout);
  return told(source, id, roll, (user) => recognised(user, lookUp));
}

type Outside = Exclude<GroupSource, 'policy'>;
type Recognised = { readonly accounts: readonly UserId[] } | { readonly trouble: Trouble };

async function told<T>(
  source: Outside,
  id: string,
  roll: Roll<T>,
  recognise: (one: T) => Recognised | Promise<Recognised>,
): Promise<Answer> {
  if (roll.kind === 'absent') return { people: [], troubles: [{ kind: 'absent', what: inWords(source, id) }] };
  const ground = inWords(source, roll.name);
  if (roll.people.length === 0) return { people: [], troubles: [{ kind: 'empty', what: ground }] };
  const found = await Promise.all(roll.people.map(recognise));
  return {
    people: found.flatMap((one) => ('accounts' in one ? [{ accounts: one.accounts, ground }] : [])),
    troubles: found.flatMap((one) => ('trouble' in one ? [one.trouble] : [])),
  };
}

/** Somebody on call who is no one person in Slack decides nothing, and does not keep the others from deciding. */
async function recognised(user: OutsideUser, lookUp: LookUp): Promise<Recognised> {
  const { policy, sources, log, late } = lookUp;
  try {
    const match = await Promise.race([inSlack(user, policy, connected(sources.emails).slackIdOf), late()]);
    if (match === 'late') return { trouble: { kind: 'unreachable', what: `${user.name}'s account in Slack` } };
    if ('accounts' in match) return match;
    log.warn({ pagerduty: user.id, matches: match.none }, 'somebody on call in PagerDuty is no one person in Slack');
    const why = match.none === 'nobody' ? 'no account with that e-mail' : 'several people';
    return { trouble: { kind: 'unmatched', what: `${user.name} of PagerDuty (${why})` } };
  } catch (cause) {
    log.warn({ err: cause, pagerduty: user.id }, 'somebody on call in PagerDuty could not be looked up in Slack');
    return { trouble: { kind: 'unreachable', what: `${user.name}'s account in Slack` } };
  }
}

const unreachable = (source: Outside, id: string): Answer => ({
  people: [],
  troubles: [{ kind: 'unreachable', what: inWords(source, id) }],
});

function connected<T>(port: T | undefined): T {
  if (port === undefined) throw new Error('It is not connected.');
  return port;
}

const WORDS: Readonly<Record<Outside, string>> = {
  'slack user group': 'Slack user group',
  'pagerduty schedule': 'PagerDuty schedule',
  'pagerduty escalation policy': 'PagerDuty escalation policy',
};

const inWords = (source: Outside, name: string): string => `${WORDS[source]} “${name}”`;
