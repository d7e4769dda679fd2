import type { AllMiddlewareArgs, BlockAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { z } from 'zod';
import { planApprovalsFor } from '../../app/declare.ts';
import { catalogueDefaults } from '../../policy/catalogue.ts';
import { requirementsFor } from '../../policy/terms.ts';
import type { Answers } from '../answers.ts';
import { readAnswers } from '../answers.ts';
import type { SlackDeps } from '../deps.ts';
import { ELEMENT } from '../ids.ts';
import { declareForm } from '../views/declare-form.ts';
import { detailsOf } from './declare-answers.ts';
import { readMetadata } from './declare-metadata.ts';
import { latestChoices } from './latest.ts';
import { redraw } from './redraw.ts';

/** A declare form that is open in front of somebody. */
export const openForm = z.object({
  user: z.object({ id: z.string() }),
  actions: z.array(z.object({ action_id: z.string().default(''), action_ts: z.string() })).default([]),
  view: z.object({
    id: z.string(),
    hash: z.string(),
    private_metadata: z.string(),
    state: z.object({ values: z.unknown() }),
  }),
});

/** Something was picked: the catalogue's defaults, the criterion's own question and who will be asked appear. */
export const onDeclareChoice = (deps: SlackDeps) => {
  const choices = latestChoices();
  return async ({ ack, body, client }: SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs) => {
    await ack();
    const { user, view, actions } = openForm.parse(body);
    const at = actions[0]?.action_ts ?? '';
    choices.note(view.id, at);
    const answers = readAnswers(view.state.values);
    const { drill } = readMetadata(view.private_metadata);
    const overdue = await deps.queries.reviewsDueBefore(deps.now());
    const draw = (outlook?: Outlook) =>
      declareForm(
        {
          requester: user.id,
          systems: answers.many('systems'),
          criterion: answers.maybe('criterion'),
          overdue,
          outlook,
          drill,
          metadata: view.private_metadata,
          now: deps.now(),
        },
        deps.scene(),
      );
    // Another choice may have been drawn first. This one knows both if it is the newer; else the newer one draws it.
    const first = await redraw(client, { view_id: view.id, hash: view.hash, view: draw() });
    if (first === 'gone' || !choices.isNewest(view.id, at)) return;
    if (first === 'overtaken') await redraw(client, { view_id: view.id, view: draw() });
    // Who is on call takes a moment to look up: the fields do not wait for it.
    const isFresh = actions[0]?.action_id === ELEMENT.systems;
    const outlook = await outlookFor(answers, { requester: user.id, drill, isFresh }, deps);
    if (choices.isNewest(view.id, at)) await redraw(client, { view_id: view.id, view: draw(outlook) });
  };
};

/** A system that was just picked brings the catalogue's defaults with it: what stood in those fields before is gone. */
async function outlookFor(
  answers: Answers,
  { requester, drill, isFresh }: { requester: string; drill: boolean | undefined; isFresh: boolean },
  { scene, groups }: SlackDeps,
) {
  const { policy } = scene();
  const details = { ...detailsOf(requester, answers, policy), drill };
  const shown = isFresh ? { ...details, ...catalogueDefaults(policy, details.systems, requester) } : details;
  const barred = new Set([requester, ...shown.implementers]);
  const { requirements, plan } = await planApprovalsFor(requirementsFor(policy, shown), barred, policy, groups);
  return { requirements, ...plan };
}

type Outlook = Awaited<ReturnType<typeof outlookFor>>;
