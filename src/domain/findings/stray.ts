import { idText } from '../change/types.ts';
import type { Sighting } from '../sighting/types.ts';
import type { Names } from '../telling.ts';
import { utc } from '../telling.ts';
import type { Explanation, Finding, RuleWords } from './types.ts';
import { FINDING_TITLES } from './types.ts';

const DEPLOYMENT_WITHOUT_RECORD: RuleWords = {
  code: 'deployment-without-record',
  rule: 'Whatever goes out, or past a protection, belongs to a change.',
  source: 'SOC 2 CC8.1, ISO 27001 A.8.32',
  clears: 'A declaration after the fact, or the normal change it belongs to; otherwise a named person explains it.',
};

const BY_ID: Pick<Names, 'person'> = { person: (user) => user };

/**
 * The finding that belongs to no change: what a pipeline, GitHub or a deployment log told of and nothing covered. Once asked
 * about, it stays: declared after the fact it is cleared here, and that change has findings of its own. `undefined` for what
 * was covered before anybody had to be asked.
 */
export function deploymentWithoutRecord(
  { seen, asked, state, answer, change, normal }: Sighting,
  { person } = BY_ID,
): Finding | undefined {
  if (!asked) return undefined;
  const { occurredAt, who } = seen;
  const coveredBy = coverOf({ answer, change, normal });
  const explanations = answer?.how === 'explained' ? [explanationOf(answer)] : [];
  const outcome = coveredBy === undefined ? 'no change covers it' : `${coveredBy} was named for it since`;
  return {
    ...DEPLOYMENT_WITHOUT_RECORD,
    title: FINDING_TITLES['deployment-without-record'],
    evidence: `${whatOf(seen)} by ${person(who)} at ${utc(occurredAt)}; ${outcome}.`,
    since: occurredAt,
    state: coveredBy !== undefined ? 'cleared' : state === 'open' ? 'open' : 'explained',
    explanations,
  };
}

const explanationOf = ({ by, at, text }: Explanation): Explanation => ({ by, at, text });

function coverOf({ answer, change, normal }: Pick<Sighting, 'answer' | 'change' | 'normal'>): string | undefined {
  if (answer?.how === 'declared') return idText(answer.id);
  if (answer?.how === 'linked') return answer.reference;
  return change ? idText(change.id) : normal?.reference;
}

const HAPPENED: Readonly<Record<Sighting['seen']['kind'], string>> = {
  deployment: 'went out',
  merge: 'was merged without an approving review',
  push: 'was pushed past the protection',
  protection: 'was taken off',
};

/** `payments v841 (abc1234) went out to production`. */
function whatOf({ kind, system, what, commit, environment, branch }: Sighting['seen']): string {
  const short = commit === undefined || what.includes(commit.slice(0, 7)) ? '' : ` (${commit.slice(0, 7)})`;
  const place = kind === 'deployment' ? environment && ` to ${environment}` : branch && ` on ${branch}`;
  return `${system} ${what}${short} ${HAPPENED[kind]}${place ?? ''}`;
}
