import type { IncomingMessage } from 'node:http';
import type { Json } from '../contract.ts';
import { bodyOf } from '../http.ts';
import { asText, isJson, parsed } from '../json.ts';

export interface Request {
  readonly args: Json;
  readonly token?: string;
  /** Slack's error for a body it cannot read. */
  readonly refused?: string;
}

/** Arguments that are JSON also inside a form. */
const STRUCTURED = ['blocks', 'attachments', 'view', 'metadata', 'files'];

/** https://docs.slack.dev/apis/web-api: query, form or JSON; the token in the header, or in the form. */
export async function requestOf(request: IncomingMessage): Promise<Request> {
  const query = Object.fromEntries(new URL(request.url ?? '', 'http://slack').searchParams);
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim() ?? '';
  const body = await bodyOf(request);
  if (type === 'application/json') return fromJson(body, query, bearer);
  const isForm = type === 'application/x-www-form-urlencoded' || body === '';
  if (!isForm) return { args: query, token: bearer, refused: type ? 'invalid_post_type' : 'missing_post_type' };
  const { token, ...args } = { ...query, ...Object.fromEntries(new URLSearchParams(body)) } as Record<string, string>;
  return { args: structured(args), token: bearer ?? token };
}

/** "If you're sending JSON, the token must be in the Authorization header." */
function fromJson(body: string, query: Json, bearer: string | undefined): Request {
  const args = parsed(body || '{}');
  if (typeof args === 'string') return { args: query, token: bearer, refused: 'invalid_json' };
  if (!isJson(args)) return { args: query, token: bearer, refused: 'json_not_object' };
  const { token: _ignored, ...rest } = args;
  return { args: structured({ ...query, ...rest }), token: bearer };
}

const structured = (args: Json): Json =>
  Object.fromEntries(
    Object.entries(args).map(([name, value]) => {
      const isText = STRUCTURED.includes(name) && typeof value === 'string' && value !== '';
      return [name, isText ? parsed(asText(value)) : value];
    }),
  );
