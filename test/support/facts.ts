import type { ChangeEvent } from '../../src/domain/change/events.ts';
import type { Review } from '../../src/domain/change/types.ts';
import {
  ana,
  approved,
  asBen,
  asCleo,
  asDan,
  ben,
  cleo,
  declared,
  declaredAt,
  deployed,
  HOUR,
  MINUTE,
  review,
} from './changes.ts';

export const eva = 'U0EVALINDQ';
export const finn = 'U0FINNOUTS';

type Of<Type extends ChangeEvent['type']> = Extract<ChangeEvent, { type: Type }>;

/** Approval asked of Ben, Cleo and Dan in the first round, unless told otherwise. */
export const asked = (overrides: Partial<Of<'ApprovalRequested'>> = {}): ChangeEvent => ({
  type: 'ApprovalRequested',
  at: declaredAt,
  round: 1,
  asked: [asBen, asCleo, asDan],
  shortfall: [],
  ...overrides,
});

export const reminded = (reminder = 1, at = declaredAt + 5 * MINUTE): ChangeEvent => ({
  type: 'ApproversReminded',
  at,
  reminder,
});

export const authorized = (at = declaredAt + 4 * MINUTE): ChangeEvent => ({ type: 'ChangeAuthorized', at });

/** Both places filled: Ben of the on-call leads, Cleo of the leadership. */
export const approvedByAll: readonly ChangeEvent[] = [
  approved(ben, 'oncall-leads'),
  approved(cleo, 'leadership', declaredAt + 4 * MINUTE),
  authorized(),
];

export const rejected = (by = ben, at = declaredAt + 3 * MINUTE): ChangeEvent => ({
  type: 'ChangeRejected',
  by,
  at,
  reason: 'v841 has the same fault',
  memberOf: [{ group: 'oncall-leads', ground: 'listed in the policy' }],
});

export const expired = (at = declaredAt + 2 * HOUR, round = 1): ChangeEvent => ({ type: 'ApprovalExpired', at, round });

export const withdrawn = (by = ana, at = declaredAt + 5 * MINUTE): ChangeEvent => ({ type: 'ChangeWithdrawn', by, at });

export const proceeded = (by = ana, at = declaredAt + 6 * MINUTE): ChangeEvent => ({
  type: 'ProceededWithoutApproval',
  by,
  at,
  reason: 'Nobody answered and customers cannot pay',
});

export const notImplemented = (by = ana, at = declaredAt + 30 * MINUTE): readonly ChangeEvent[] => [
  { type: 'ChangeNotImplemented', by, at, reason: 'It recovered by itself' },
  { type: 'ChangeClosed', at },
];

export const rolledBack = (by = ana, at = declaredAt + 40 * MINUTE): ChangeEvent => ({
  type: 'DeploymentRolledBack',
  by,
  at,
  rolledBackAt: at,
  note: 'It made things worse',
});

export const submitted = (by = ana, at = declaredAt + 10 * HOUR, overrides: Partial<Review> = {}): ChangeEvent => ({
  type: 'ReviewSubmitted',
  by,
  at,
  review: { ...review, ...overrides },
  askReviewers: [eva],
});

export const returned = (by = eva, at = declaredAt + 11 * HOUR): ChangeEvent => ({
  type: 'ReviewReturned',
  by,
  at,
  comments: 'Which table was it?',
});

export const signedOff = (by = eva, at = declaredAt + 12 * HOUR): ChangeEvent => ({
  type: 'ReviewSignedOff',
  by,
  at,
  memberOf: [{ group: 'leadership', ground: 'listed in the policy' }],
});

export const nagged = (rung: number, at = declaredAt + 20 * HOUR): ChangeEvent => ({
  type: 'ReviewReminded',
  at,
  rung,
  tell: ['owner'],
});

/** Everything done: approved, deployed, reviewed by Ana, signed off by Eva. */
export const closedStory: readonly [Of<'ChangeDeclared'>, ...ChangeEvent[]] = [
  declared(),
  asked(),
  ...approvedByAll,
  deployed(),
  submitted(),
  signedOff(),
  { type: 'ChangeClosed', at: declaredAt + 12 * HOUR },
];
