import { stillNeeded, waitingFor } from '../../domain/change/approve.ts';
import type { Change } from '../../domain/change/state.ts';
import { hasEnded } from '../../domain/change/state.ts';
import type { Scene } from '../scene.ts';
import { groupNames, places } from '../scene.ts';
import { dateTime, mention, mentions, said, time } from '../text.ts';

/** Who has to say yes, who has, on which ground and when. */
export function approvalLines(change: Change, scene: Scene): string[] {
  const { authorization, terms } = change;
  const needs = terms.requirements
    .map(({ groups, places: count }) => `${count} ${groupNames(scene, groups)}`)
    .join(', ');
  const waiting = waitingFor(change);
  const given = authorization.given.map(
    ({ by, at, memberOf, comment }) =>
      `:heavy_check_mark: ${mention(by)} (${groupNames(
        scene,
        memberOf.map(({ group }) => group),
      )}) ${time(at)}${comment ? ` “${said(comment, 200)}”` : ''}`,
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
  return [[`*Needs*  ${needs}${fallbackWords(change, scene)}`, ...given, ...asked, ...verdict].join('\n')];
}

function fallbackWords({ authorization: { fallback } }: Change, scene: Scene): string {
  if (fallback === undefined) return '';
  return ` _(too few are left once requester and implementers are taken out: ${groupNames(scene, [fallback])} may fill in)_`;
}
