import type { ActionsBlock, KnownBlock } from '@slack/types';
import { stillNeeded } from '../../domain/change/approve.ts';
import type { Change } from '../../domain/change/state.ts';
import { hasEnded } from '../../domain/change/state.ts';
import { approvalIsOwed } from '../../domain/timers.ts';
import { actions, button, option } from '../blocks.ts';
import type { Step } from '../ids.ts';
import { ACTION, STEP } from '../ids.ts';

/** What can be done with the change now; nothing once there is nothing left to press. */
export function cardButtons(change: Change): KnownBlock[] {
  if (hasEnded(change)) return [];
  const { key, authorization, deployments, review } = change;
  const deployed = deployments.length > 0;
  const row = [
    ...(authorization.status === 'pending' && stillNeeded(change).length > 0
      ? [
          button(ACTION.approve, 'Approve', key, 'primary'),
          button(ACTION.reject, 'Reject', key, 'danger'),
          button(ACTION.claim, "I'm looking", key),
        ]
      : []),
    ...(authorization.status === 'expired' ? [button(ACTION.askAgain, 'Ask again', key, 'primary')] : []),
    ...reviewButtons(change, deployed),
    ...(review.status === 'signed off'
      ? []
      : [button(ACTION.recordDeployment, deployed ? 'Record another deployment' : 'Record deployment', key)]),
  ];
  return [...actions(...row, ...more(change))].map((block) => ({ ...block, block_id: key }));
}

function reviewButtons({ key, review }: Change, deployed: boolean) {
  if (review.status === 'submitted') {
    return [
      button(ACTION.readReview, 'Read review', key),
      button(ACTION.signOff, 'Sign off', key, 'primary'),
      button(ACTION.returnReview, 'Return', key),
    ];
  }
  return deployed && review.status !== 'signed off' ? [button(ACTION.startReview, 'Start review', key, 'primary')] : [];
}

/** A menu holds two to five options (https://docs.slack.dev/reference/block-kit/block-elements/overflow-menu-element). */
const MENU = 5;

function more(change: Change): ActionsBlock['elements'] {
  const steps = stepsOf(change);
  if (steps.length < 2) return steps.map((step) => button(step, STEP_WORDS[step], change.key));
  const shown = steps.length > MENU ? [...steps.slice(0, MENU - 1), STEP.other] : steps;
  return [{ type: 'overflow', action_id: ACTION.more, options: shown.map((step) => option(step, STEP_WORDS[step])) }];
}

export const STEP_WORDS: Readonly<Record<Step, string>> = {
  [STEP.proceed]: 'Proceed without approval',
  [STEP.evidence]: 'Add evidence',
  [STEP.rolledBack]: 'Rolled back',
  [STEP.notImplemented]: 'Not implemented',
  [STEP.withdraw]: 'Withdraw',
  [STEP.verbal]: 'Somebody approved on a call',
  [STEP.extend]: 'Extend the scope',
  [STEP.takeBack]: 'Take my approval back',
  [STEP.other]: 'Something else …',
};

/** What can be done besides the buttons, the likeliest first. */
export function stepsOf(change: Change): Step[] {
  const { authorization, deployments, proceeded, rolledBack } = change;
  const { status, given } = authorization;
  const undecided = status === 'pending' || status === 'expired';
  const deployed = deployments.length > 0;
  const steps = [
    undecided && !proceeded && STEP.proceed,
    STEP.evidence,
    deployed && !rolledBack && STEP.rolledBack,
    !deployed && STEP.notImplemented,
    !deployed && !approvalIsOwed(change) && STEP.withdraw,
    status === 'pending' && STEP.verbal,
    status === 'authorized' && STEP.extend,
    !deployed && (status === 'pending' || status === 'authorized') && given.length > 0 && STEP.takeBack,
  ];
  return steps.filter((step) => step !== false);
}
