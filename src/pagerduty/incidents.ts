import { PermanentFailure } from '../app/errors.ts';
import type { Incidents } from '../app/outside-ports.ts';
import type { People } from '../app/people-ports.ts';
import type { ChangeEvent } from '../domain/change/events.ts';
import type { Change } from '../domain/change/state.ts';
import type { Deployment, Incident } from '../domain/change/types.ts';
import { idText } from '../domain/change/types.ts';
import { peopleIn } from '../domain/people-in.ts';
import { clip, oneLine } from '../domain/plain-text.ts';
import type { Names } from '../domain/telling.ts';
import { namesFrom } from '../domain/telling.ts';
import type { PageTarget } from './approver-page.ts';
import { openPage, resolvePage } from './approver-page.ts';
import type { PagerDutyAccess } from './client.ts';
import { pagerDutyClient } from './client.ts';
import { findIncident, searchIncidents } from './finding.ts';
import { anything, notes } from './schema.ts';
import { announcementText, carriesMark, noteText, pageText } from './words.ts';

export interface PagerDutyOptions extends PagerDutyAccess {
  /** Where the events of a system without a key of its own go. */
  readonly routingKey: string | undefined;
  readonly routingKeyFor: (system: string) => string | undefined;
  /** Whom a page to the approvers goes to; absent when the policy does not say. */
  readonly approverPage?: (() => PageTarget | undefined) | undefined;
  readonly people: People;
  /** What a group is called; its id when absent. */
  readonly groupTitle?: ((group: string) => string) | undefined;
}

/** Incidents, change events and pages in PagerDuty. Each call @throws PermanentFailure or TransientFailure. */
export function pagerDutyIncidents(options: PagerDutyOptions): Incidents {
  const { routingKey, routingKeyFor, people, groupTitle, approverPage } = options;
  const client = pagerDutyClient(options);
  /** Services already told of a deployment whose other services could not be: change events have no key of their own. */
  const told = new Map<string, Set<string>>();

  return {
    search: (typed, timeout) => searchIncidents(client, typed, timeout),
    find: (reference) => findIncident(client, reference),
    note: async (incident, change, { event, mark }, { inDoubt }) => {
      const content = noteText(event, change, await namesIn(change, event), mark);
      if (content === undefined) return;
      if (inDoubt && (await hasNote(incident, mark))) return;
      await client.rest({ doing: `add a note to #${incident.number}` }, anything, {
        method: 'POST',
        path: pathOf(incident),
        data: { note: { content } },
      });
    },
    announce: async (change, { event }, { key }) => {
      if (event.type !== 'DeploymentRecorded') return;
      const data = announcement(change, event.deployment, await namesIn(change, event));
      const reached = told.get(key) ?? new Set();
      told.set(key, reached);
      for (const routing of keysOf(change).filter((one) => !reached.has(one))) {
        await send('announce the deployment', '/v2/change/enqueue', { routing_key: routing, ...data });
        reached.add(routing);
      }
      told.delete(key);
    },
    pageApprovers: (change, round) => openPage(client, change, round, approverPage?.()),
    settlePage: (change, round) => resolvePage(client, change, round),
    page: async (change) => {
      const [routing] = keysOf(change);
      if (routing === undefined) throw new PermanentFailure(noKey(change));
      await send('page somebody', '/v2/enqueue', { routing_key: routing, ...alert(change, await namesIn(change)) });
    },
    raiseAlarm: async (key, words) => {
      if (routingKey === undefined) throw new PermanentFailure('PAGERDUTY_ROUTING_KEY is not set');
      const payload = { summary: clip(oneLine(words), 1024), source: 'breakglass', severity: 'error' };
      const alarm = { routing_key: routingKey, event_action: 'trigger', dedup_key: key, payload };
      await send('page whoever runs Breakglass', '/v2/enqueue', alarm);
    },
    settleAlarm: async (key) => {
      const resolution = { event_action: 'resolve', dedup_key: key };
      if (routingKey !== undefined)
        await send('resolve the alarm', '/v2/enqueue', { routing_key: routingKey, ...resolution });
    },
    settleReviewPage: async (change) => {
      const [routing] = keysOf(change);
      const resolution = { event_action: 'resolve', dedup_key: alertKey(change) };
      if (routing !== undefined) await send('resolve the page', '/v2/enqueue', { routing_key: routing, ...resolution });
    },
  };

  async function send(doing: string, path: string, data: object): Promise<void> {
    await client.events({ doing, fix: KEY_FIX }, anything, { method: 'POST', path, data });
  }

  async function hasNote(incident: Incident, mark: string): Promise<boolean> {
    const all = await client.rest({ doing: `read the notes of #${incident.number}` }, notes, {
      path: pathOf(incident),
    });
    return all.notes.some(({ content }) => carriesMark(content ?? '', mark));
  }

  function keysOf({ details }: Change): string[] {
    return [...new Set(details.systems.flatMap((system) => routingKeyFor(system) ?? routingKey ?? []))];
  }

  async function namesIn(change: Change, event?: ChangeEvent): Promise<Names> {
    return namesFrom(await Promise.all(peopleIn(change, event).map((user) => people.find(user))), groupTitle);
  }
}

const pathOf = ({ id }: Incident): string => `/incidents/${encodeURIComponent(id)}/notes`;

const CHECK_KEY = 'Check PAGERDUTY_ROUTING_KEY, and pagerduty_routing_key of the system in policy.yaml.';
const KEY_FIX = { 400: CHECK_KEY, 404: CHECK_KEY };

const noKey = ({ id }: Change): string =>
  `PagerDuty cannot page anybody about ${idText(id)}: there is no routing key.` +
  ' Set PAGERDUTY_ROUTING_KEY, or pagerduty_routing_key of the system in policy.yaml.';

/** https://developer.pagerduty.com/docs/send-change-events */
function announcement(change: Change, deployment: Deployment, names: Names) {
  return {
    payload: {
      summary: announcementText(change, deployment, names),
      source: 'breakglass',
      timestamp: new Date(deployment.deployedAt).toISOString(),
      custom_details: {
        change: idText(change.id),
        summary: clip(oneLine(change.details.summary), 500),
        systems: change.details.systems.join(', '),
      },
    },
    links: linksOf(change, deployment.link),
  };
}

const alertKey = ({ key }: Change): string => `breakglass/${key}/limit`.slice(0, 255);

/** One alert for each change, however often it is sent: https://developer.pagerduty.com/docs/send-alert-event */
function alert(change: Change, names: Names) {
  return {
    event_action: 'trigger',
    dedup_key: alertKey(change),
    payload: { summary: pageText(change, names), source: 'breakglass', severity: 'critical' },
    links: linksOf(change),
  };
}

function linksOf({ id, card, ticket }: Change, deployment?: string | undefined) {
  const links = [
    { href: card?.permalink, text: `${idText(id)} in Slack` },
    { href: ticket?.url, text: ticket?.issueKey },
    { href: deployment, text: 'Deployment' },
  ];
  return links.filter(({ href }) => href !== undefined && /^https?:\/\/\S+$/i.test(href));
}
