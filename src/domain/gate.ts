import type { ChangeId } from './change/types.ts';
import { idText } from './change/types.ts';
import type { Clearance, Fit } from './clearance.ts';
import { fitOf } from './clearance.ts';

/** What a system's policy asks of a change before its pipeline may go on: an approval, or that it goes ahead openly. */
export const GATE_RULES = ['approved', 'proceeding'] as const;
export type GateRule = (typeof GATE_RULES)[number];

export const GROUNDS = ['approved', 'proceeded', 'none'] as const;
export type Ground = (typeof GROUNDS)[number];

export interface GateQuestion {
  readonly system: string;
  readonly commit?: string | undefined;
}

/** An open change that is no drill, newest first where there are several. */
export interface GateChange extends Clearance {
  readonly id: ChangeId;
}

export interface GateAnswer {
  readonly allowed: boolean;
  readonly ground: Ground;
  /** The change that allows it, or comes nearest to. */
  readonly change?: ChangeId | undefined;
  /** In one plain sentence. */
  readonly reason: string;
}

/**
 * Whether this may go out now (SOC 2 CC8.1: changes are authorized before they are implemented). Yes only on a change
 * that is open, covers it and stands as the rule asks; in doubt no.
 */
export function askGate(question: GateQuestion, changes: readonly GateChange[], rule: GateRule): GateAnswer {
  const lie = ({ grants }: GateChange): Fit => fitOf(grants, question.system, question.commit);
  const covering = (wanted: GateChange['standing']): GateChange | undefined =>
    changes.find((change) => change.standing === wanted && lie(change) === 'covered');
  const approved = covering('approved');
  if (approved) return allow(approved.id, 'approved', `${idText(approved.id)} is approved and covers this.`);
  const proceeded = covering('proceeded');
  if (proceeded && rule === 'proceeding') {
    return allow(
      proceeded.id,
      'proceeded',
      `${idText(proceeded.id)} goes ahead without approval, which ${question.system} allows.`,
    );
  }
  return deny(question, nearest(changes.map((change) => ({ ...change, fit: lie(change) }))));
}

const allow = (change: ChangeId, ground: Ground, reason: string): GateAnswer => ({
  allowed: true,
  ground,
  change,
  reason,
});

type Judged = GateChange & { readonly fit: Fit };

/** What would open it soonest: an approval that is asked for, then whatever covers it, then a change of another commit. */
function nearest(judged: readonly Judged[]): Judged | undefined {
  const covering = judged.filter(({ fit }) => fit === 'covered');
  const standing = (wanted: Judged['standing']) => covering.find((change) => change.standing === wanted);
  return (
    standing('proceeded') ?? standing('pending') ?? covering[0] ?? judged.find(({ fit }) => fit === 'other commit')
  );
}

function deny(question: GateQuestion, change: Judged | undefined): GateAnswer {
  const reason = change ? whyNot(question, change) : `No open emergency change covers ${question.system}. Declare one.`;
  return { allowed: false, ground: 'none', change: change?.id, reason };
}

function whyNot({ system, commit }: GateQuestion, { id, fit, standing, grants }: Judged): string {
  const name = idText(id);
  if (fit === 'other commit') {
    const named = grants.flatMap(({ commits }) => commits.map((each) => each.slice(0, 12))).join(', ');
    if (commit === undefined) return `${name} covers ${system} only with ${named}: say which commit goes out.`;
    return `${name} covers ${system} only with ${named}, not ${commit.slice(0, 12)}: extend its scope, or declare another one.`;
  }
  return { ...WHY, approved: '' }[standing].replaceAll('{name}', name).replaceAll('{system}', system);
}

const WHY = {
  pending: '{name} covers {system} and is not approved yet: have its approvers decide.',
  proceeded: '{name} goes ahead without approval, and the policy of {system} asks for an approval.',
  rejected: '{name} covers {system} and was rejected.',
  expired: '{name} covers {system}, but nobody decided in time: ask again on its card.',
} as const;
