import type { ChangeEvent } from '../../change/events.ts';
import type { Duration, Instant, UserId } from '../../change/types.ts';
import { lasting } from '../../lasting.ts';
import { utc } from '../../telling.ts';
import { allOf, list, yeses } from '../facts.ts';
import type { Rule } from '../types.ts';

/** Where the terms of the change name no other time. */
const TOO_QUICK: Duration = 10_000;

export const approvedInSeconds: Rule = {
  code: 'approved-in-seconds',
  rule: 'Who approves has read what they approve.',
  source: 'SOC 2 CC8.1',
  clears: 'Taking the approval back; otherwise a named person explains it.',
  find: ({ change, events, names }) => {
    const { readTime = TOO_QUICK } = change.terms.approval;
    const quick = quickYeses(events, readTime);
    const [first] = quick;
    if (!first) return undefined;
    const told = quick.map(
      ({ by, at, after }) => `${names.person(by)} ${lasting(after)} after being asked (${utc(at)})`,
    );
    return {
      evidence: () => `Approved by ${list(told)}; less than ${lasting(readTime)} is too quick to have read it.`,
      since: first.at,
      latest: quick.at(-1)?.at,
      cleared: quick.every(({ takenBack }) => takenBack),
    };
  },
};

/** Yeses that came sooner than `readTime` after their giver was asked. What was said on a call was heard before the click. */
export function quickYeses(events: readonly ChangeEvent[], readTime: Duration) {
  const standing = yeses(events);
  return allOf(events, 'ApprovalGiven').flatMap((yes) => {
    const asked = askedAt(events.slice(0, events.indexOf(yes)), yes.by);
    const isQuick = yes.confirms === undefined && asked !== undefined && yes.at - asked < readTime;
    return isQuick ? [{ by: yes.by, at: yes.at, after: yes.at - asked, takenBack: !standing.includes(yes) }] : [];
  });
}

/** When this person could first see the request they answered: as it was opened, or as their group joined. */
function askedAt(before: readonly ChangeEvent[], user: UserId): Instant | undefined {
  const request = before.findLast((event) => event.type === 'ApprovalRequested');
  const tier = before.findLast(
    (event) => event.type === 'NextTierAsked' && event.asked.some((person) => person.user === user),
  );
  const wasAskedFirst = request?.type === 'ApprovalRequested' && request.asked.some((person) => person.user === user);
  return tier && request && tier.at > request.at && !wasAskedFirst ? tier.at : request?.at;
}
