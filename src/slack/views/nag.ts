import type { Letter, LetterLine } from '../../app/outside-ports.ts';
import type { Change } from '../../domain/change/state.ts';
import { hasEnded } from '../../domain/change/state.ts';
import type { Instant, UserId } from '../../domain/change/types.ts';
import { idText } from '../../domain/change/types.ts';
import type { Message } from '../blocks.ts';
import { actions, section } from '../blocks.ts';
import { mention, mentions } from '../text.ts';
import { nagLine } from './nag-line.ts';
import { due, nameOf, step } from './review-words.ts';
import { stateWords } from './state-words.ts';
import { toCard } from './to-card.ts';

/** A message holds 50 blocks at most: this many changes have buttons of their own, the rest is counted. */
const SHOWN = 15;

/** What one person is reminded of: one message however many changes it is about, each with its own buttons. */
export function letterMessage({ user, at, lines }: Letter): Message {
  const told = lines.map((line) => ({ ...nagLine(line, user, at, lines.length === 1), change: line.change }));
  const [only] = told;
  if (only && told.length === 1) {
    return { text: only.text, blocks: [section(only.text), ...actions(...only.buttons, ...toCard(only.change))] };
  }
  const open = told.filter(({ isOpen }) => isOpen).length;
  const title = open === 0 ? `Nothing left to do here: ${lines.length} emergency changes` : titleOf(open, lines);
  const rest = told.length - SHOWN;
  return {
    text: title,
    blocks: [
      section(`*${title}*`),
      ...told.slice(0, SHOWN).flatMap(({ text, buttons }) => [section(text), ...actions(...buttons)]),
      ...(rest > 0 ? [section(`and ${rest} more: \`/emergency-change list mine\` shows them.`)] : []),
    ],
  };
}

const titleOf = (open: number, lines: readonly LetterLine[]): string =>
  `${open} emergency ${open === 1 ? 'change wants' : 'changes want'} something of you: ${lines.map(({ change }) => idText(change.id)).join(', ')}`;

/** The same in the thread or the channel, for everybody to see. */
export function nagMessage(change: Change, to: readonly UserId[], now: Instant): Message {
  if (hasEnded(change) || change.review.status === 'signed off') {
    const text = `${nameOf(change)}: nothing left to do here, ${stateWords(change)}.`;
    return { text, blocks: [section(text), ...actions(...toCard(change))] };
  }
  const text = `${mentions(to)} ${publicWords(change, to, now)}`.trim();
  return { text, blocks: [section(text), ...actions(...step(change), ...toCard(change))] };
}

function publicWords(change: Change, to: readonly UserId[], now: Instant): string {
  const name = nameOf(change);
  const { status, ownerLeft, owner } = change.review;
  if (status === 'submitted')
    return `The review of ${name} waits for ${to.length > 0 ? 'your' : 'its'} sign-off, ${due(change, now)}.`;
  if (ownerLeft !== undefined) {
    return `${name} wants its review, ${due(change, now)}. ${mention(owner)} owes it and is no longer active in Slack: somebody has to take it over.`;
  }
  return change.deployments.length === 0
    ? `What became of ${name}? Record the deployment, or “Not implemented” if nothing went out. The review is ${due(change, now)}.`
    : `${name} wants its review, ${due(change, now)}. Part of it is filled in from the record; it takes about 4 minutes.`;
}
