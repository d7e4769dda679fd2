import type { OpenAPIHono } from '@hono/zod-openapi';
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Gate } from '../../app/pipeline/gate.ts';
import { idText } from '../../domain/change/types.ts';
import { GROUNDS } from '../../domain/gate.ts';
import type { AccessOptions } from './access.ts';
import { tokenOf } from './access.ts';
import { problem, problemResponses } from './problem.ts';

export interface GateOptions extends AccessOptions {
  readonly gate: Gate;
  /** Where somebody can declare an emergency change. */
  readonly declareUrl: string;
}

const answer = z
  .object({
    allowed: z.boolean(),
    ground: z.enum(GROUNDS).openapi({ description: 'What it rests on; `none` where it is not allowed.' }),
    change: z
      .string()
      .nullable()
      .openapi({ example: 'EC-42', description: 'The change that allows it, or comes nearest.' }),
    reason: z.string().openapi({ example: 'EC-42 is approved and covers this.' }),
    declareUrl: z.url(),
  })
  .openapi('GateAnswer');

const COMMIT = /^[0-9a-f]{7,64}$/i;
/** Characters of a system's name. */
const LONGEST = 300;

const json = (description: string) => ({ description, content: { 'application/json': { schema: answer } } });

const route = createRoute({
  method: 'get',
  path: '/v1/gate',
  summary: 'May this go out now?',
  description: 'Answered from local data alone, by the policy of the system; in doubt the answer is no.',
  security: [{ token: [] }],
  request: {
    query: z.object({
      system: z.string().min(1).max(LONGEST).openapi({ example: 'payments' }),
      commit: z.string().regex(COMMIT).optional().openapi({ description: 'Hex, at least 7 digits.' }),
    }),
  },
  responses: {
    200: json('It may.'),
    403: {
      description: 'It may not, and why; or the token lacks the scope `gate:read`.',
      content: {
        'application/json': { schema: answer },
        ...problemResponses({ 403: '' })[403].content,
      },
    },
    ...problemResponses({
      400: 'The question is incomplete.',
      401: 'No good token.',
      429: 'Too many wrong tokens.',
      503: 'The answer could not be recorded, so it is no.',
    }),
  },
});

/** Described like the others, but served without their validation: asked for each deployment, it has to be quick. */
export function gateEndpoint(app: OpenAPIHono, options: GateOptions): void {
  app.openAPIRegistry.registerPath(route);
  app.get(route.path, (context) => answerGate(context, options));
}

async function answerGate(context: Context, options: GateOptions): Promise<Response> {
  const token = await tokenOf(context, 'gate:read', options);
  if (token instanceof Response) return token;
  const system = context.req.query('system')?.trim() ?? '';
  const commit = context.req.query('commit')?.trim().toLowerCase() || undefined;
  if (system === '' || system.length > LONGEST) {
    const fix = 'Ask /v1/gate?system=payments&commit=9f3c1de, the system as the policy calls it.';
    return problem(context, { status: 400, detail: 'The question names no system.', fix });
  }
  if (commit !== undefined && !COMMIT.test(commit)) {
    const fix = 'Send its hash: at least 7 hex digits. Leave it out only where the change names none.';
    return problem(context, { status: 400, detail: 'The commit is no hash.', fix });
  }
  const { allowed, ground, change, reason } = await options.gate({ system, commit }, token);
  const { declareUrl } = options;
  const body = { allowed, ground, change: change ? idText(change) : null, reason, declareUrl };
  return context.json(body, allowed ? 200 : 403);
}
