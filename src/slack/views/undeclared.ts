import type { KnownBlock, ModalView } from '@slack/types';
import type { UserId } from '../../domain/change/types.ts';
import type { Sighting } from '../../domain/sighting/types.ts';
import { isUndeclared } from '../../domain/sighting/types.ts';
import type { Message } from '../blocks.ts';
import { actions, button, context, input, modal, section, textBox } from '../blocks.ts';
import { becameWords, seenWords } from '../copy/sightings.ts';
import { ACTION, MODAL } from '../ids.ts';
import { dateTime, mention, said } from '../text.ts';

/** A message holds 50 blocks: two for each of these, and what is said around them. */
const SHOWN = 20;

/** Asks one person about everything that one quiet period of a system brought; without buttons once it is answered. */
export function undeclaredMessage(who: UserId, batch: readonly Sighting[]): Message {
  const open = batch.filter(isUndeclared);
  const text = headWords(who, batch, open.length);
  return {
    text,
    blocks: [
      section(text),
      ...batch.slice(0, SHOWN).flatMap(sightingBlocks),
      ...(batch.length > SHOWN ? [context(`and ${batch.length - SHOWN} more, in the digest`)] : []),
      ...(open.length > 0 ? [context('An explanation is kept with your name; nothing is deleted.')] : []),
    ],
  };
}

function headWords(who: UserId, batch: readonly Sighting[], open: number): string {
  const system = said(batch[0]?.seen.system ?? '', 80);
  if (open === 0) return `Nothing left to do: all is answered for ${system}.`;
  const what = open === 1 ? 'this went' : `these ${open} things went`;
  const by = batch.find(isUndeclared)?.asked?.answerBy;
  const until = by === undefined ? '' : ` by ${dateTime(by)}`;
  return `${mention(who)}, ${what} past the record of ${system}: no emergency change covers it, and no review of a normal one is known. Declare it now, link the normal change, or explain it${until}.`;
}

function sightingBlocks(sighting: Sighting): KnownBlock[] {
  const { key, seen } = sighting;
  if (!isUndeclared(sighting)) return [section(`${seenWords(seen)}\n${becameWords(sighting)}`)];
  return [
    section(seenWords(seen)),
    ...actions(
      button(ACTION.declareUndeclared, 'Declare it now', key, 'primary'),
      button(ACTION.linkUndeclared, 'Link the normal change', key),
      button(ACTION.explainUndeclared, 'Explain', key),
    ),
  ];
}

export const linkForm = ({ key, seen }: Sighting): ModalView =>
  modal({ callbackId: MODAL.linkUndeclared, title: 'Link the normal change', submit: 'Link', metadata: key }, [
    section(seenWords(seen)),
    input(
      'reference',
      { label: 'Which change is it?', hint: 'Its ticket or pull request; EC-42 for an emergency change.' },
      textBox({ most: 300, placeholder: 'CHG-1042' }),
    ),
  ]);

export const explainForm = ({ key, seen }: Sighting): ModalView =>
  modal({ callbackId: MODAL.explainUndeclared, title: 'Explain', submit: 'Keep it', metadata: key }, [
    section(seenWords(seen)),
    input(
      'text',
      { label: 'Why did it go out without a record?', hint: 'An auditor will read this with your name.' },
      textBox({ lines: true }),
    ),
  ]);
