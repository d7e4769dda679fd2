import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import { createFaults, type Fault, type Faults } from './faults.ts';
import { type Env, listen, parseJson } from './http.ts';

/** A call of the API as it was seen and answered. */
export interface Call<Operation extends string> {
  /** Absent for a path the stand-in does not know. */
  readonly operation?: Operation;
  readonly method: string;
  /** With the query string. */
  readonly path: string;
  readonly body?: unknown;
  /** 0 when the connection was cut. */
  readonly status: number;
  /** The body of an answer of 400 and above. */
  readonly error?: unknown;
}

export interface Request {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly header: (name: string) => string | undefined;
  /** Parsed; undefined when there is none. */
  readonly body: unknown;
  /** There is a body and it is no JSON. */
  readonly malformed: boolean;
}

export interface Answer {
  readonly status: number;
  /** A string is sent as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the vendor says no with; thrown anywhere in a handler. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`Refused with ${answer.status}: ${JSON.stringify(answer.body)}`);
    this.answer = answer;
  }
}

export interface Route<Operation extends string> {
  readonly operation: Operation;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Hono's pattern, e.g. `/incidents/:id`. */
  readonly path: string;
  readonly handle: (request: Request) => Answer;
}

export interface Api<Operation extends string> {
  readonly url: string;
  readonly faults: Faults;
  readonly calls: () => readonly Call<Operation>[];
  readonly stop: () => Promise<void>;
}

export interface ApiOptions<Operation extends string> {
  readonly port?: number;
  readonly routes: readonly Route<Operation>[];
  /** Runs before each operation; refuses by throwing `Refused`. */
  readonly admit: (operation: Operation, request: Request) => void;
  readonly rateLimited: (retryAfterSeconds: number, operation: Operation) => Answer;
  readonly notFound: () => Answer;
  /** What a person's browser gets, asked before the API. */
  readonly page?: (path: string, accept: string) => Answer | undefined;
}

/** A server on 127.0.0.1 that answers as the vendor would, or fails as it was told to. */
export async function startApi<Operation extends string>(options: ApiOptions<Operation>): Promise<Api<Operation>> {
  const faults = createFaults();
  const calls: Call<Operation>[] = [];
  const app = new Hono<Env>();

  app.use(async (context, next) => {
    const shown = options.page?.(context.req.path, context.req.header('accept') ?? '');
    return shown ? toResponse(shown) : next();
  });
  for (const route of options.routes) {
    app.on(route.method, route.path, async (context) => {
      const request = await readRequest(context);
      const fault = faults.take(route.operation);
      const answer = decide(options, route, request, fault);
      calls.push(seen(context, request, answer, route.operation));
      return deliver(context, answer, fault);
    });
  }
  app.notFound(async (context) => {
    const answer = options.notFound();
    calls.push(seen(context, await readRequest(context), answer));
    return toResponse(answer);
  });

  return { ...(await listen(app, options.port)), faults, calls: () => [...calls] };
}

/** `undefined` when the connection is to be cut. The operation has taken effect unless the fault says otherwise. */
function decide<Operation extends string>(
  { admit, rateLimited }: ApiOptions<Operation>,
  { operation, handle }: Route<Operation>,
  request: Request,
  fault: Fault | undefined,
): Answer | undefined {
  switch (fault?.kind) {
    case 'down':
      return undefined;
    case 'error':
      return { status: fault.status, body: fault.body };
    case 'rate-limited':
      return rateLimited(fault.retryAfterSeconds, operation);
    case 'http':
      return { status: fault.status, body: `<html><body><h1>${fault.status}</h1></body></html>` };
  }
  const answer = refusable(() => {
    admit(operation, request);
    return handle(request);
  });
  return fault?.kind === 'answer-lost' ? undefined : answer;
}

function refusable(act: () => Answer): Answer {
  try {
    return act();
  } catch (error) {
    if (error instanceof Refused) return error.answer;
    throw error;
  }
}

async function deliver(context: Context<Env>, answer: Answer | undefined, fault: Fault | undefined): Promise<Response> {
  if (!answer) {
    context.env.incoming.socket.destroy();
    return RESPONSE_ALREADY_SENT;
  }
  if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.milliseconds));
  return toResponse(answer);
}

async function readRequest({ req }: Context<Env>): Promise<Request> {
  const text = await req.text();
  const parsed = text === '' ? { value: undefined } : parseJson(text);
  return {
    params: req.param(),
    query: new URL(req.url).searchParams,
    header: (name) => req.header(name),
    body: parsed?.value,
    malformed: parsed === undefined,
  };
}

function toResponse({ status, body, headers }: Answer): Response {
  if (body === undefined) return new Response(null, { status, headers });
  const html = typeof body === 'string';
  return new Response(html ? body : JSON.stringify(body), {
    status,
    headers: { 'Content-Type': html ? 'text/html;charset=UTF-8' : 'application/json;charset=UTF-8', ...headers },
  });
}

function seen<Operation extends string>(
  { req }: Context<Env>,
  request: Request,
  answer: Answer | undefined,
  operation?: Operation,
): Call<Operation> {
  const { pathname, search } = new URL(req.url);
  return {
    operation,
    method: req.method,
    path: `${pathname}${search}`,
    body: request.body,
    status: answer?.status ?? 0,
    ...(answer && answer.status >= 400 ? { error: answer.body } : {}),
  };
}
