import { aliasesOf } from '../../app/deciders.ts';
import type { Change } from '../../domain/change/state.ts';
import { scopeOf } from '../../domain/change/state.ts';
import type { Deployment } from '../../domain/change/types.ts';
import { idText } from '../../domain/change/types.ts';
import { sameSystem } from '../../domain/clearance.ts';
import { commitIn } from '../../domain/commits.ts';
import type { Answers } from '../answers.ts';
import { readAnswers } from '../answers.ts';
import type { SlackDeps } from '../deps.ts';
import { inSlack } from '../deps.ts';
import { deploymentForm, evidenceForm, notImplementedForm, rollbackForm } from '../views/implementation-forms.ts';
import type { Pressed, Submitted } from './common.ts';
import { answerForm, changeOf, keyOf, press } from './common.ts';

export const onRecordDeployment =
  (deps: SlackDeps) =>
  async ({ ack, body, client }: Pressed) => {
    const pressed = press.parse(body);
    const change = await changeOf(keyOf(pressed), deps);
    await ack();
    await client.views.open({
      trigger_id: pressed.trigger_id,
      view: deploymentForm(change, pressed.user.id, deps.now()),
    });
  };

export const onDeploymentForm = (deps: SlackDeps) => async (submitted: Submitted) => {
  const { body, view } = submitted;
  const by = body.user.id;
  const at = deps.now();
  const change = await changeOf(view.private_metadata, deps);
  const answers = readAnswers(view.state.values);
  const who = answers.maybe('who') ?? by;
  const [{ standing }, sameAs] = await Promise.all([deps.people.find(by), aliasesOf(who, change, deps)]);
  const deployment = {
    what: answers.text('what'),
    where: answers.text('where'),
    who,
    deployedAt: pickedAt(answers, 'deployedAt', at),
    link: answers.maybe('link'),
    ...exactly(answers, change, deps),
  };
  const facts = { by, at, standing, deployment, sameAs };
  const command = { type: 'RecordDeployment' as const, ...facts, source: 'slack' as const };
  await answerForm(submitted, await deps.handle(change.key, command, inSlack(by)), idText(change.id), deps);
};

/** What of it can be held against the approval: a commit that is named, a system of the catalogue that was not asked for. */
function exactly(answers: Answers, change: Change, { scene }: SlackDeps): Pick<Deployment, 'system' | 'commit'> {
  const named = answers
    .text('where')
    .split(',')
    .map((name) => name.trim().toLowerCase());
  const asked = scopeOf(change).systems;
  const stray = named.find(
    (name) => Object.hasOwn(scene().policy.systems, name) && !asked.some((system) => sameSystem(system, name)),
  );
  const commit = commitIn(answers.text('what')) ?? commitIn(answers.text('link'));
  return { ...(stray && { system: stray }), ...(commit && { commit }) };
}

/** The picker knows minutes only: one that was left at "now" means now. */
export function pickedAt(answers: Answers, block: string, now: number): number {
  const picked = answers.instant(block);
  if (picked === undefined) return now;
  return Math.abs(now - picked) < 60_000 ? now : picked;
}

export const openRollback = (deps: SlackDeps) => async (key: string) =>
  rollbackForm(await changeOf(key, deps), deps.now());

export const onRollbackForm = (deps: SlackDeps) => async (submitted: Submitted) => {
  const { body, view } = submitted;
  const by = body.user.id;
  const at = deps.now();
  const change = await changeOf(view.private_metadata, deps);
  const answers = readAnswers(view.state.values);
  const rolledBackAt = pickedAt(answers, 'rolledBackAt', at);
  const command = { type: 'RecordRollback' as const, by, at, rolledBackAt, note: answers.text('note') };
  await answerForm(submitted, await deps.handle(change.key, command, inSlack(by)), idText(change.id), deps);
};

export const openNotImplemented = (deps: SlackDeps) => async (key: string) =>
  notImplementedForm(await changeOf(key, deps));

export const onNotImplementedForm = (deps: SlackDeps) => async (submitted: Submitted) => {
  const { body, view } = submitted;
  const by = body.user.id;
  const change = await changeOf(view.private_metadata, deps);
  const reason = readAnswers(view.state.values).text('reason');
  const outcome = await deps.handle(
    change.key,
    { type: 'RecordNotImplemented', by, at: deps.now(), reason },
    inSlack(by),
  );
  await answerForm(submitted, outcome, idText(change.id), deps);
};

export const openEvidence = (deps: SlackDeps) => async (key: string) => evidenceForm(await changeOf(key, deps));

export const onEvidenceForm = (deps: SlackDeps) => async (submitted: Submitted) => {
  const { body, view } = submitted;
  const by = body.user.id;
  const change = await changeOf(view.private_metadata, deps);
  const answers = readAnswers(view.state.values);
  const { standing } = await deps.people.find(by);
  const kind = (['test', 'link', 'note'] as const).find((known) => known === answers.maybe('kind')) ?? 'note';
  const evidence = { kind, text: answers.text('text'), url: answers.maybe('url') };
  const outcome = await deps.handle(
    change.key,
    { type: 'AddEvidence', by, at: deps.now(), standing, evidence },
    inSlack(by),
  );
  await answerForm(submitted, outcome, idText(change.id), deps);
};
