import { prepareDeclare } from '../../app/declare.ts';
import { deploymentOf } from '../../app/pipeline/attach.ts';
import type { Change } from '../../domain/change/state.ts';
import type { Details } from '../../domain/change/types.ts';
import { idText } from '../../domain/change/types.ts';
import type { Policy } from '../../policy/load.ts';
import type { Answers } from '../answers.ts';
import { readAnswers } from '../answers.ts';
import { notice } from '../blocks.ts';
import type { SlackDeps } from '../deps.ts';
import { inSlack } from '../deps.ts';
import { mentions } from '../text.ts';
import type { DeclareFormState } from '../views/declare-form.ts';
import { declareForm } from '../views/declare-form.ts';
import type { Submitted } from './common.ts';
import { answerForm } from './common.ts';
import { formOf } from './declare-answers.ts';
import type { DeclareMetadata } from './declare-metadata.ts';
import { readMetadata, writeMetadata } from './declare-metadata.ts';

/** The form as it opens: everything in it comes from the policy and the local database, for the trigger dies in 3 s. */
export async function freshForm(
  {
    systems = [],
    metadata,
    ...filled
  }: Pick<DeclareFormState, 'requester' | 'summary' | 'justification' | 'links' | 'deployedAt'> & {
    readonly systems?: readonly string[];
    readonly metadata: Omit<DeclareMetadata, 'key'>;
  },
  deps: SlackDeps,
) {
  const overdue = await deps.queries.reviewsDueBefore(deps.now());
  const data = { key: deps.mintKey(), ...metadata };
  return declareForm(
    {
      ...filled,
      systems,
      overdue,
      drill: metadata.drill,
      metadata: writeMetadata(data),
      now: deps.now(),
    },
    deps.scene(),
  );
}

export const onDeclareForm = (deps: SlackDeps) => async (submitted: Submitted) => {
  const { ack, body, view } = submitted;
  const metadata = readMetadata(view.private_metadata);
  const answers = readAnswers(view.state.values);
  const { policy } = deps.scene();
  const form = {
    ...formOf(body.user.id, deps.now(), answers, metadata, policy),
    ...(await seenDeployment(metadata, deps)),
  };
  if (lacksReference(view, form.details, policy)) {
    await ack({ response_action: 'update', view: askMore(deps, submitted, answers, metadata) });
    return;
  }

  const similar = await deps.queries.similar(
    form.at - policy.declare.similar_within,
    form.details.systems,
    form.incident,
  );
  if (!metadata.drill && similar && similar.key !== metadata.key && metadata.offered !== similar.key) {
    await ack({
      response_action: 'update',
      view: askMore(deps, submitted, answers, { ...metadata, offered: similar.key }, { similar }),
    });
    return;
  }
  // Side by side: each may take two of the three seconds Slack waits.
  const [{ standing }, command] = await Promise.all([
    deps.people.find(form.by),
    prepareDeclare(form, policy, deps.groups),
  ]);
  if (standing !== 'member' && standing !== 'unknown') {
    await ack({
      response_action: 'update',
      view: notice(
        'Not declared',
        'Only full members of this workspace can declare an emergency change. Please ask one to do it.',
      ),
    });
    return;
  }
  if (command.plan.shortfall.length > 0 && !metadata.warned) {
    const outlook = { requirements: command.terms.requirements, ...command.plan };
    const warned = askMore(deps, submitted, answers, { ...metadata, warned: true }, { outlook });
    await ack({ response_action: 'update', view: warned });
    return;
  }
  const outcome = await deps.handle(metadata.key, command, inSlack(form.by));
  if (!outcome.ok && outcome.error.code === 'already-declared') return ack();
  await answerForm(submitted, outcome, 'the change', deps);
  if (!outcome.ok) return;
  await answered(metadata.sighting, outcome.value, deps);
  await confirm(metadata.responseUrl, outcome.value, deps);
};

/** What a pipeline saw is more exact than what a form can hold. */
async function seenDeployment({ sighting: key }: DeclareMetadata, { sightings }: SlackDeps) {
  const seen = key === undefined ? undefined : (await sightings.byKey(key))?.seen;
  return seen?.kind === 'deployment' ? { deployment: deploymentOf(seen), deploymentSource: seen.source } : {};
}

/** What went out without a record has one now. Declared it is in any case: should this fail, the digest keeps asking. */
async function answered(sighting: string | undefined, { key, id, requester }: Change, deps: SlackDeps): Promise<void> {
  if (sighting === undefined) return;
  await deps.answerSighting(sighting, { how: 'declared', by: requester, at: deps.now(), change: key, id });
}

/** Handed in before the question that belongs to the criterion could be drawn. */
function lacksReference(view: Submitted['view'], { criterion }: Details, policy: Policy): boolean {
  const asked = policy.criteria.find(({ id }) => id === criterion.id)?.reference;
  return asked !== undefined && !view.blocks.some(({ block_id: block }) => block === 'reference');
}

/** The same form with what it still asks; Slack keeps the answers of the blocks that stay. */
function askMore(
  deps: SlackDeps,
  { body }: Submitted,
  answers: Answers,
  metadata: DeclareMetadata,
  more: Pick<DeclareFormState, 'similar' | 'outlook'> = {},
) {
  return declareForm(
    {
      requester: body.user.id,
      systems: answers.many('systems'),
      criterion: answers.maybe('criterion'),
      overdue: [],
      ...more,
      drill: metadata.drill,
      metadata: writeMetadata(metadata),
      now: deps.now(),
    },
    deps.scene(),
  );
}

/** Told where the command was typed; the card follows in its own channel. Best effort: the change is on record already. */
async function confirm(responseUrl: string | undefined, change: Change, deps: SlackDeps): Promise<void> {
  if (!responseUrl) return;
  const { asked, shortfall } = change.authorization;
  const who =
    asked.length > 0
      ? `${mentions(asked.map(({ user }) => user))} ${asked.length === 1 ? 'was' : 'were'} asked`
      : 'Nobody could be asked';
  const lack = shortfall.length > 0 ? ' Too few people are left who may approve it: see the card.' : '';
  const text = `*${idText(change.id)}* is declared. ${who}.${lack} Its card is in <#${deps.scene().policy.channels.changes}>.`;
  await fetch(responseUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ response_type: 'ephemeral', text }),
    signal: AbortSignal.timeout(5000),
  }).catch((cause: unknown) => deps.log.warn({ err: cause }, 'the requester could not be told in the channel'));
}
