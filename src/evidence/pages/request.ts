import type { Change } from '../../domain/change/state.ts';
import { firstDeployedAt, scopeOf } from '../../domain/change/state.ts';
import type { Duration, Source } from '../../domain/change/types.ts';
import { patchDue } from '../../domain/patch.ts';
import type { Names } from '../../domain/telling.ts';
import { neededText } from '../../domain/telling.ts';
import { KIND_WORDS } from '../../domain/words.ts';
import type { Told } from '../case.ts';
import type { Html } from './html.ts';
import { anchor, fact, html, time } from './html.ts';

/** The four clocks, each with where its time comes from. */
export function clocks(change: Change, story: readonly Told[]): Html {
  const { authorization, review } = change;
  const deployedAt = firstDeployedAt(change);
  const deployment = story.find(
    ({ event }) => event.type === 'DeploymentRecorded' && event.deployment.deployedAt === deployedAt,
  )?.event;
  const source: Source = deployment?.type === 'DeploymentRecorded' ? deployment.source : 'system';
  return html`<dl>
${fact('Declared', html`${time(change.declaredAt)} <span class="quiet">(${change.source})</span>`)}
${fact('Authorized', authorization.authorizedAt === undefined ? 'not authorized' : html`${time(authorization.authorizedAt)} <span class="quiet">(the last yes that was needed)</span>`)}
${fact('Deployed', deployedAt === undefined ? 'nothing deployed' : html`${time(deployedAt)} <span class="quiet">(${source})</span>`)}
${fact('Reviewed', review.firstSubmittedAt === undefined ? 'no review handed in' : html`${time(review.firstSubmittedAt)} <span class="quiet">(handed in first)</span>`)}
${fact('Closed', change.closedAt === undefined ? undefined : time(change.closedAt))}
</dl>`;
}

export function request(change: Change, names: Names): Html {
  const { details, requester } = change;
  const { systems, commits } = scopeOf(change);
  return html`<dl>
${fact('Asked by', names.person(requester))}
${fact('What', details.summary)}
${fact('Why', `${details.criterion.title}: ${details.justification}`)}
${fact('Reference', details.reference)}
${fact('Where', systems.join(', '))}
${fact('Commits', commits.join(', '))}
${fact('Kind and risk', `${KIND_WORDS[details.kind]}, ${details.risk} risk`)}
${fact('Way back', details.rollbackPlan)}
${fact('Impact', details.impact)}
${fact('Carried out by', details.implementers.map(names.person).join(', '))}
${fact('Withdrawn', change.withdrawn && html`by ${names.person(change.withdrawn.by)} at ${time(change.withdrawn.at)} ${change.withdrawn.reason ?? ''}`)}
${fact('Not implemented', change.notImplemented && html`says ${names.person(change.notImplemented.by)} at ${time(change.notImplemented.at)}: ${change.notImplemented.reason}`)}
</dl>`;
}

export function linkList({ card, ticket, incident, mergedIncidents, details, deployments, evidence }: Change): Html {
  const others = [
    ...details.links,
    ...deployments.flatMap(({ link }) => link ?? []),
    ...evidence.flatMap(({ url }) => url ?? []),
  ];
  return html`<dl>
${fact('Slack', card?.permalink === undefined ? undefined : anchor(card.permalink))}
${fact('Jira', ticket ? anchor(ticket.url, ticket.issueKey) : 'no ticket')}
${fact('PagerDuty', incident ? anchor(incident.url, `#${incident.number} ${incident.title}`) : 'no incident linked')}
${mergedIncidents.map((merged) => fact('Merged into it', anchor(merged.url, `#${merged.number} ${merged.title}`)))}
${[...new Set(others)].map((link) => fact('Link', anchor(link)))}
</dl>`;
}

const HOUR = 60 * 60_000;
const hours = (duration: Duration): string => `${duration / HOUR} h`;

/** What the policy demanded of this change when it was declared; it is judged by that for ever. */
export function policyParts(change: Change, names: Names, href: (hash: string) => string): Html {
  const { policyHash, requirements, review } = change.terms;
  const due = patchDue(change);
  return html`<dl>
${fact('Policy', html`<a href="${href(policyHash)}"><span class="hash">${policyHash}</span></a>`)}
${fact('Approval by', neededText(requirements, names))}
${fact('Fix due', due === undefined ? undefined : time(due))}${fact('Review', `target ${hours(review.target)}, limit ${hours(review.limit)}, signed off by ${names.group(review.reviewers)}`)}
</dl>`;
}
