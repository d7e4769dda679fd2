import { idText } from '../../domain/change/types.ts';
import { readAnswers } from '../answers.ts';
import { notice } from '../blocks.ts';
import { refusalWords } from '../copy/refusals.ts';
import type { SlackDeps } from '../deps.ts';
import { inSlack } from '../deps.ts';
import { link } from '../text.ts';
import type { Pressed } from './common.ts';
import { changeOf, keyOf, press } from './common.ts';
import { openForm } from './declare-choice.ts';
import { redraw } from './redraw.ts';

/** Part of a change that is open already: what was typed is kept there, and the form becomes the way to it. */
export const onJoin =
  (deps: SlackDeps) =>
  async ({ ack, body, client }: Pressed) => {
    const pressed = press.parse(body);
    const { view } = openForm.parse(body);
    const by = pressed.user.id;
    const change = await changeOf(keyOf(pressed), deps);
    const answers = readAnswers(view.state.values);
    const { standing } = await deps.people.find(by);
    const evidence = {
      kind: 'note' as const,
      text: `Joined: ${answers.text('summary')}. ${answers.text('justification')}`,
    };
    const command = { type: 'AddEvidence' as const, by, at: deps.now(), standing, evidence };
    const outcome = await deps.handle(change.key, command, inSlack(by));
    await ack();
    if (!outcome.ok) {
      const words = refusalWords(outcome.error, idText(change.id), deps.scene());
      await redraw(client, { view_id: view.id, view: notice('Not joined', words) });
      return;
    }
    const card = change.card?.permalink ? link(change.card.permalink, idText(change.id)) : idText(change.id);
    await redraw(client, {
      view_id: view.id,
      view: notice('Joined', `You joined *${card}*. What you wrote is in its thread.`),
    });
  };
