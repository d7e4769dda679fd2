import type { Handle } from '../app/handle.ts';
import type { Log } from '../app/log.ts';
import type { EmailBook, Groups, People } from '../app/people-ports.ts';
import { sightingAnswerer } from '../app/pipeline/answer.ts';
import { deploymentDesk } from '../app/pipeline/deployments.ts';
import { gatekeeper } from '../app/pipeline/gate.ts';
import { githubHearer } from '../app/pipeline/hear-github.ts';
import { judgeDue } from '../app/pipeline/judge.ts';
import { recogniser } from '../app/pipeline/recognise.ts';
import type { Ledger, Queries } from '../app/ports.ts';
import { authenticator } from '../app/tokens.ts';
import type { Instant } from '../domain/change/types.ts';
import type { Policy } from '../policy/load.ts';
import { systemNames } from '../policy/system-names.ts';
import type { Connection } from '../sqlite/open.ts';
import { sqliteReviews, sqliteSightings } from '../sqlite/sightings.ts';
import { sqliteTokens } from '../sqlite/tokens.ts';

export interface PipelineOptions {
  readonly connection: Connection;
  readonly ledger: Ledger;
  readonly queries: Queries;
  readonly handle: Handle;
  readonly people: People;
  readonly groups: Groups;
  readonly emails: EmailBook;
  readonly policy: () => Policy;
  readonly now: () => Instant;
  readonly log: Log;
  readonly wake: () => void;
}

/** Everything between pipelines, GitHub and the record. */
export function pipelineParts(options: PipelineOptions) {
  const { connection, ledger, policy, now, log, emails } = options;
  const sightings = sqliteSightings(connection);
  const reviews = sqliteReviews(connection);
  const policyHash = () => policy().hash;
  const deps = {
    ...options,
    sightings,
    reviews,
    policyHash,
    scene: () => ({ policy: policy() }),
    quiet: () => policy().pipeline.quiet,
    answerWithin: () => policy().pipeline.answer_within,
    recognise: recogniser({ policy, emails, log }),
    systemOf: systemsAsCalled(policy),
  };
  return {
    ...deps,
    authenticate: authenticator(sqliteTokens(connection), { now, log }),
    gate: gatekeeper({ ledger, sightings, policyHash, now, ruleFor, systemOf: deps.systemOf }),
    deployments: deploymentDesk(deps),
    hearGitHub: githubHearer(deps),
    answerSighting: sightingAnswerer(deps),
    judgeDue: (at: Instant) =>
      judgeDue(at, deps, (err, key) => log.error({ err, sighting: key }, 'what was seen could not be judged')),
  };

  /** The stricter rule where the policy says nothing. */
  function ruleFor(system: string) {
    const { systems } = policy();
    return (Object.hasOwn(systems, system) ? systems[system]?.gate : undefined) ?? 'approved';
  }
}

/** The policy's name of what a pipeline calls by an alias, or as it was typed. */
function systemsAsCalled(policy: () => Policy): (called: string) => string {
  let known = { policy: policy(), nameOf: systemNames(policy()) };
  return (called) => {
    if (known.policy !== policy()) known = { policy: policy(), nameOf: systemNames(policy()) };
    return known.nameOf(called) ?? called.trim();
  };
}
