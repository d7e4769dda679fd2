import { waitingFor } from '../../domain/change/approve.ts';
import type { DeploymentRecorded } from '../../domain/change/events.ts';
import type { Change } from '../../domain/change/state.ts';
import { scopeOf } from '../../domain/change/state.ts';
import type { Deployment, Instant, Source } from '../../domain/change/types.ts';
import { strayOf } from '../../domain/clearance.ts';
import { namedCommits } from '../../domain/commits.ts';
import { dateTime, link, list, mention, mentions, said } from '../text.ts';

/** One deployment in the card's thread; what went beyond the approval is said first. */
export const deploymentWords = (change: Change, { deployment, source, at }: DeploymentRecorded): string =>
  `${strayWords(change, deployment)}:rocket: ${mention(deployment.who)} ${what(deployment)}${sourceWords(deployment, source, at)}.`;

function what({ what: name, where, deployedAt, link: url, outcome }: Deployment): string {
  const place = where ? ` on ${said(where, 100)}` : '';
  const failed = outcome === 'failed' ? ', and it failed' : '';
  return `deployed ${said(name, 300)}${place} ${dateTime(deployedAt)}${failed}${url ? ` · ${link(url, 'link')}` : ''}`;
}

/** Whoever asked and whoever approves hear at once that something else went out than they were asked about. */
function strayWords(change: Change, deployment: Deployment): string {
  const fit = strayOf(change, deployment);
  if (fit === undefined) return '';
  const { given, earlier } = change.authorization;
  const people = mentions([change.requester, ...[...given, ...earlier].map(({ by }) => by), ...waitingFor(change)]);
  const isCommit = fit === 'other commit';
  const asked = isCommit ? namedCommits(change).map((commit) => commit.slice(0, 12)) : scopeOf(change).systems;
  return `:warning: ${people}: this is *${isCommit ? 'another commit' : 'another system'}* than was asked for (${said(list(asked), 200)}). If it belongs to it, extend the scope; if not, declare it.\n`;
}

const FROM: Readonly<Record<Source, string>> = {
  slack: '',
  system: '',
  jira: ' in Jira',
  api: ' by a pipeline',
  github: ' by GitHub',
  import: ' by an import',
};

/** A time that somebody gave later stands beside when it was recorded. */
const LATER = 5 * 60_000;

/** Who told of it, and when, where that is not there and then. */
export function sourceWords({ deployedAt }: Deployment, source: Source | undefined, recordedAt: Instant): string {
  const from = FROM[source ?? 'slack'];
  if (recordedAt - deployedAt > LATER) return `, recorded ${dateTime(recordedAt)}${from}`;
  return from && `, reported${from}`;
}
