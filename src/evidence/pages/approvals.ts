import type { Change, GivenApproval } from '../../domain/change/state.ts';
import type { Membership } from '../../domain/change/types.ts';
import type { Names } from '../../domain/telling.ts';
import { neededText } from '../../domain/telling.ts';
import type { Case, Told } from '../case.ts';
import { mark } from './case-words.ts';
import type { Html } from './html.ts';
import { html, nothing, quote, table, time } from './html.ts';

export function approvalParts({ change, story }: Case, names: Names): Html[] {
  const { authorization, terms } = change;
  const yeses = approvalsOf(change);
  return [
    html`<p>Needed: ${neededText(terms.requirements, names)}. ${standing(change)}</p>`,
    yeses.length === 0 ? html`<p>Nobody approved it.</p>` : yesTable(yeses, names),
    change.proceeded
      ? html`<h3>Went ahead without approval</h3><p>${names.person(change.proceeded.by)} at ${time(change.proceeded.at)}:</p>${quote(change.proceeded.reason)}`
      : nothing,
    ...saidNo(story, names),
    authorization.refusedAttempts > 0 ? attempts(story, names) : nothing,
  ];
}

export interface Yes extends GivenApproval {
  /** False: taken back, of somebody who turned out to be involved, or for a narrower scope. */
  readonly counts: boolean;
}

/** Every yes that was ever given, in the order of time. */
export const approvalsOf = ({ authorization: { given, earlier } }: Change): readonly Yes[] =>
  [...earlier.map((yes) => ({ ...yes, counts: false })), ...given.map((yes) => ({ ...yes, counts: true }))].toSorted(
    (a, b) => a.at - b.at,
  );

function standing({ authorization: { status, authorizedAt, shortfall } }: Change): Html {
  const short = shortfall.length > 0 ? ` Too few people could approve: ${shortfall.join(', ')}.` : '';
  return authorizedAt === undefined
    ? html`Not authorized (${status}).${short}`
    : html`Authorized at ${time(authorizedAt)}.${short}`;
}

const yesTable = (yeses: readonly Yes[], names: Names): Html =>
  table<Yes>(
    'Each yes, and what made the person eligible at the moment of the press',
    [
      { title: 'Who', cell: ({ by }) => names.person(by) },
      { title: 'When', cell: ({ at }) => time(at) },
      { title: 'On what ground', cell: ({ memberOf }) => memberOf.map((one) => ground(one, names)).join('; ') },
      { title: 'Comment', cell: ({ comment, confirms }) => commentOf(comment, confirms) },
      { title: 'Counts', cell: ({ counts }) => (counts ? mark('yes', 'good') : mark('set aside', 'warn')) },
    ],
    yeses,
  );

/** `on-call lead: on call in PagerDuty schedule "Leads"`. */
export const ground = ({ group, ground: words }: Membership, names: Names): string => `${names.group(group)}: ${words}`;

function commentOf(comment: string | undefined, confirms: GivenApproval['confirms']): Html {
  const said = confirms ? html` Confirms what was said at ${time(confirms.saidAt)} (${confirms.how}).` : nothing;
  return html`${comment ?? ''}${said}`;
}

function saidNo(story: readonly Told[], names: Names): Html[] {
  return story.flatMap(({ event }) =>
    event.type === 'ChangeRejected' || event.type === 'ScopeExtensionRejected'
      ? [html`<h3>Rejected</h3><p>${names.person(event.by)} at ${time(event.at)}:</p>${quote(event.reason)}`]
      : [],
  );
}

function attempts(story: readonly Told[], names: Names): Html {
  const refused = story.flatMap(({ event }) => (event.type === 'ApprovalAttemptRefused' ? [event] : []));
  return table(
    'Attempts that were refused',
    [
      { title: 'Who', cell: ({ by }) => names.person(by) },
      { title: 'When', cell: ({ at }) => time(at) },
      { title: 'Tried to', cell: ({ attempted }) => attempted },
      { title: 'Reason', cell: ({ code }) => code.replaceAll('-', ' ') },
    ],
    refused,
  );
}
