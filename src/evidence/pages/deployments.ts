import type { Change } from '../../domain/change/state.ts';
import type { Evidence } from '../../domain/change/types.ts';
import type { Names } from '../../domain/telling.ts';
import { verdictMark } from './case-words.ts';
import type { Html } from './html.ts';
import { anchor, fact, html, nothing, table, time } from './html.ts';

export function deploymentParts(change: Change, names: Names): Html[] {
  const { deployments, rolledBack } = change;
  if (deployments.length === 0) return [html`<p>No deployment is on record.</p>`];
  return [
    html`<p>${verdictMark(change)}</p>`,
    table(
      'Each deployment',
      [
        { title: 'When', cell: ({ deployedAt }) => time(deployedAt) },
        { title: 'What', cell: ({ what }) => what },
        { title: 'Where', cell: ({ where }) => where },
        { title: 'By', cell: ({ who }) => names.person(who) },
        {
          title: 'Recorded',
          cell: ({ recordedAt, recordedBy }) => html`${time(recordedAt)} by ${names.person(recordedBy)}`,
        },
        { title: 'Link', cell: ({ link }) => (link ? anchor(link) : '') },
      ],
      deployments,
    ),
    rolledBack
      ? html`<h3>Rolled back</h3><p>At ${time(rolledBack.rolledBackAt)}, recorded by ${names.person(rolledBack.by)}: ${rolledBack.note}</p>`
      : nothing,
  ];
}

/** Planned, done before or after: whatever is on record of it. */
export function testParts({ details, evidence, review }: Change, names: Names): Html[] {
  const tests = evidence.filter(({ kind }) => kind === 'test');
  const others = evidence.filter(({ kind }) => kind === 'note');
  const told = review.submitted?.review.tests;
  if (!details.testPlan && evidence.length === 0 && !told) return [html`<p>No test evidence is on record.</p>`];
  return [
    html`<dl>${fact('Plan at declare', details.testPlan)}${fact('Tests, by the review', told)}</dl>`,
    ...[...tests, ...others].map(
      ({ by, at, text, url, quoted }) =>
        html`<p>${names.person(by)} at ${time(at)}${quoted ? wrote(quoted, names) : nothing}: ${text} ${url ? anchor(url) : nothing}</p>`,
    ),
  ];
}

/** What was added is somebody else's words. */
const wrote = ({ author, writtenAt }: NonNullable<Evidence['quoted']>, names: Names): Html =>
  html`, what ${author === undefined ? 'an app' : names.person(author)} wrote at ${time(writtenAt)}`;
