import type { Instant } from '../../domain/change/types.ts';
import { idText } from '../../domain/change/types.ts';
import { isoText } from '../../domain/iso.ts';
import type { Names } from '../../domain/telling.ts';
import type { Case } from '../case.ts';
import { approvalParts } from './approvals.ts';
import { reviewMark, stateOf, verdictMark } from './case-words.ts';
import { deploymentParts, testParts } from './deployments.ts';
import { findingBlock } from './findings.ts';
import type { Html } from './html.ts';
import { html } from './html.ts';
import { section } from './layout.ts';
import { clocks, linkList, policyParts, request } from './request.ts';
import { nagParts, reviewParts } from './review.ts';
import { storyList } from './story.ts';

export interface DossierDeps {
  readonly names: Names;
  /** Everything is told as it stood then. */
  readonly asOf: Instant;
  /** Where the text of a policy is to be read, by its SHA-256. */
  readonly policyHref: (hash: string) => string;
}

/** What a dossier's window and heading say. */
export const dossierTitle = ({ change }: Case): string => `${idText(change.id)} · ${change.details.summary}`;

/** Everything the record knows of one change, in the order in which an auditor asks. The body of a page. */
export function dossier(one: Case, deps: DossierDeps): Html {
  const { change, story, findings } = one;
  const { names, asOf } = deps;
  const open = findings.filter(({ state }) => state === 'open').length;
  return html`<p>${verdictMark(change)} ${reviewMark(change, asOf)} <span class="mark">${stateOf(change)}</span></p>
<p class="lead">As the record stood at ${isoText(asOf)}. All times are UTC.</p>
${section('clocks', 'When', clocks(change, story))}
${section('findings', findings.length === 0 ? 'Findings: none' : `Findings: ${findings.length}, of which ${open} open`, ...findings.map((finding) => findingBlock(finding, names)))}
${section('asked', 'What was asked, and why', request(change, names))}
${section('approvals', 'Who approved, on what ground', ...approvalParts(one, names))}
${section('deployments', 'What was deployed', ...deploymentParts(change, names))}
${section('tests', 'How it was tested', ...testParts(change, names))}
${section('review', 'Review', ...reviewParts(change, names, asOf))}
${section('reminders', 'Who was reminded', nagParts(story, names))}
${section('links', 'Elsewhere', linkList(change))}
${section('policy', 'Policy in force', policyParts(change, names, deps.policyHref))}
${section('story', 'The whole story', storyList(story, names))}`;
}
