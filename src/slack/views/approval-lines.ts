import { stillNeeded, waitingFor } from '../../domain/change/approve.ts';
import type { RoundReason } from '../../domain/change/events.ts';
import type { Change } from '../../domain/change/state.ts';
import { hasEnded } from '../../domain/change/state.ts';
import type { Scene } from '../scene.ts';
import { groupNames, places } from '../scene.ts';
import { dateTime, mention, mentions, said, time } from '../text.ts';
import { groundWords } from './group-words.ts';

/** Who has to say yes, who has, on which ground and when. */
export function approvalLines(change: Change, scene: Scene): string[] {
  const { authorization, terms } = change;
  const needs = terms.requirements
    .map(({ groups, places: count }) => `${count} ${groupNames(scene, groups)}`)
    .join(', ');
  const waiting = waitingFor(change);
  const given = authorization.given.map(
    ({ by, at, memberOf, comment, confirms }) =>
      `:heavy_check_mark: ${mention(by)} (${groundWords(memberOf, scene)}) ${time(at)}${confirms ? `, as said ${time(confirms.saidAt)} (${said(confirms.how, 100)})` : ''}${comment ? ` “${said(comment, 200)}”` : ''}`,
  );
  const open = stillNeeded(change);
  const asked =
    authorization.status === 'pending' && !hasEnded(change) && open.length > 0
      ? [`:white_circle: still ${places(scene, open)}${waiting.length > 0 ? `: ${mentions(waiting, 'or')}` : ''}`]
      : [];
  const verdict =
    authorization.status === 'authorized' && authorization.authorizedAt !== undefined
      ? [`Approved ${dateTime(authorization.authorizedAt)}`]
      : [];
  const lines = [...given, ...spoken(change), ...asked, ...looking(change), ...verdict];
  return [[`*Needs*  ${needs}${fallbackWords(change, scene)}${roundWords(change)}`, ...lines].join('\n')];
}

/** A yes on a call: shown, and counted only once that person has clicked. */
function spoken({ authorization: { status, verbal, given } }: Change): string[] {
  if (status !== 'pending') return [];
  const open = verbal.filter(({ approver, denied }) => !denied && !given.some(({ by }) => by === approver));
  return open.map(
    ({ by, approver, saidAt, how, confirmBy }) =>
      `:speech_balloon: ${mention(approver)} said yes ${time(saidAt)} (${said(how, 100)}), says ${mention(by)}: counts once confirmed, until ${dateTime(confirmBy)}`,
  );
}

const looking = ({ authorization: { status, claims } }: Change): string[] =>
  status === 'pending' ? claims.map(({ by, until }) => `:eyes: ${mention(by)} is looking, until ${time(until)}`) : [];

const ROUND_WORDS: Readonly<Record<RoundReason, string>> = {
  'asked again': '',
  'independent approval owed': ' _(an independent approval: somebody who approved turned out to have a hand in it)_',
  'approval withdrawn': ' _(again: an approval was taken back)_',
  'scope extended': ' _(for the extended scope; what was approved before stays approved)_',
};

const roundWords = ({ authorization: { because, status } }: Change): string =>
  because && status === 'pending' ? ROUND_WORDS[because] : '';

function fallbackWords({ authorization: { fallback } }: Change, scene: Scene): string {
  if (fallback === undefined) return '';
  return ` _(too few are left once requester and implementers are taken out: ${groupNames(scene, [fallback])} may fill in)_`;
}
