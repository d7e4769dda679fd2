/** Every name that Slack hands back to us, in one place. */
export const COMMAND = '/emergency-change';

export const SHORTCUT = {
  declare: 'declare_change',
  declareFromMessage: 'declare_change_from_message',
  addFromMessage: 'add_to_change',
} as const;

/** Buttons. Each carries the change's key as its value, and nothing else. */
export const ACTION = {
  approve: 'approve',
  approveWithComment: 'approve_with_comment',
  claim: 'claim_approval',
  withdrawApproval: 'withdraw_approval',
  denyVerbal: 'deny_verbal_approval',
  reject: 'reject',
  recordDeployment: 'record_deployment',
  startReview: 'start_review',
  signOff: 'sign_off',
  returnReview: 'return_review',
  /** On the month's card: their value is the month. */
  recordDecision: 'record_decision',
  signOffMonth: 'sign_off_month',
  readReview: 'read_review',
  askAgain: 'ask_again',
  /** The overflow menu: its block id is the change's key, its option the step. */
  more: 'more',
  explain: 'explain_finding',
  retry: 'retry_delivery',
  join: 'join_change',
  open: 'open_card',
  /** On the Home tab. */
  declare: 'declare',
  drill: 'drill',
  addFollowUp: 'add_follow_up',
  removeFollowUp: 'remove_follow_up',
  keepDraft: 'keep_draft',
  discardDraft: 'discard_draft',
  snooze: 'snooze_review',
  handOver: 'hand_over',
  acceptHandOver: 'accept_hand_over',
  declineHandOver: 'decline_hand_over',
  takeOver: 'take_over_review',
  /** These three carry the key of what went out without a record. */
  declareUndeclared: 'declare_undeclared',
  linkUndeclared: 'link_undeclared',
  explainUndeclared: 'explain_undeclared',
} as const;

export const STEP = {
  proceed: 'proceed_without_approval',
  evidence: 'add_evidence',
  withdraw: 'withdraw',
  rolledBack: 'rolled_back',
  notImplemented: 'not_implemented',
  verbal: 'name_verbal_approval',
  extend: 'extend_scope',
  takeBack: 'take_approval_back',
  /** A menu holds five options: the rest is behind this one. */
  other: 'other_steps',
} as const;
export type Step = (typeof STEP)[keyof typeof STEP];

/** Modals, by callback id. */
export const MODAL = {
  declare: 'declare_form',
  approve: 'approve_form',
  withdrawApproval: 'withdraw_approval_form',
  verbal: 'verbal_form',
  extend: 'extend_form',
  reject: 'reject_form',
  proceed: 'proceed_form',
  withdraw: 'withdraw_form',
  deployment: 'deployment_form',
  rollback: 'rollback_form',
  notImplemented: 'not_implemented_form',
  evidence: 'evidence_form',
  review: 'review_form',
  returnReview: 'return_review_form',
  monthlyDecision: 'monthly_decision_form',
  monthlySignOff: 'monthly_sign_off_form',
  signOff: 'sign_off_form',
  addTo: 'add_to_form',
  explain: 'explain_form',
  handOver: 'hand_over_form',
  linkUndeclared: 'link_undeclared_form',
  explainUndeclared: 'explain_undeclared_form',
} as const;

/** Elements inside modals that answer at once. */
export const ELEMENT = {
  systems: 'systems',
  criterion: 'criterion',
  kind: 'kind',
  risk: 'risk',
  implementers: 'implementers',
  incident: 'incident',
  value: 'value',
} as const;
