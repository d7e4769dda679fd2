import type { ModalView } from '@slack/types';
import { waitingFor } from '../../domain/change/approve.ts';
import type { Change } from '../../domain/change/state.ts';
import { idText } from '../../domain/change/types.ts';
import { context, input, modal, section, textBox } from '../blocks.ts';
import { MODAL } from '../ids.ts';
import { mentions } from '../text.ts';
import { headline } from './state-words.ts';

export function rejectForm(change: Change): ModalView {
  const deployed = change.deployments.length > 0;
  return modal(
    { callbackId: MODAL.reject, title: `Reject ${idText(change.id)}`, submit: 'Reject', metadata: change.key },
    [
      section(
        `${headline(change)}${deployed ? '\n:warning: It is deployed already: say whether it has to be rolled back.' : ''}`,
      ),
      input('reason', { label: 'Why not?', hint: 'The requester sees this at once.' }, textBox({ lines: true })),
    ],
  );
}

/** The typed confirmation makes it a decision: nobody breaks the glass by a slip of the thumb. */
export function proceedForm(change: Change): ModalView {
  const id = idText(change.id);
  const waiting = waitingFor(change);
  return modal(
    { callbackId: MODAL.proceed, title: 'Proceed without approval', submit: 'Proceed', metadata: change.key },
    [
      section(
        `${headline(change)}\nNobody has approved this yet. Going ahead is recorded under your name, counted apart, and an approval is owed within 24 hours.${waiting.length > 0 ? ` ${mentions(waiting)} will be told.` : ''}`,
      ),
      input('reason', { label: 'Why can it not wait for an approver?' }, textBox({ lines: true })),
      input('confirmation', { label: `Type ${id} to confirm` }, textBox({ most: 20, placeholder: id })),
    ],
  );
}

export function withdrawForm(change: Change): ModalView {
  return modal(
    { callbackId: MODAL.withdraw, title: `Withdraw ${idText(change.id)}`, submit: 'Withdraw', metadata: change.key },
    [
      section(`${headline(change)}\nNothing went out and nothing will. A withdrawn change never comes back.`),
      input('reason', { label: 'Why?', optional: true }, textBox({ lines: true })),
    ],
  );
}

export function returnReviewForm(change: Change): ModalView {
  return modal({ callbackId: MODAL.returnReview, title: 'Return the review', submit: 'Return', metadata: change.key }, [
    section(headline(change)),
    input('comments', { label: 'What is missing?' }, textBox({ lines: true })),
    context('The owner gets it back with your words; the deadline stays.'),
  ]);
}
