import type * as Orders from '../../src/domain/change/commands.ts';
import type * as Duty from '../../src/domain/change/duty-commands.ts';
import type { NoteIncident } from '../../src/domain/change/outside-commands.ts';
import type { Decider } from '../../src/domain/change/types.ts';
import {
  ana,
  asBen,
  asCleo,
  asDan,
  ben,
  dan,
  declaredAt,
  deployment,
  details,
  HOUR,
  incident,
  MINUTE,
  review,
  terms,
} from './changes.ts';
import { eva } from './facts.ts';

type Without<Order> = Partial<Omit<Order, 'type'>>;

/** A member of the workspace who belongs to these groups. */
export const decider = (...groups: readonly string[]): Decider => ({
  standing: 'member',
  memberOf: groups.map((group) => ({ group, ground: 'listed in the policy' })),
  unreachable: [],
});

/** Ana declares, with everything filled in well. */
export const declares = (overrides: Without<Orders.Declare> = {}): Orders.Declare => ({
  type: 'Declare',
  by: ana,
  at: declaredAt,
  details,
  terms,
  plan: { asked: [asBen, asCleo, asDan], shortfall: [] },
  source: 'slack',
  ...overrides,
});

export const approves = (by: string, groups: readonly string[], overrides: Without<Orders.Approve> = {}) => ({
  type: 'Approve' as const,
  by,
  at: declaredAt + 10 * MINUTE,
  decider: decider(...groups),
  ...overrides,
});

export const rejects = (by: string, groups: readonly string[], overrides: Without<Orders.Reject> = {}) => ({
  type: 'Reject' as const,
  by,
  at: declaredAt + 10 * MINUTE,
  decider: decider(...groups),
  reason: 'v841 has the same fault',
  ...overrides,
});

export const asksAgain = (overrides: Without<Orders.AskAgain> = {}): Orders.AskAgain => ({
  type: 'AskAgain',
  by: ana,
  at: declaredAt + 3 * HOUR,
  plan: { asked: [asDan, asCleo], shortfall: [] },
  ...overrides,
});

export const withdraws = (by = ana): Orders.Withdraw => ({ type: 'Withdraw', by, at: declaredAt + 10 * MINUTE });

export const proceeds = (overrides: Without<Orders.ProceedWithoutApproval> = {}): Orders.ProceedWithoutApproval => ({
  type: 'ProceedWithoutApproval',
  by: ana,
  at: declaredAt + 10 * MINUTE,
  reason: 'Nobody answered and customers cannot pay',
  ...overrides,
});

export const deploys = (overrides: Without<Orders.RecordDeployment> = {}): Orders.RecordDeployment => ({
  type: 'RecordDeployment',
  by: ana,
  at: declaredAt + 10 * MINUTE,
  standing: 'member',
  deployment,
  source: 'slack',
  ...overrides,
});

export const rollsBack = (overrides: Without<Orders.RecordRollback> = {}): Orders.RecordRollback => ({
  type: 'RecordRollback',
  by: ana,
  at: declaredAt + HOUR,
  rolledBackAt: declaredAt + 50 * MINUTE,
  note: 'It made things worse',
  ...overrides,
});

export const drops = (overrides: Without<Orders.RecordNotImplemented> = {}): Orders.RecordNotImplemented => ({
  type: 'RecordNotImplemented',
  by: ana,
  at: declaredAt + HOUR,
  reason: 'It recovered by itself',
  ...overrides,
});

export const addsEvidence = (overrides: Without<Orders.AddEvidence> = {}): Orders.AddEvidence => ({
  type: 'AddEvidence',
  by: ben,
  at: declaredAt + HOUR,
  standing: 'member',
  evidence: { kind: 'test', text: 'Smoke test passed' },
  ...overrides,
});

export const submits = (overrides: Without<Orders.SubmitReview> = {}): Orders.SubmitReview => ({
  type: 'SubmitReview',
  by: ana,
  at: declaredAt + 10 * HOUR,
  review,
  askReviewers: [eva],
  ...overrides,
});

export const returns = (by: string, overrides: Without<Orders.ReturnReview> = {}): Orders.ReturnReview => ({
  type: 'ReturnReview',
  by,
  at: declaredAt + 11 * HOUR,
  decider: decider('leadership'),
  comments: 'Which table was it?',
  ...overrides,
});

export const signsOff = (by: string, overrides: Without<Orders.SignOff> = {}): Orders.SignOff => ({
  type: 'SignOff',
  by,
  at: declaredAt + 12 * HOUR,
  decider: decider('leadership'),
  ...overrides,
});

export const namesIncident = (reference = '8812'): Orders.LinkIncident => ({
  type: 'LinkIncident',
  by: ana,
  at: declaredAt + HOUR,
  reference,
});

export const notesIncident = (overrides: Without<NoteIncident> = {}): NoteIncident => ({
  type: 'NoteIncident',
  at: declaredAt + HOUR,
  incident,
  ...overrides,
});

export const claims = (by: string, groups: readonly string[]): Orders.Claim => ({
  type: 'Claim',
  by,
  at: declaredAt + 2 * MINUTE,
  decider: decider(...groups),
});

export const takesBack = (by: string, overrides: Without<Orders.WithdrawApproval> = {}): Orders.WithdrawApproval => ({
  type: 'WithdrawApproval',
  by,
  at: declaredAt + 5 * MINUTE,
  ...overrides,
});

export const namesVerbal = (overrides: Without<Orders.NameVerbalApproval> = {}): Orders.NameVerbalApproval => ({
  type: 'NameVerbalApproval',
  by: ana,
  at: declaredAt + 2 * MINUTE,
  approver: ben,
  how: 'On the incident call',
  saidAt: declaredAt + MINUTE,
  ...overrides,
});

export const extendsScope = (overrides: Without<Orders.ExtendScope> = {}): Orders.ExtendScope => ({
  type: 'ExtendScope',
  by: ana,
  at: declaredAt + 20 * MINUTE,
  systems: ['search'],
  reason: 'It reads the same table',
  requirements: [{ rule: 'everything', groups: ['oncall-leads'], places: 1 }],
  plan: { asked: [asBen, asDan], shortfall: [] },
  ...overrides,
});

export const learns = (user: string, overrides: Without<Orders.NoteInvolvement> = {}): Orders.NoteInvolvement => ({
  type: 'NoteInvolvement',
  user,
  as: 'author',
  at: declaredAt + 20 * MINUTE,
  ...overrides,
});

export const explains = (overrides: Without<Orders.ExplainFinding> = {}): Orders.ExplainFinding => ({
  type: 'ExplainFinding',
  by: ana,
  at: declaredAt + 3 * HOUR,
  finding: 'never-approved',
  text: 'Nobody of the leadership could be reached that night',
  answerable: ['never-approved'],
  decider: decider(),
  ...overrides,
});

const later = declaredAt + 5 * HOUR;

/** Ana, who owes the review, asks Dan. */
export const offers = (overrides: Without<Duty.OfferHandOver> = {}): Duty.OfferHandOver => ({
  type: 'OfferHandOver',
  by: ana,
  at: later,
  to: dan,
  standing: 'member',
  answerBy: later + 2 * HOUR,
  ...overrides,
});

export const accepts = (by: string, overrides: Without<Duty.AcceptHandOver> = {}): Duty.AcceptHandOver => ({
  type: 'AcceptHandOver',
  by,
  at: later + HOUR,
  standing: 'member',
  ...overrides,
});

export const declines = (by: string): Duty.DeclineHandOver => ({ type: 'DeclineHandOver', by, at: later + HOUR });

export const takesOver = (by: string, overrides: Without<Duty.TakeOver> = {}): Duty.TakeOver => ({
  type: 'TakeOver',
  by,
  at: later + HOUR,
  decider: decider('managers'),
  group: 'managers',
  ...overrides,
});

export const snoozes = (overrides: Without<Duty.SnoozeReview> = {}): Duty.SnoozeReview => ({
  type: 'SnoozeReview',
  by: ana,
  at: later,
  until: later + 4 * HOUR,
  ...overrides,
});
