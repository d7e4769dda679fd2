import type { Declare } from '../../domain/change/commands.ts';
import type { Details } from '../../domain/change/types.ts';
import { KINDS, RISKS } from '../../domain/change/types.ts';
import type { Policy } from '../../policy/load.ts';
import type { Answers } from '../answers.ts';
import { asEvidence } from '../quoted-message.ts';
import type { DeclareMetadata } from './declare-metadata.ts';

/** What the form itself says; requirements and people to ask are added by the app. */
export type DeclareFields = Omit<Declare, 'type' | 'terms' | 'plan' | 'demanded'>;

export function formOf(
  by: string,
  at: number,
  answers: Answers,
  { message, drill }: DeclareMetadata,
  policy: Policy,
): DeclareFields {
  const details = { ...detailsOf(by, answers, policy), drill };
  const deployedAt = answers.instant('deployedAt');
  return {
    by,
    at,
    details,
    source: 'slack',
    incident: answers.maybe('incident'),
    deployment:
      deployedAt === undefined
        ? undefined
        : { deployedAt, what: details.summary, where: details.systems.join(', '), who: details.implementers[0] ?? by },
    evidence: message && asEvidence(message, 'link'),
  };
}

export function detailsOf(by: string, answers: Answers, policy: Policy): Details {
  const criterion = policy.criteria.find(({ id }) => id === answers.maybe('criterion'));
  const implementers = answers.many('implementers');
  const lines = (text: string) =>
    text
      .split(/\n/)
      .map((line) => line.trim())
      .filter(Boolean);
  return {
    summary: answers.text('summary').replace(/\s+/g, ' '),
    systems: [
      ...new Set([
        ...answers.many('systems'),
        ...answers
          .text('other-systems')
          .split(',')
          .map((name) => name.trim())
          .filter(Boolean),
      ]),
    ],
    criterion: { id: criterion?.id ?? '', title: criterion?.title ?? '' },
    justification: answers.text('justification'),
    reference: answers.maybe('reference'),
    rollbackPlan: answers.text('rollbackPlan'),
    kind: KINDS.find((kind) => kind === answers.maybe('kind')) ?? 'application-code',
    risk: RISKS.find((risk) => risk === answers.maybe('risk')) ?? 'medium',
    implementers: implementers.length > 0 ? implementers : [by],
    impact: answers.maybe('impact'),
    testPlan: answers.maybe('testPlan'),
    links: lines(answers.text('links')),
  };
}
