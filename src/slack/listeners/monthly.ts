import { noteDecision, noteSignOff } from '../../app/monthly/record.ts';
import type { MonthlyRefusal } from '../../app/monthly/review.ts';
import { monthlyReview } from '../../app/monthly/review.ts';
import { WORKSPACE } from '../../app/record.ts';
import type { Result } from '../../domain/result.ts';
import { substanceProblem } from '../../domain/substance.ts';
import { readAnswers } from '../answers.ts';
import { notice } from '../blocks.ts';
import { monthlyRefusalWords } from '../copy/monthly.ts';
import type { SlackDeps } from '../deps.ts';
import { decisionForm, monthSignOffForm } from '../views/monthly.ts';
import type { Pressed, Submitted } from './common.ts';
import { keyOf, press } from './common.ts';

const recordDeps = ({ ledger, people, groups, scene, now, wake }: SlackDeps) => ({
  ledger,
  people,
  groups,
  policy: () => scene().policy,
  now,
  wake,
});

/** The form for a decision, or for the sign-off; where the month is signed off already, that. */
const opens =
  (form: 'decision' | 'sign-off') =>
  (deps: SlackDeps) =>
  async ({ ack, body, client, respond }: Pressed) => {
    const pressed = press.parse(body);
    const month = keyOf(pressed);
    const events = (await deps.ledger.history(WORKSPACE)).map(({ event }) => event);
    const review = monthlyReview(month, events);
    await ack();
    if (!review || review.signedOff) {
      const refusal: MonthlyRefusal = review?.signedOff
        ? { code: 'month-signed-off', ...review.signedOff }
        : { code: 'no-such-month' };
      await respond({
        response_type: 'ephemeral',
        replace_original: false,
        text: monthlyRefusalWords(refusal, deps.scene()),
      });
      return;
    }
    const view = form === 'decision' ? decisionForm(month) : monthSignOffForm(review);
    await client.views.open({ trigger_id: pressed.trigger_id, view });
  };

export const onRecordDecision = opens('decision');
export const onSignOffMonth = opens('sign-off');

export const onDecisionForm = (deps: SlackDeps) => async (submitted: Submitted) => {
  const { body, view } = submitted;
  const answers = readAnswers(view.state.values);
  const decision = answers.text('decision');
  const problem = substanceProblem(decision, 10);
  if (problem) {
    await submitted.ack({ response_action: 'errors', errors: { decision: 'Say what was decided, in a sentence.' } });
    return;
  }
  const decided = { decision, owner: answers.maybe('owner'), due: answers.maybe('due') };
  await answer(submitted, await noteDecision(view.private_metadata, body.user.id, decided, recordDeps(deps)), deps);
};

export const onMonthSignOffForm = (deps: SlackDeps) => async (submitted: Submitted) => {
  const { body, view } = submitted;
  const note = readAnswers(view.state.values).maybe('note');
  await answer(submitted, await noteSignOff(view.private_metadata, body.user.id, note, recordDeps(deps)), deps);
};

async function answer(
  { ack }: Submitted,
  outcome: Result<undefined, MonthlyRefusal>,
  { scene }: SlackDeps,
): Promise<void> {
  if (outcome.ok) return ack();
  const words = monthlyRefusalWords(outcome.error, scene());
  return ack({ response_action: 'update', view: notice('Not recorded', words) });
}
