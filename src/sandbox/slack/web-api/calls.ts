import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault, SlackStandIn } from '../contract.ts';
import type { Faults } from '../faults.ts';
import { type HttpAnswer, send } from '../http.ts';
import { rateLimits } from '../rate-limits.ts';
import type { World } from '../world.ts';
import { answerTo, methodNamed } from './dispatch.ts';
import { type Answer, type Methods, refused } from './method.ts';
import { requestOf } from './request.ts';

type Call = ReturnType<SlackStandIn['calls']>[number];
type Served = HttpAnswer | 'cut';

export interface WebApi {
  readonly serve: (name: string, request: IncomingMessage, response: ServerResponse) => Promise<void>;
  readonly calls: readonly Call[];
}

/** `more` are the methods of other parts of the stand-in. */
export function webApi(world: World, faults: Faults, more: Methods): WebApi {
  const limits = rateLimits(world);
  const calls: Call[] = [];

  /** The answer, as it would be without faults. */
  const call = (name: string, request: Awaited<ReturnType<typeof requestOf>>): HttpAnswer => {
    const method = methodNamed(name, more);
    const wait = method && limits.wait(name, method, request.args);
    if (wait !== undefined) return note(name, request.args, tooMany(wait));
    const answer = method ? answerTo(method, request, world) : refused('unknown_method', { req_method: name });
    return note(name, request.args, { status: 200, body: answer });
  };
  const note = (method: string, args: Call['args'], answer: HttpAnswer): HttpAnswer => {
    const { ok, error } = answer.body as Answer;
    calls.push({ method, args, ok, ...(error && { error }) });
    return answer;
  };
  const withFault = async (name: string, request: Awaited<ReturnType<typeof requestOf>>): Promise<Served> => {
    const fault = faults.take(name);
    if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.milliseconds));
    const instead = fault && insteadOf(fault);
    if (instead === 'cut') return instead;
    if (instead) return note(name, request.args, instead);
    const answer = call(name, request);
    return fault?.kind === 'answer-lost' ? 'cut' : answer;
  };

  return {
    calls,
    serve: async (name, request, response) => {
      const served = await withFault(name, await requestOf(request));
      if (served === 'cut') response.destroy();
      else send(response, { ...served, headers: { ...scopeHeaders(world, name, more), ...served.headers } });
    },
  };
}

/** https://docs.slack.dev/apis/web-api/rate-limits: HTTP 429 and `Retry-After` in seconds */
const tooMany = (seconds: number): HttpAnswer => ({
  status: 429,
  body: refused('ratelimited'),
  headers: { 'retry-after': String(seconds) },
});

/** What is answered without the call taking effect; `undefined` when it does. */
function insteadOf(fault: Fault): Served | undefined {
  switch (fault.kind) {
    case 'error':
      return { status: 200, body: refused(fault.error) };
    case 'rate-limited':
      return tooMany(fault.retryAfterSeconds);
    case 'http':
      return { status: fault.status, body: refused('internal_error') };
    case 'down':
      return 'cut';
    default:
      return undefined;
  }
}

const scopeHeaders = (world: World, name: string, more: Methods) => ({
  'x-oauth-scopes': world.scopes.join(','),
  'x-accepted-oauth-scopes': (methodNamed(name, more)?.scopes ?? []).join(','),
});
