import type { Instant } from '../change/types.ts';
import { utc } from '../telling.ts';
import type { Explanation, Finding, RuleWords } from './types.ts';
import { FINDING_TITLES } from './types.ts';

/** A deployment to production that no record covers: as a pipeline or GitHub reported it, or a deployment log was held against the record. */
export interface StrayDeployment {
  readonly system: string;
  readonly commit?: string | undefined;
  readonly environment?: string | undefined;
  readonly deployedAt: Instant;
  /** As its source calls them. */
  readonly deployer?: string | undefined;
  readonly url?: string | undefined;
  /** When it came on record. */
  readonly knownAt: Instant;
  /** The change declared for it since, `EC-42`, or the reference of a normal change, `OPS-7`. */
  readonly coveredBy?: string | undefined;
  readonly explanations: readonly Explanation[];
}

const DEPLOYMENT_WITHOUT_RECORD: RuleWords = {
  code: 'deployment-without-record',
  rule: 'Every deployment to production belongs to a change.',
  source: 'SOC 2 CC8.1, ISO 27001 A.8.32',
  clears: 'The normal change it belongs to; otherwise a declaration after the fact, or a named person explains it.',
};

/** The finding that belongs to no change. Declared after the fact it is cleared here and is one of that change. */
export function deploymentWithoutRecord(stray: StrayDeployment): Finding {
  const { system, commit, environment, deployedAt, deployer, coveredBy, explanations } = stray;
  const what = `${system}${commit === undefined ? '' : ` ${commit}`}`;
  const where = environment === undefined ? '' : ` to ${environment}`;
  const who = deployer === undefined ? '' : ` by ${deployer}`;
  const outcome = coveredBy === undefined ? 'no change covers it' : `${coveredBy} was named for it since`;
  return {
    ...DEPLOYMENT_WITHOUT_RECORD,
    title: FINDING_TITLES['deployment-without-record'],
    evidence: `${what} went out${where}${who} at ${utc(deployedAt)}; ${outcome}.`,
    since: deployedAt,
    state: coveredBy !== undefined ? 'cleared' : explanations.length > 0 ? 'explained' : 'open',
    explanations,
  };
}
