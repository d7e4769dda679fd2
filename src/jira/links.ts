import type { Change } from '../domain/change/state.ts';
import { idText } from '../domain/change/types.ts';
import { clip, oneLine } from '../domain/plain-text.ts';
import { isWebAddress } from './adf.ts';

export interface RemoteLink {
  /** The same id again replaces the link: https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-remote-links/ */
  readonly globalId: string;
  readonly relationship: string;
  readonly object: { readonly url: string; readonly title: string };
}

/** Where the change is to be seen besides Jira. At most 255 characters a title. */
export function remoteLinks({ key, id, card, incident }: Change): RemoteLink[] {
  const slack = card?.permalink;
  const links: (RemoteLink | undefined)[] = [
    slack === undefined
      ? undefined
      : { globalId: `breakglass=${key}&in=slack`, ...shown('Slack', slack, `${idText(id)} in Slack`) },
    incident && {
      globalId: `breakglass=${key}&in=pagerduty`,
      ...shown('PagerDuty incident', incident.url, `PagerDuty #${incident.number} ${incident.title}`),
    },
  ];
  return links.filter((link) => link !== undefined).filter(({ object }) => isWebAddress(object.url));
}

const shown = (relationship: string, url: string, title: string) => ({
  relationship,
  object: { url, title: clip(oneLine(title), 255) },
});
