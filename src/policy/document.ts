import type { Audience } from '../domain/change/types.ts';
import { lasting } from '../domain/lasting.ts';
import { utc } from '../domain/telling.ts';
import { approving, silence } from './document-approval.ts';
import type { Lines } from './document-words.ts';
import { A_DAY, item, plainly, titles } from './document-words.ts';
import { durationWords } from './duration.ts';
import type { Policy } from './load.ts';
import type { SourceKind } from './people.ts';
import { SOURCE_KINDS } from './people.ts';

/**
 * The one-page emergency procedure in Markdown, written from the policy that is enforced: who reads it reads what
 * Breakglass does. `at` is when it was written, UTC milliseconds.
 */
export function policyDocument(policy: Policy, at: number): string {
  return [
    '# Emergency change procedure',
    '',
    `Written on ${utc(at)} from the policy that Breakglass enforces: version ${policy.version}, SHA-256 \`${policy.hash}\`. Whoever changes the policy has this page written anew.`,
    ...part('What qualifies', qualifies(policy)),
    ...part('How it is declared', declaring(policy)),
    ...part('Who approves', approving(policy)),
    ...part('When nobody answers', silence(policy)),
    ...part('What may wait, and what may not', skipping(policy)),
    ...part('What is owed, and by when', owed(policy)),
    ...part('Groups', membership(policy)),
    ...part('How it is watched', watching(policy)),
    '',
  ].join('\n');
}

const part = (title: string, lines: Lines): Lines => ['', `## ${title}`, '', ...lines];

function qualifies({ criteria }: Policy): Lines {
  return [
    'A change to production that cannot wait for the normal change process, for one of these reasons:',
    '',
    ...criteria.map(({ title, reference, patch_within: within }) =>
      item(
        `${plainly(title)}${reference ? ` (names the ${plainly(reference)})` : ''}${within ? `; the fix is out within ${lasting(within)}` : ''}`,
      ),
    ),
    '',
    'Convenience, a missed release window or pressure of time alone is none of them.',
  ];
}

const DEMANDED: Readonly<Record<Policy['declare']['require'][number], string>> = {
  impact: 'the impact',
  test_plan: 'how it is tested',
  links: 'a link to the change itself',
  incident: 'the PagerDuty incident',
};

function declaring({ declare }: Policy): Lines {
  const more = declare.require.map((field) => DEMANDED[field]);
  return [
    'With `/emergency-change` in Slack, **before** anything goes out. The form asks for what is changed, which systems, the reason and its justification, and the way back ("none possible" is an answer).',
    ...(more.length > 0 ? ['', `This policy also demands ${more.join(', ')}.`] : []),
    '',
    'What went out before it was declared is declared all the same, and is marked as declared after deploy for ever.',
  ];
}

function skipping({ review }: Policy): Lines {
  return [
    item(
      'May wait until after the deployment: the normal change process, code review and tests, the impact, the review.',
    ),
    item(
      `May wait for ${durationWords(A_DAY)}, and only by “Proceed without approval”: the approval by somebody independent.`,
    ),
    item('May not be left out: the declaration, the approval, evidence of a test, the review and its sign-off.'),
    item(`Nothing moves the review's limit of ${durationWords(review.limit)}: no weekend, no quiet hours, no snooze.`),
  ];
}

function owed(policy: Policy): Lines {
  const { review, jira } = policy;
  return [
    '| What | Who | By when |',
    '| --- | --- | --- |',
    '| Approval | the groups above | before the deployment |',
    `| Approval that was gone without | the groups above | ${durationWords(A_DAY)} after going ahead |`,
    ...(jira
      ? [
          `| Retro ticket in ${plainly(jira.project)} | opened by Breakglass | ${durationWords(A_DAY)} after the declaration |`,
        ]
      : []),
    `| Review | the review owner: the requester, unless handed over | ${durationWords(review.target)} after the first deployment, at the latest ${durationWords(review.limit)} |`,
    `| Sign-off of the review | ${titles(policy, [review.reviewers])}, nobody who asked for, approved, carried out or wrote it | after the review |`,
    '',
    `Reminders go out ${review.ladder.map(({ at, tell }) => `after ${durationWords(at)} to ${tell.map((whom) => TOLD[whom]).join(', ')}`).join('; ')}; then every ${durationWords(review.repeat_every)}.`,
  ];
}

const TOLD: Readonly<Record<Audience, string>> = {
  owner: 'the owner',
  thread: "the change's thread",
  escalation: 'the escalation contact',
  channel: 'the channel',
  page: 'whoever is paged',
};

const SOURCE_WORDS: Readonly<Record<SourceKind, string>> = {
  users: '',
  slack_user_groups: 'members of the Slack user group ',
  pagerduty_schedules: 'on call by the PagerDuty schedule ',
  pagerduty_escalation_policies: 'on call by the PagerDuty escalation policy ',
};

function membership(policy: Policy): Lines {
  return Object.entries(policy.groups).map(([name, group]) => {
    const sources = SOURCE_KINDS.filter((kind) => group[kind].length > 0).map(
      (kind) => `${SOURCE_WORDS[kind]}${group[kind].map(plainly).join(', ')}`,
    );
    return item(`**${titles(policy, [name])}**: ${sources.join('; ')}`);
  });
}

function watching({ digest, timezone, retention }: Policy): Lines {
  return [
    `A digest is posted every day at ${digest.at} (${plainly(timezone)}), also when nothing is overdue. Every deviation is a finding that nobody can delete; named people explain it. The record is append-only and hash-chained; it is kept for ${durationWords(retention)}. The procedure is practised with \`/emergency-change drill\`.`,
  ];
}
