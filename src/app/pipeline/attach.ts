import type { Command } from '../../domain/change/commands.ts';
import type { Change } from '../../domain/change/state.ts';
import type { ChangeId, ChangeKey, Deployment, Instant, UserId } from '../../domain/change/types.ts';
import type { Seen, Sighting } from '../../domain/sighting/types.ts';
import type { DeciderDeps } from '../deciders.ts';
import { aliasesOf } from '../deciders.ts';
import type { Handle } from '../handle.ts';
import type { Ledger } from '../ports.ts';
import { read } from '../read.ts';
import type { Author } from '../record.ts';

export interface AttachDeps extends DeciderDeps {
  readonly ledger: Ledger;
  readonly handle: Handle;
  readonly now: () => Instant;
}

/** What does not keep a sighting from belonging to a change: the change knows it already. */
const KNOWN: readonly string[] = ['same-deployment', 'already-rolled-back', 'already-noted'];

/**
 * Tells a change of what belongs to it: the deployment or rollback, and who wrote what went out, so that separation of
 * duties is looked at again. May run twice. False when the change has ended meanwhile: then it belongs to nobody yet.
 */
export async function attach(
  { seen, authors }: { readonly seen: Seen; readonly authors: readonly UserId[] },
  change: { readonly key: ChangeKey; readonly id: ChangeId },
  deps: AttachDeps,
): Promise<boolean> {
  const known = await read(deps.ledger, change.key);
  if (!known) return false;
  const author: Author = { actor: seen.who, surface: 'api' };
  const told = await orderFor(seen, known.change, deps);
  if (told) {
    const outcome = await deps.handle(change.key, told, { author });
    if (!outcome.ok && !KNOWN.includes(outcome.error.code)) return false;
  }
  for (const user of new Set(authors)) {
    const sameAs = await aliasesOf(user, known.change, deps);
    await deps.handle(change.key, { type: 'NoteInvolvement', user, as: 'author', at: deps.now(), sameAs }, { author });
  }
  return true;
}

/** What reached production is a deployment; what led there, and what was done to a protection, is evidence. */
async function orderFor(seen: Seen, change: Change, deps: AttachDeps): Promise<Command | undefined> {
  const { source, who: by, occurredAt, what, outcome } = seen;
  const at = deps.now();
  if (seen.kind !== 'deployment') {
    const evidence = { kind: 'link' as const, text: evidenceText(seen), url: seen.url };
    const isKnown = change.evidence.some(({ text, url }) => text === evidence.text && url === evidence.url);
    return isKnown ? undefined : { type: 'AddEvidence', by, at, standing: 'member', evidence };
  }
  if (outcome === 'rolled-back') {
    return { type: 'RecordRollback', by, at, rolledBackAt: occurredAt, note: what, source };
  }
  const deployment = deploymentOf(seen);
  const sameAs = await aliasesOf(by, change, deps);
  return { type: 'RecordDeployment', by, at, standing: 'member', deployment, source, sameAs };
}

function evidenceText({ kind, what, branch, repository }: Seen): string {
  if (kind === 'merge') return `Merged into ${branch}: ${what}`;
  return kind === 'push' ? `Pushed to ${branch}: ${what}` : `${repository}: ${what}`;
}

/** As the change's record keeps it. */
export function deploymentOf({ occurredAt, what, system, environment, who, url, commit, outcome }: Seen): Deployment {
  return {
    deployedAt: occurredAt,
    what,
    where: environment ? `${system} (${environment})` : system,
    who,
    link: url,
    system,
    commit,
    environment,
    outcome: outcome === 'failed' ? 'failed' : 'succeeded',
  };
}

/** Nobody's: robots write commits, and GitHub itself makes the merge's. */
const ROBOT = /^github:(?:web-flow|.*\[bot\])$/i;

/** Who wrote what went out: of the sighting itself, or of the merge and pushes that brought its commit. */
export const authorsOf = (seen: Seen, bringing: readonly Sighting[]): UserId[] =>
  [...new Set([seen, ...bringing.map(({ seen: brought }) => brought)].flatMap(({ authors = [] }) => authors))].filter(
    (author) => !ROBOT.test(author),
  );
