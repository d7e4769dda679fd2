import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';

/** RFC 9457, with what to do about it in `fix`. */
export const problemSchema = z
  .object({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().openapi({ example: 'The token expired on 2026-11-21.' }),
    fix: z.string().openapi({ example: 'Make a new one: breakglass token create.' }),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  })
  .openapi('Problem');

const TITLES = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Content Too Large',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
} as const;
export type ProblemStatus = keyof typeof TITLES;

export interface Problem {
  readonly status: ProblemStatus;
  readonly detail: string;
  readonly fix: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[] | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

const MEDIA_TYPE = 'application/problem+json';

export function problem(context: Context, { status, detail, fix, errors, headers = {} }: Problem): Response {
  const body = { type: 'about:blank', title: TITLES[status], status, detail, fix, errors };
  return context.body(JSON.stringify(body), status, { 'content-type': MEDIA_TYPE, ...headers });
}

/** For a route's `responses`. */
export const problemResponses = <S extends ProblemStatus>(words: Readonly<Record<S, string>>) =>
  Object.fromEntries(
    Object.entries<string>(words).map(([status, description]) => [
      status,
      { description, content: { [MEDIA_TYPE]: { schema: problemSchema } } },
    ]),
  ) as Record<S, { description: string; content: { [MEDIA_TYPE]: { schema: typeof problemSchema } } }>;
