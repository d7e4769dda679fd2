import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SlackStandIn } from '../contract.ts';
import { type Faults, withFault } from '../faults.ts';
import { type HttpAnswer, send, tooMany } from '../http.ts';
import { rateLimits } from '../rate-limits.ts';
import type { World } from '../world.ts';
import { answerTo, methodNamed } from './dispatch.ts';
import { type Answer, type Methods, refused } from './method.ts';
import { type Request, requestOf } from './request.ts';

type Call = ReturnType<SlackStandIn['calls']>[number];

export interface WebApi {
  readonly serve: (name: string, request: IncomingMessage, response: ServerResponse) => Promise<void>;
  readonly calls: readonly Call[];
}

/** `more` are the methods of other parts of the stand-in. */
export function webApi(world: World, faults: Faults, more: Methods): WebApi {
  const limits = rateLimits(world);
  const calls: Call[] = [];

  /** The answer, as it would be without faults. */
  const call = (name: string, request: Request): HttpAnswer => {
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

  return {
    calls,
    serve: async (name, request, response) => {
      const asked = await requestOf(request);
      const served = await withFault(
        faults,
        name,
        () => call(name, asked),
        (instead) => note(name, asked.args, instead),
      );
      if (served === 'cut') response.destroy();
      else send(response, { ...served, headers: { ...scopeHeaders(world, name, more), ...served.headers } });
    },
  };
}

const scopeHeaders = (world: World, name: string, more: Methods) => ({
  'x-oauth-scopes': world.scopes.join(','),
  'x-accepted-oauth-scopes': (methodNamed(name, more)?.scopes ?? []).join(','),
});
