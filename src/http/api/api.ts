import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import type { DeploymentDesk } from '../../app/pipeline/deployments.ts';
import type { Gate } from '../../app/pipeline/gate.ts';
import type { Token } from '../../app/pipeline/ports.ts';
import type { Authenticate } from '../../app/tokens.ts';
import { deploymentEndpoints } from './deployments.ts';
import { gateEndpoint } from './gate.ts';
import { perMinute } from './limit.ts';
import { problem } from './problem.ts';

/** Bytes: a report is a few hundred. */
const LARGEST = 64 * 1024;
/** Within a minute: wrong tokens from one address, reports of one token. */
const WRONG_TOKENS = 60;
const REPORTS = 600;

export interface ApiOptions {
  readonly authenticate: Authenticate;
  readonly gate: Gate;
  readonly deployments: DeploymentDesk;
  readonly declareUrl: string;
  readonly version: string;
  readonly now: () => number;
  /** Told of what nobody expected; the answer is then 503, so that the sender tries again and nothing is let through. */
  readonly onError: (cause: unknown) => void;
}

declare module 'hono' {
  interface ContextVariableMap {
    token: Token;
  }
}

/** `/v1`: what pipelines ask and report. Described at `/v1/openapi.json`; every error is a problem of RFC 9457. */
export function pipelineApi(options: ApiOptions): OpenAPIHono {
  const { now, version, onError } = options;
  const app = new OpenAPIHono({
    defaultHook: (result, context) => {
      if (result.success) return undefined;
      const errors = result.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
      const fix = 'See /v1/openapi.json for what each field takes.';
      return problem(context, { status: 422, detail: 'Something in it cannot be.', fix, errors });
    },
  });
  // Only where there is a body: for the gate, to look for one takes longer than to answer.
  app.use('/v1/deployments/*', bodyLimit({ maxSize: LARGEST, onError: tooLarge }));
  const access = { ...options, wrongTokens: perMinute(WRONG_TOKENS, now) };
  gateEndpoint(app, access);
  deploymentEndpoints(app, { ...access, reports: perMinute(REPORTS, now) });
  app.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    description: 'Made by `breakglass token create`.',
  });
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Breakglass', version, description: 'Emergency changes: may this go out, and what went out.' },
  });
  app.get('/v1/openapi.json', (context) => context.json(document));
  app.notFound(nothingHere);
  app.onError((cause, context) => {
    if (cause instanceof HTTPException && cause.status === 400) {
      return problem(context, { status: 400, detail: 'The body is no JSON.', fix: 'Send application/json.' });
    }
    onError(cause);
    return problem(context, { status: 503, detail: 'It could not be recorded.', fix: 'Try again in a moment.' });
  });
  return app;
}

const tooLarge = (context: Context): Response =>
  problem(context, { status: 413, detail: `The body is longer than ${LARGEST} bytes.`, fix: 'Send one deployment.' });

const nothingHere = (context: Context): Response =>
  problem(context, { status: 404, detail: 'There is nothing here.', fix: 'See /v1/openapi.json for what there is.' });
