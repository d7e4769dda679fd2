import type { ModalView } from '@slack/types';
import type { ChangeRow } from '../../app/read-model.ts';
import type { ChangeKey } from '../../domain/change/types.ts';
import { context, input, modal, notice, option, section, select } from '../blocks.ts';
import { COMMAND, MODAL } from '../ids.ts';
import type { QuotedMessage } from '../quoted-message.ts';
import { dateTime, mention, quoted } from '../text.ts';

const KINDS = [option('note', 'Note'), option('test', 'Test result'), option('link', 'Link')];

/** Which open change a message belongs to. `likely` is picked already. */
export function addToForm(
  message: QuotedMessage,
  open: readonly ChangeRow[],
  likely: ChangeKey | undefined,
): ModalView {
  if (open.length === 0) {
    return notice('No change is open', `No emergency change is open to add this to. \`${COMMAND}\` declares one.`);
  }
  const changes = open.map(({ key, sequence, number, summary }) => option(key, `${sequence}-${number} · ${summary}`));
  return modal(
    { callbackId: MODAL.addTo, title: 'Add to emergency change', submit: 'Add', metadata: JSON.stringify(message) },
    [
      input('change', { label: 'Which one?' }, select(changes, likely ?? open[0]?.key)),
      input('kind', { label: 'What is it?' }, select(KINDS, 'note')),
      section(quoted(message.text, 1500)),
      context(
        `${message.author ? mention(message.author) : 'An app'}, ${dateTime(message.writtenAt)}. Kept with its author, its time and a link to it; it cannot be taken back, only added to.`,
      ),
    ],
  );
}
