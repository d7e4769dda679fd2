import type { AllMiddlewareArgs, BlockAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { WebAPIPlatformError } from '@slack/web-api';
import { z } from 'zod';
import { prepareDeclare } from '../../app/declare.ts';
import type { Declare } from '../../domain/change/commands.ts';
import type { Details } from '../../domain/change/types.ts';
import { idText, KINDS, RISKS } from '../../domain/change/types.ts';
import type { Policy } from '../../policy/load.ts';
import type { Answers } from '../answers.ts';
import { readAnswers } from '../answers.ts';
import { notice } from '../blocks.ts';
import type { SlackDeps } from '../deps.ts';
import { inSlack } from '../deps.ts';
import { link, mentions } from '../text.ts';
import { declareForm } from '../views/declare-form.ts';
import type { Pressed, Submitted } from './common.ts';
import { answerForm, changeOf, keyOf, press } from './common.ts';
import type { DeclareMetadata } from './declare-metadata.ts';
import { readMetadata, writeMetadata } from './declare-metadata.ts';
import { latestChoices } from './latest.ts';

/** The form as it opens: everything in it comes from the policy and the local database, for the trigger dies in 3 s. */
export async function freshForm(
  {
    requester,
    summary,
    justification,
    metadata,
  }: { requester: string; summary?: string; justification?: string; metadata: Omit<DeclareMetadata, 'key'> },
  deps: SlackDeps,
) {
  const overdue = await deps.queries.reviewsDueBefore(deps.now());
  const data = { key: deps.mintKey(), ...metadata };
  return declareForm(
    { requester, summary, justification, systems: [], overdue, metadata: writeMetadata(data), now: deps.now() },
    deps.scene(),
  );
}

const openForm = z.object({
  user: z.object({ id: z.string() }),
  actions: z.array(z.object({ action_ts: z.string() })).default([]),
  view: z.object({
    id: z.string(),
    hash: z.string(),
    private_metadata: z.string(),
    state: z.object({ values: z.unknown() }),
  }),
});

/** A system or criterion was picked: the catalogue's defaults and the criterion's own question appear. */
export const onDeclareChoice = (deps: SlackDeps) => {
  const choices = latestChoices();
  return async ({ ack, body, client }: SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs) => {
    await ack();
    const { user, view, actions } = openForm.parse(body);
    const at = actions[0]?.action_ts ?? '';
    choices.note(view.id, at);
    const answers = readAnswers(view.state.values);
    const redrawn = declareForm(
      {
        requester: user.id,
        systems: answers.many('systems'),
        criterion: answers.maybe('criterion'),
        overdue: await deps.queries.reviewsDueBefore(deps.now()),
        metadata: view.private_metadata,
        now: deps.now(),
      },
      deps.scene(),
    );
    try {
      await client.views.update({ view_id: view.id, hash: view.hash, view: redrawn });
    } catch (cause) {
      if (!isConflict(cause)) throw cause;
      // Another choice was drawn first. This one knows both if it is the newer; else the newer one draws it.
      if (choices.isNewest(view.id, at)) await client.views.update({ view_id: view.id, view: redrawn });
    }
  };
};

const isConflict = (cause: unknown): boolean =>
  cause instanceof WebAPIPlatformError && cause.data.error === 'hash_conflict';

export const onDeclareForm = (deps: SlackDeps) => async (submitted: Submitted) => {
  const { ack, body, view } = submitted;
  const metadata = readMetadata(view.private_metadata);
  const answers = readAnswers(view.state.values);
  const { policy } = deps.scene();
  const form = formOf(body.user.id, deps.now(), answers, metadata, policy);

  const similar = await deps.queries.similar(
    form.at - policy.declare.similar_within,
    form.details.systems,
    form.incident,
  );
  if (similar && similar.key !== metadata.key && metadata.offered !== similar.key) {
    await ack({
      response_action: 'update',
      view: offerToJoin(deps, submitted, answers, { ...metadata, offered: similar.key }, similar),
    });
    return;
  }
  const { standing } = await deps.people.find(form.by);
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
  const outcome = await deps.handle(metadata.key, await prepareDeclare(form, policy, deps.groups), inSlack(form.by));
  if (!outcome.ok && outcome.error.code === 'already-declared') return ack();
  await answerForm(submitted, outcome, 'the change', deps);
  if (outcome.ok) await confirm(metadata.responseUrl, outcome.value, deps);
};

function offerToJoin(
  deps: SlackDeps,
  { body }: Submitted,
  answers: Answers,
  metadata: DeclareMetadata,
  similar: Parameters<typeof declareForm>[0]['similar'],
) {
  return declareForm(
    {
      requester: body.user.id,
      systems: answers.many('systems'),
      criterion: answers.maybe('criterion'),
      overdue: [],
      similar,
      metadata: writeMetadata(metadata),
      now: deps.now(),
    },
    deps.scene(),
  );
}

type DeclareFields = Omit<Declare, 'type' | 'terms' | 'plan'>;

function formOf(by: string, at: number, answers: Answers, { message }: DeclareMetadata, policy: Policy): DeclareFields {
  const details = detailsOf(by, answers, policy);
  const deployedAt = answers.instant('deployedAt');
  return {
    by,
    at,
    details,
    source: 'slack',
    incident: answers.maybe('incident'),
    deployment:
      deployedAt === undefined
        ? undefined
        : { deployedAt, what: details.summary, where: details.systems.join(', '), who: details.implementers[0] ?? by },
    evidence: message && {
      kind: 'link',
      text: `${message.author ? `<@${message.author}>: ` : ''}${message.text}`,
      url: message.url,
    },
  };
}

function detailsOf(by: string, answers: Answers, policy: Policy): Details {
  const criterion = answers.text('criterion');
  const implementers = answers.many('implementers');
  const lines = (text: string) =>
    text
      .split(/\n/)
      .map((line) => line.trim())
      .filter(Boolean);
  return {
    summary: answers.text('summary').replace(/\s+/g, ' '),
    systems: [
      ...new Set([
        ...answers.many('systems'),
        ...answers
          .text('other-systems')
          .split(',')
          .map((name) => name.trim())
          .filter(Boolean),
      ]),
    ],
    criterion: { id: criterion, title: policy.criteria.find(({ id }) => id === criterion)?.title ?? criterion },
    justification: answers.text('justification'),
    reference: answers.maybe('reference'),
    rollbackPlan: answers.text('rollbackPlan'),
    kind: KINDS.find((kind) => kind === answers.maybe('kind')) ?? 'application-code',
    risk: RISKS.find((risk) => risk === answers.maybe('risk')) ?? 'medium',
    implementers: implementers.length > 0 ? implementers : [by],
    impact: answers.maybe('impact'),
    testPlan: answers.maybe('testPlan'),
    links: lines(answers.text('links')),
  };
}

/** Told where the command was typed; the card follows in its own channel. Best effort: the change is on record already. */
async function confirm(
  responseUrl: string | undefined,
  change: Awaited<ReturnType<typeof changeOf>>,
  deps: SlackDeps,
): Promise<void> {
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
    await deps.handle(change.key, { type: 'AddEvidence', by, at: deps.now(), standing, evidence }, inSlack(by));
    await ack();
    const card = change.card?.permalink ? link(change.card.permalink, idText(change.id)) : idText(change.id);
    await client.views.update({
      view_id: view.id,
      view: notice('Joined', `You joined *${card}*. What you wrote is in its thread.`),
    });
  };
