import type { SightingRefusal } from '../../domain/sighting/decide.ts';
import type { Sighting } from '../../domain/sighting/types.ts';
import { readAnswers } from '../answers.ts';
import { notice } from '../blocks.ts';
import { problemWords } from '../copy/problems.ts';
import type { SlackDeps } from '../deps.ts';
import { dateTime, mention } from '../text.ts';
import { explainForm, linkForm } from '../views/undeclared.ts';
import type { Pressed, Submitted } from './common.ts';
import { keyOf, press } from './common.ts';
import { freshForm } from './declare.ts';

/** Whatever is answered meanwhile says so instead of opening its form. */
const opening =
  (form: (sighting: Sighting, user: string, deps: SlackDeps) => Promise<Parameters<Open>[0]['view']>) =>
  (deps: SlackDeps) =>
  async ({ ack, body, client }: Pressed) => {
    const pressed = press.parse(body);
    const sighting = await sightingOf(keyOf(pressed), deps);
    await ack();
    const view = sighting.answer
      ? notice('Answered already', answeredWords(sighting.answer))
      : await form(sighting, pressed.user.id, deps);
    await client.views.open({ trigger_id: pressed.trigger_id, view });
  };
type Open = Pressed['client']['views']['open'];

export const onLinkUndeclared = opening(async (sighting) => linkForm(sighting));
export const onExplainUndeclared = opening(async (sighting) => explainForm(sighting));

/** The form of an emergency change, filled in with what is known: it is declared after the fact, and says so. */
export const onDeclareUndeclared = opening(async ({ key, seen }, requester, deps) =>
  freshForm(
    {
      requester,
      summary: `${seen.system}: ${seen.what}`,
      systems: [seen.system],
      links: linksOf(seen),
      deployedAt: seen.kind === 'deployment' ? seen.occurredAt : undefined,
      metadata: { sighting: key },
    },
    deps,
  ),
);

/** The commit is named, so that the approval is for what went out and for nothing else. */
function linksOf({ commit, repository, source, url }: Sighting['seen']): string[] {
  const named = commit && source === 'github' ? `https://github.com/${repository}/commit/${commit}` : commit;
  return [named, url].filter((link) => link !== undefined);
}

export const onLinkUndeclaredForm = (deps: SlackDeps) => async (submitted: Submitted) => {
  const { body, view } = submitted;
  const reference = readAnswers(view.state.values).text('reference');
  await answerWith(submitted, { how: 'linked', by: body.user.id, at: deps.now(), reference }, deps);
};

export const onExplainUndeclaredForm = (deps: SlackDeps) => async (submitted: Submitted) => {
  const { body, view } = submitted;
  const text = readAnswers(view.state.values).text('text');
  await answerWith(submitted, { how: 'explained', by: body.user.id, at: deps.now(), text }, deps);
};

async function answerWith(
  { ack, view }: Submitted,
  answer: Parameters<SlackDeps['answerSighting']>[1],
  deps: SlackDeps,
): Promise<void> {
  const { standing } = await deps.people.find(answer.by);
  if (standing !== 'member') {
    const words = 'Only full members of this workspace can answer for a deployment. Please ask one to do it.';
    return ack({ response_action: 'update', view: notice('Not recorded', words) });
  }
  const outcome = await deps.answerSighting(view.private_metadata, answer);
  if (outcome.ok) return ack();
  const { error } = outcome;
  if (error.code === 'not-substantial') {
    return ack({ response_action: 'errors', errors: { [error.field]: problemWords(error.problem) } });
  }
  return ack({ response_action: 'update', view: notice('Not recorded', refusalWords(error)) });
}

function refusalWords(refusal: Exclude<SightingRefusal, { code: 'not-substantial' }>): string {
  return refusal.code === 'already-answered' ? answeredWords(refusal) : 'There is nothing of the kind on record.';
}

const answeredWords = ({ by, at }: { by: string; at: number }): string =>
  `${mention(by)} answered for this already, ${dateTime(at)}. There is nothing left to do.`;

/** @throws when there is none: our own messages name only what is on record */
async function sightingOf(key: string, { sightings }: SlackDeps): Promise<Sighting> {
  const sighting = await sightings.byKey(key);
  if (!sighting) throw new Error(`No sighting has the key ${key.slice(0, 60)}`);
  return sighting;
}
