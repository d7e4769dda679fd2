import type { Change } from '../change/state.ts';
import { hasEnded, scopeOf } from '../change/state.ts';
import type { ChangeKey, Instant } from '../change/types.ts';
import { idText } from '../change/types.ts';
import { commitIn, namedCommits } from '../commits.ts';

/** What a log is held against: little enough that the changes of many years fit in memory. */
export interface KnownChange {
  readonly key: ChangeKey;
  readonly id: string;
  readonly systems: readonly string[];
  /** Commits that approvers were asked about. */
  readonly commits: readonly string[];
  readonly deployments: readonly { readonly at: Instant; readonly versions: readonly string[] }[];
  readonly declaredAt: Instant;
  /** When approval stood: the last one without an end still does. */
  readonly approved: readonly { readonly from: Instant; readonly until?: Instant | undefined }[];
  readonly endedAt: Instant | undefined;
  /** Withdrawn or not carried out: nothing should have gone out. */
  readonly dropped?: 'withdrawn' | 'not implemented' | undefined;
}

export function knownChange(change: Change): KnownChange {
  const { authorization, withdrawn, notImplemented, closedAt } = change;
  const stands = authorization.authorizedAt === undefined ? [] : [{ from: authorization.authorizedAt }];
  return {
    key: change.key,
    id: idText(change.id),
    systems: scopeOf(change).systems,
    commits: namedCommits(change),
    deployments: change.deployments.filter(isOwn).map(({ deployedAt, what, commit, link }) => ({
      at: deployedAt,
      versions: [what, commit, commitIn(link ?? '')].filter((version) => version !== undefined),
    })),
    declaredAt: change.declaredAt,
    approved: [...authorization.voided, ...stands],
    endedAt: hasEnded(change) ? (closedAt ?? withdrawn?.at ?? notImplemented?.at) : undefined,
    dropped: withdrawn ? 'withdrawn' : notImplemented && 'not implemented',
  };
}

/** What a log brought into the record is no witness for that log: a row is the same however often it is imported. */
const isOwn = ({ source }: Change['deployments'][number]): boolean => source !== 'import';
