import type { OpenAPIHono } from '@hono/zod-openapi';
import { createRoute, z } from '@hono/zod-openapi';
import type { DeploymentDesk, Reported, ReportRefusal } from '../../app/pipeline/deployments.ts';
import { reportedWords } from '../../app/pipeline/deployments.ts';
import { idText } from '../../domain/change/types.ts';
import { OUTCOMES, SIGHTING_STATES } from '../../domain/sighting/types.ts';
import type { AccessOptions } from './access.ts';
import { tokenOf, tooMany } from './access.ts';
import type { Limit } from './limit.ts';
import type { Problem } from './problem.ts';
import { problem, problemResponses } from './problem.ts';

export interface DeploymentsOptions extends AccessOptions {
  readonly deployments: DeploymentDesk;
  /** Reports of one token. */
  readonly reports: Limit;
}

const line = (most: number) => z.string().trim().min(1).max(most);

const report = z
  .strictObject({
    system: line(300).openapi({ example: 'payments', description: 'As the policy calls it.' }),
    commit: z
      .string()
      .regex(/^[0-9a-fA-F]{7,64}$/, 'send its hash: 7 to 64 hex digits')
      .optional(),
    environment: line(100).optional().openapi({ example: 'production' }),
    deployedAt: z.iso
      .datetime({ offset: true, error: 'write it as 2026-11-21T03:19:00Z' })
      .openapi({ example: '2026-11-21T03:19:00Z' }),
    deployer: line(200).optional().openapi({ description: 'An e-mail, `github:login`, or a name.' }),
    url: z
      .url({ protocol: /^https?$/, error: 'send an http(s) address' })
      .max(2000)
      .optional(),
    outcome: z.enum(OUTCOMES).default('succeeded'),
    version: line(200).optional().openapi({ example: 'v841' }),
    reference: line(300).optional().openapi({
      description: 'The change it belongs to: `EC-42`, or the normal change, e.g. its ticket. Then nobody is asked.',
    }),
  })
  .openapi('DeploymentReport');

const reported = z
  .object({
    id: z.string(),
    state: z.enum(SIGHTING_STATES),
    change: z.string().nullable().openapi({ example: 'EC-42' }),
    words: z.string(),
  })
  .openapi('Deployment');

const json = (description: string) => ({ description, content: { 'application/json': { schema: reported } } });

const reportRoute = createRoute({
  method: 'post',
  path: '/v1/deployments',
  summary: 'This went out.',
  description:
    'Recorded on the emergency change that covers it. Where none does, somebody is asked after a while. The same ' +
    'Idempotency-Key, or without one the same words, is one deployment however often it is sent.',
  security: [{ token: [] }],
  request: {
    headers: z.object({ 'idempotency-key': z.string().min(1).max(200).optional() }),
    body: { required: true, content: { 'application/json': { schema: report } } },
  },
  responses: {
    201: json('Recorded.'),
    200: json('It was recorded before.'),
    ...problemResponses({
      400: 'The body is no JSON.',
      401: 'No good token.',
      403: 'The token lacks the scope `deployments:write`.',
      404: 'The emergency change that it refers to does not exist.',
      409: 'The Idempotency-Key was used for another deployment.',
      413: 'The body is too long.',
      422: 'The body says something that cannot be.',
      429: 'Too many reports.',
      503: 'It could not be recorded.',
    }),
  },
});

const readRoute = createRoute({
  method: 'get',
  path: '/v1/deployments/{id}',
  summary: 'What became of it?',
  security: [{ token: [] }],
  request: { params: z.object({ id: z.string().max(100) }) },
  responses: {
    200: json('As it is now.'),
    ...problemResponses({
      401: 'No good token.',
      403: 'The token lacks the scope `deployments:write`.',
      404: 'There is no such deployment.',
      429: 'Too many wrong tokens.',
      503: 'It could not be read.',
    }),
  },
});

export function deploymentEndpoints(app: OpenAPIHono, options: DeploymentsOptions): void {
  const { deployments, reports } = options;
  // Before the body is read: what a stranger sends is not worth parsing.
  app.use('/v1/deployments/*', async (context, next) => {
    const token = await tokenOf(context, 'deployments:write', options);
    if (token instanceof Response) return token;
    const wait = context.req.method === 'POST' ? reports.take(token.id) : undefined;
    if (wait !== undefined) return problem(context, tooMany(wait));
    context.set('token', token);
    return next();
  });
  app.openapi(reportRoute, async (context) => {
    const { deployedAt, commit, ...said } = context.req.valid('json');
    const facts = { ...said, commit: commit?.toLowerCase(), deployedAt: Date.parse(deployedAt) };
    const key = context.req.valid('header')['idempotency-key'];
    const outcome = await deployments.report(facts, key, context.get('token'));
    if (!outcome.ok) return problem(context, refused(outcome.error)) as never;
    return context.json(shown(outcome.value), outcome.value.isNew ? 201 : 200);
  });
  app.openapi(readRoute, async (context) => {
    const found = await deployments.find(context.req.valid('param').id);
    if (found) return context.json(shown(found), 200);
    const fix = 'Use the id that POST /v1/deployments answered with.';
    return problem(context, { status: 404, detail: 'There is no such deployment.', fix }) as never;
  });
}

function shown(found: Reported) {
  const { state, change, answer } = found.sighting;
  const id = change?.id ?? (answer?.how === 'declared' ? answer.id : undefined);
  return { id: found.id, state, change: id ? idText(id) : null, words: reportedWords(found) };
}

function refused(refusal: ReportRefusal): Problem {
  switch (refusal.code) {
    case 'crossed':
      return {
        status: 409,
        detail: 'This Idempotency-Key was used for another deployment.',
        fix: 'Send each deployment under a key of its own, e.g. the run id and attempt.',
      };
    case 'no-such-change':
      return {
        status: 404,
        detail: `There is no ${refusal.reference}.`,
        fix: 'Check its number, or leave the reference out.',
      };
    case 'time-in-future':
      return { status: 422, detail: 'deployedAt lies in the future.', fix: 'Send when it went out; check the clock.' };
    case 'time-too-old':
      return {
        status: 422,
        detail: 'deployedAt is more than 90 days ago.',
        fix: 'Use `breakglass reconcile` for old logs.',
      };
  }
}
