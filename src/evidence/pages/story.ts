import type { ChangeEvent } from '../../domain/change/events.ts';
import type { Names } from '../../domain/telling.ts';
import { tell } from '../../domain/telling.ts';
import type { Told } from '../case.ts';
import type { Html } from './html.ts';
import { anchor, html, nothing, quote, time } from './html.ts';

const GOOD: ReadonlySet<ChangeEvent['type']> = new Set(['ChangeAuthorized', 'ReviewSignedOff', 'ChangeClosed']);
const BAD: ReadonlySet<ChangeEvent['type']> = new Set([
  'ApprovalAttemptRefused',
  'ApprovalExpired',
  'ChangeRejected',
  'DeliveryFailed',
  'DeploymentRolledBack',
  'ProceededWithoutApproval',
]);

/** All that happened, oldest first: each sentence with its place in the record, so that it can be looked up there. */
export const storyList = (story: readonly Told[], names: Names): Html =>
  html`<ol class="story">${story.map((told) => item(told, names))}</ol>`;

function item({ event, after, link }: Told, names: Names): Html {
  const { line, said, link: address } = tell(event, after, names);
  const tone = GOOD.has(event.type) ? 'good' : BAD.has(event.type) ? 'bad' : '';
  const actor = link.actor === 'breakglass' ? 'Breakglass itself' : names.person(link.actor);
  return html`<li class="${tone}"><p>${line}</p>${quote(said)}${address ? html`<p>${anchor(address)}</p>` : nothing}
<p class="quiet">Recorded ${time(link.recordedAt)} by ${actor} through ${link.surface} · event ${link.position} <span class="hash" title="${link.hash}">${link.hash.slice(0, 12)}</span></p></li>
`;
}
