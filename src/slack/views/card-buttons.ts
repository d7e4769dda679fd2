import type { ActionsBlock, KnownBlock } from '@slack/types';
import { stillNeeded } from '../../domain/change/approve.ts';
import type { Change } from '../../domain/change/state.ts';
import { hasEnded } from '../../domain/change/state.ts';
import { approvalIsOwed } from '../../domain/timers.ts';
import { actions, button, option } from '../blocks.ts';
import { ACTION, STEP } from '../ids.ts';

/** What can be done with the change now; nothing once there is nothing left to press. */
export function cardButtons(change: Change): KnownBlock[] {
  if (hasEnded(change)) return [];
  const { key, authorization, deployments, review } = change;
  const deployed = deployments.length > 0;
  const row = [
    ...(authorization.status === 'pending' && stillNeeded(change).length > 0
      ? [button(ACTION.approve, 'Approve', key, 'primary'), button(ACTION.reject, 'Reject', key, 'danger')]
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

function more(change: Change): ActionsBlock['elements'] {
  const { authorization, deployments, proceeded, rolledBack } = change;
  const undecided = authorization.status === 'pending' || authorization.status === 'expired';
  const deployed = deployments.length > 0;
  const steps = [
    undecided && !proceeded && option(STEP.proceed, 'Proceed without approval'),
    option(STEP.evidence, 'Add evidence'),
    deployed && !rolledBack && option(STEP.rolledBack, 'Rolled back'),
    !deployed && option(STEP.notImplemented, 'Not implemented'),
    !deployed && !approvalIsOwed(change) && option(STEP.withdraw, 'Withdraw'),
  ].filter((step) => step !== false);
  // An overflow menu holds two to five options (https://docs.slack.dev/reference/block-kit/block-elements/overflow-menu-element).
  return steps.length < 2
    ? [button(STEP.evidence, 'Add evidence', change.key)]
    : [{ type: 'overflow', action_id: ACTION.more, options: steps }];
}
