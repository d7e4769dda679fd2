import { PermanentFailure } from '../app/errors.ts';
import type { Change } from '../domain/change/state.ts';
import { idText } from '../domain/change/types.ts';
import { clip, oneLine } from '../domain/plain-text.ts';
import type { PagerDutyClient } from './client.ts';
import { anything, incidents } from './schema.ts';

/** Whom a page to the approvers goes to, as the policy says: PagerDuty ids. */
export interface PageTarget {
  readonly service: string;
  readonly escalationPolicy: string | undefined;
}

const DOING = 'page the approvers';
const FIX = { 400: 'Check approval.page in policy.yaml.', 404: 'Check approval.page in policy.yaml.' };

/**
 * Opens an incident under the approvers' escalation policy, once: PagerDuty itself refuses a second one with the same
 * key while the first is open, so it is looked for before (https://developer.pagerduty.com/api-reference, create an incident).
 */
export async function openPage(
  client: PagerDutyClient,
  change: Change,
  round: number,
  target: PageTarget | undefined,
): Promise<void> {
  if (!target)
    throw new PermanentFailure('PagerDuty cannot page the approvers: say whom under approval.page in policy.yaml.');
  if ((await findPage(client, change, round)) !== undefined) return;
  const { service, escalationPolicy } = target;
  const title = `${idText(change.id)} waits for approval: ${clip(oneLine(change.details.summary), 200)}`;
  const incident = {
    type: 'incident',
    title,
    service: { id: service, type: 'service_reference' },
    incident_key: pageKey(change, round),
    body: { type: 'incident_body', details: bodyOf(change) },
    ...(escalationPolicy ? { escalation_policy: { id: escalationPolicy, type: 'escalation_policy_reference' } } : {}),
  };
  await client.rest({ doing: DOING, fix: FIX }, anything, { method: 'POST', path: '/incidents', data: { incident } });
}

/** There is nothing left to decide: nobody has to wake up for it. */
export async function resolvePage(client: PagerDutyClient, change: Change, round: number): Promise<void> {
  const id = await findPage(client, change, round);
  if (id === undefined) return;
  await client.rest({ doing: 'resolve the page to the approvers' }, anything, {
    method: 'PUT',
    path: `/incidents/${encodeURIComponent(id)}`,
    data: { incident: { type: 'incident_reference', status: 'resolved' } },
  });
}

async function findPage(client: PagerDutyClient, change: Change, round: number): Promise<string | undefined> {
  const open = await client.rest({ doing: 'look for the page to the approvers' }, incidents, {
    path: '/incidents',
    query: { incident_key: pageKey(change, round), 'statuses[]': ['triggered', 'acknowledged'], date_range: 'all' },
  });
  return open.incidents[0]?.id;
}

/** One a round: a second round may have to page again. */
const pageKey = ({ key }: Change, round: number): string => `breakglass/${key}/approval/${round}`.slice(0, 255);

function bodyOf({ details, card }: Change): string {
  return [clip(oneLine(details.justification), 800), card?.permalink].filter(Boolean).join('\n');
}
