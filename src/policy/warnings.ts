import { SOURCE_KINDS } from './people.ts';
import type { Fault } from './references.ts';
import type { PolicyFile } from './schema.ts';

const DAY = 24 * 60 * 60_000;
/** An audit looks back over up to 12 months, and begins some weeks after they have ended (SOC 2 type 2). */
const LONG_ENOUGH = 400 * DAY;

/** What a policy may say, and whoever wrote it should know the consequence of. */
export const warningsOf = (policy: PolicyFile): Fault[] => [...lonelyGroups(policy), ...shortRetention(policy)];

/**
 * A group of one: whoever is alone in it may be asleep, or have asked for the change. What is looked up later is not known
 * here, and who only reads evidence decides nothing.
 */
function lonelyGroups(policy: PolicyFile): Fault[] {
  return Object.entries(policy.groups).flatMap(([name, group]) => {
    if (name === policy.evidence.auditors && !decides(name, policy)) return [];
    const isLookedUp = SOURCE_KINDS.some((kind) => kind !== 'users' && group[kind].length > 0);
    const [only, ...others] = group.users;
    if (isLookedUp || only === undefined || others.length > 0) return [];
    const message = `${only} is alone in it: while ${only} is away, or has a hand in the change, nobody of it can decide. Add a second person`;
    return [{ path: ['groups', name], message }];
  });
}

function decides(group: string, { rules, approval, review }: PolicyFile): boolean {
  const asked = approval.escalation.flatMap((rung) => ('ask' in rung ? [rung.ask] : []));
  const named = [...asked, approval.fallback_group, review.reviewers, review.escalation];
  return named.includes(group) || rules.some(({ require }) => Object.hasOwn(require, group));
}

function shortRetention({ retention }: PolicyFile): Fault[] {
  if (retention >= LONG_ENOUGH) return [];
  const days = Math.floor(retention / DAY);
  const message = `the record is kept for ${days} ${days === 1 ? 'day' : 'days'}: an auditor who looks back over 12 months would find the beginning gone. Write 400d or more`;
  return [{ path: ['retention'], message }];
}
