import { createHash } from 'node:crypto';
import { implausibleTime } from '../../domain/change/guards.ts';
import type { Instant } from '../../domain/change/types.ts';
import { idText } from '../../domain/change/types.ts';
import type { Result } from '../../domain/result.ts';
import { err, ok } from '../../domain/result.ts';
import type { Outcome, Seen, Sighting } from '../../domain/sighting/types.ts';
import { emergencyNumber } from './judge.ts';
import type { Token } from './ports.ts';
import type { Recognise } from './recognise.ts';
import type { TakeDeps } from './take.ts';
import { fingerprintOf, take } from './take.ts';

/** A deployment as a pipeline reports it, read and checked. */
export interface Report {
  readonly system: string;
  readonly commit?: string | undefined;
  readonly environment?: string | undefined;
  readonly deployedAt: Instant;
  readonly deployer?: string | undefined;
  readonly url?: string | undefined;
  readonly outcome: Outcome;
  readonly version?: string | undefined;
  readonly reference?: string | undefined;
}

export type ReportRefusal =
  | { readonly code: 'crossed' }
  | { readonly code: 'time-in-future' }
  | { readonly code: 'time-too-old' }
  | { readonly code: 'no-such-change'; readonly reference: string };

/** What became of a reported deployment. */
export interface Reported {
  readonly id: string;
  readonly sighting: Sighting;
  readonly isNew: boolean;
}

export interface DeploymentDesk {
  /** @throws LedgerFailure when it was not taken: the pipeline has to try again */
  readonly report: (report: Report, key: string | undefined, token: Token) => Promise<Result<Reported, ReportRefusal>>;
  readonly find: (id: string) => Promise<Reported | undefined>;
}

export interface DeskDeps extends TakeDeps {
  readonly recognise: Recognise;
  /** The policy's name of what a pipeline calls by an alias. */
  readonly systemOf: (called: string) => string;
}

const PREFIX = 'sighting/api/';

/** Takes what pipelines report. One key, or without a key the same words, is one deployment however often it comes. */
export function deploymentDesk(deps: DeskDeps): DeploymentDesk {
  return {
    report: async (report, key, token) => {
      const refusal = await refusalOf(report, deps);
      if (refusal) return err(refusal);
      const fingerprint = fingerprintOf(report);
      const id = idOf(key === undefined ? fingerprint : `${token.id} ${key}`);
      const seen = await seenFrom({ ...report, system: deps.systemOf(report.system) }, token, deps.recognise);
      const author = { actor: `token:${token.name}`, surface: 'api' as const };
      const taken = await take(PREFIX + id, seen, { author, fingerprint }, deps);
      return taken.ok ? ok({ id, ...taken.value }) : taken;
    },
    find: async (id) => {
      const sighting = await deps.sightings.byKey(PREFIX + id);
      return sighting && { id, sighting, isNew: false };
    },
  };
}

const idOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 24);

async function refusalOf({ deployedAt, reference }: Report, deps: DeskDeps): Promise<ReportRefusal | undefined> {
  const implausible = implausibleTime('deployedAt', deployedAt, deps.now());
  if (implausible) return { code: implausible.code === 'time-in-future' ? 'time-in-future' : 'time-too-old' };
  const number = emergencyNumber(reference);
  if (reference === undefined || number === undefined || (await deps.queries.byId('EC', number))) return undefined;
  return { code: 'no-such-change', reference };
}

async function seenFrom(report: Report, token: Token, recognise: Recognise): Promise<Seen> {
  const { system, commit, environment, deployedAt, deployer, url, outcome, version, reference } = report;
  const who = await recognise({ source: 'api', name: deployer ?? token.name });
  const what = version ?? commit?.slice(0, 12) ?? `deployment of ${system}`;
  const facts = { system, commit, environment, url, outcome, reference, what, who };
  return { kind: 'deployment', source: 'api', occurredAt: deployedAt, ...facts };
}

/** In one sentence, for whoever reads the pipeline's log. */
export function reportedWords({ sighting: { state, change, normal, answer, seen } }: Reported): string {
  switch (state) {
    case 'matched':
      return `Recorded on ${change ? idText(change.id) : 'its change'}.`;
    case 'normal':
      return `Recorded as part of ${normal?.reference ?? 'a normal change'}.`;
    case 'answered':
      return answer?.how === 'declared' ? `Declared as ${idText(answer.id)}.` : 'Somebody has answered for it.';
    case 'waiting':
      return `Recorded. No open emergency change covers ${seen.system} yet; declare one, or somebody will be asked.`;
    case 'open':
      return `Recorded, and nothing says why it went out. ${seen.who} was asked.`;
  }
}
