import type { ModalView } from '@slack/types';
import type { Change } from '../../domain/change/state.ts';
import { scopeOf } from '../../domain/change/state.ts';
import type { Instant } from '../../domain/change/types.ts';
import { idText } from '../../domain/change/types.ts';
import { button, context, input, modal, notice, option, section, textBox } from '../blocks.ts';
import { MODAL } from '../ids.ts';
import type { Scene } from '../scene.ts';
import { STEP_WORDS, stepsOf } from './card-buttons.ts';
import { headline } from './state-words.ts';

export function approveForm(change: Change): ModalView {
  return modal(
    { callbackId: MODAL.approve, title: `Approve ${idText(change.id)}`, submit: 'Approve', metadata: change.key },
    [
      section(headline(change)),
      input('comment', { label: 'Comment', hint: 'Conditions, what you looked at.' }, textBox({ lines: true })),
    ],
  );
}

export function withdrawApprovalForm(change: Change): ModalView {
  const words = {
    callbackId: MODAL.withdrawApproval,
    title: 'Take approval back',
    submit: 'Take back',
    metadata: change.key,
  };
  return modal(words, [
    section(
      `${headline(change)}\nNothing has been deployed yet, so your approval can be taken back. The record keeps both.`,
    ),
    input('reason', { label: 'Why?', optional: true }, textBox({ lines: true })),
  ]);
}

export function verbalForm(change: Change, now: Instant): ModalView {
  return modal(
    { callbackId: MODAL.verbal, title: 'Approved on a call', submit: 'Ask to confirm', metadata: change.key },
    [
      section(
        `${headline(change)}\nThey are asked to confirm it with a click of their own. Until then it does not count.`,
      ),
      input('approver', { label: 'Who said yes?' }, { type: 'users_select' }),
      input('saidAt', { label: 'When?' }, { type: 'datetimepicker', initial_date_time: Math.floor(now / 1000) }),
      input('how', { label: 'How?' }, textBox({ most: 200, placeholder: 'On the incident call' })),
    ],
  );
}

export function extendForm(change: Change, { policy }: Scene): ModalView {
  const known = scopeOf(change).systems;
  const systems = Object.keys(policy.systems)
    .filter((name) => !known.includes(name))
    .slice(0, 100)
    .map((name) => option(name, name));
  return modal(
    { callbackId: MODAL.extend, title: 'Extend the scope', submit: 'Ask for approval', metadata: change.key },
    [
      section(
        `${headline(change)}\nWhat was approved stays approved. The rest is asked for as an approval of its own.`,
      ),
      ...(systems.length > 0
        ? [
            input(
              'systems',
              { label: 'More systems', optional: true },
              { type: 'multi_static_select', options: systems },
            ),
          ]
        : []),
      input('commit', { label: 'Another commit or pull request', optional: true }, textBox({ most: 300 })),
      input('reason', { label: 'Why is it needed?' }, textBox({ lines: true })),
    ],
  );
}

/** What the card's menu has no room for. */
export function otherSteps(change: Change): ModalView {
  const view = notice('What else?', headline(change));
  const rows = stepsOf(change).map((step) => ({
    ...section(`*${STEP_WORDS[step]}*`),
    accessory: button(step, 'Open', change.key),
  }));
  return {
    ...view,
    blocks: [...view.blocks, ...rows, context('Each opens its form; nothing is recorded before you send it.')],
  };
}
