import type { ModalView } from '@slack/types';
import type { Change } from '../../domain/change/state.ts';
import { hasEnded } from '../../domain/change/state.ts';
import type { UserId } from '../../domain/change/types.ts';
import { idText } from '../../domain/change/types.ts';
import { reviewClock } from '../../domain/review.ts';
import type { Message } from '../blocks.ts';
import { actions, button, context, input, modal, section } from '../blocks.ts';
import { ACTION, MODAL } from '../ids.ts';
import { dateTime, mention, saidInLine, span } from '../text.ts';
import { step } from './review-words.ts';
import { headline, ICON, stateOf, stateWords } from './state-words.ts';
import { toCard } from './to-card.ts';

/** Whom to ask, and what it means. `within` in milliseconds. */
export function handOverForm(change: Change, within: number): ModalView {
  const { target, limit } = reviewClock(change);
  const { handOver } = change.review;
  const asked = handOver
    ? `\n${mention(handOver.to)} has been asked and has until ${dateTime(handOver.answerBy)} to answer. Asking somebody else takes that back.`
    : '';
  return modal(
    { callbackId: MODAL.handOver, title: `Hand over ${idText(change.id)}`, submit: 'Ask', metadata: change.key },
    [
      section(
        `${headline(change)}\nIts review is due ${dateTime(target)}, at the latest ${dateTime(limit)}. That does not change.${asked}`,
      ),
      input('to', { label: 'Who can write the review?' }, { type: 'users_select' }),
      context(
        `You owe it until they say yes. Without an answer within ${span(within)} the escalation contact is told. Whoever takes it over can no longer sign it off.`,
      ),
    ],
  );
}

/** The direct message to whoever is asked; and once they said yes, the way to the review. */
export function handOverAsk(change: Change, user: UserId): Message {
  const { handOver, owner, status } = change.review;
  const { target, limit } = reviewClock(change);
  const due = `due ${dateTime(target)}, at the latest ${dateTime(limit)}`;
  const name = `${idText(change.id)} · ${saidInLine(change.details.summary, 120)}`;
  const isOver = hasEnded(change) || status === 'signed off' || status === 'submitted';
  const message = (text: string, words: string, buttons: ReturnType<typeof button>[]): Message => ({
    text: `${name}: ${text}`,
    blocks: [
      section(`${ICON[stateOf(change)]} ${headline(change)}\n${words}`),
      ...actions(...buttons, ...toCard(change)),
    ],
  });
  if (isOver) return message(stateWords(change), `Nothing left to do here: ${stateWords(change)}`, []);
  if (owner === user) {
    const handOn = button(ACTION.handOver, 'Hand over', change.key);
    return message('you owe its review', `You took over its review, ${due}.`, [...step(change), handOn]);
  }
  if (handOver?.to !== user) {
    return message(
      `${mention(owner)} owes its review`,
      `You are not asked any more: ${mention(owner)} owes its review.`,
      [],
    );
  }
  return message(
    'can you take over its review?',
    `${mention(owner)} asks whether you can take over its review, ${due}. Until you say yes, ${mention(owner)} owes it. Please answer by ${dateTime(handOver.answerBy)}.`,
    [
      button(ACTION.acceptHandOver, 'Accept', change.key, 'primary'),
      button(ACTION.declineHandOver, 'Decline', change.key),
    ],
  );
}
