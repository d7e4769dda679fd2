import type { Context } from 'hono';
import { Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { Admission, AuditorLink, LinkRefusal } from '../app/room/links.ts';
import type { Room, Shown } from '../app/room/ports.ts';
import type { Instant } from '../domain/change/types.ts';
import type { Result } from '../domain/result.ts';
import { utc } from '../domain/telling.ts';
import { ROOM_PATH } from './paths.ts';

export interface RoomOptions {
  readonly room: Room;
  readonly admit: (token: string | undefined) => Promise<Result<Admission, LinkRefusal>>;
  /** Notes a page in the record. @throws when that is not possible: then it is not shown */
  readonly opened: (link: AuditorLink, page: string) => Promise<void>;
  readonly now: () => Instant;
  readonly onError: (cause: unknown) => void;
}

const COOKIE = 'breakglass_room';

/**
 * Nothing runs, nothing comes from elsewhere, nothing is kept by browsers or proxies, no address is told to others, nobody
 * indexes it (https://owasp.org/www-project-secure-headers/).
 */
const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/**
 * `GET /auditor/enter?token=...` changes the token for a cookie of that link's own path and leaves it out of the address;
 * `GET /auditor/L-.../...` shows pages; `POST /auditor/L-.../pack` hands the evidence pack out. 401 without a link that is known,
 * 410 when it has expired or was withdrawn, 404 for what is not there, 503 when the visit could not be recorded.
 */
export function roomEndpoints(options: RoomOptions): Hono {
  const root = new Hono();
  // Browsers ask for it by themselves; a page without one is no fault.
  root.get('/favicon.ico', (context) => context.body(null, 204));
  const app = root.basePath(ROOM_PATH);
  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(HEADERS)) context.header(name, value);
  });
  root.onError((cause, context) => {
    options.onError(cause);
    const words = [
      'What you asked for could not be recorded or put together, so it is not shown.',
      'Please try again in a moment.',
    ];
    return withHeaders(context.html(options.room.notice('Not now', words), 503));
  });
  app.get('/styles.css', (context) =>
    context.body(options.room.styles, 200, { 'content-type': 'text/css; charset=utf-8' }),
  );
  app.get('/enter', (context) => enter(context, options));
  app.get('/:link{L-[0-9a-f]{8}}', (context) => context.redirect(`${ROOM_PATH}/${context.req.param('link')}/`, 303));
  app.get('/:link{L-[0-9a-f]{8}}/*', (context) => visit(context, options, 'read'));
  app.post('/:link{L-[0-9a-f]{8}}/pack', (context) => visit(context, options, 'pack'));
  app.all('*', (context) => absent(context, options));
  return root;
}

function withHeaders(response: Response): Response {
  for (const [name, value] of Object.entries(HEADERS)) response.headers.set(name, value);
  return response;
}

/** SameSite=Lax, because the way here begins in Slack or a mail; what it opens only reads. */
async function enter(context: Context, { admit, room, now }: RoomOptions): Promise<Response> {
  const token = context.req.query('token');
  const admitted = await admit(token);
  if (!admitted.ok || token === undefined)
    return refused(context, admitted.ok ? { code: 'unknown' } : admitted.error, room);
  const { id, expiresAt } = admitted.value.link;
  const path = `${ROOM_PATH}/${id}`;
  setCookie(context, COOKIE, token, {
    path,
    httpOnly: true,
    sameSite: 'Lax',
    secure: isSecure(context),
    maxAge: Math.floor((expiresAt - now()) / 1000),
  });
  return context.redirect(`${path}/`, 303);
}

/** Behind a proxy that speaks TLS the request itself arrives without. */
const isSecure = (context: Context): boolean =>
  context.req.header('x-forwarded-proto') === 'https' || context.req.url.startsWith('https:');

async function visit(context: Context, options: RoomOptions, doing: 'read' | 'pack'): Promise<Response> {
  const { room, admit, opened, now } = options;
  const wanted = context.req.param('link') ?? '';
  const admitted = await admit(getCookie(context, COOKIE));
  if (!admitted.ok) return refused(context, admitted.error, room);
  const { link } = admitted.value;
  if (link.id !== wanted) return refused(context, { code: 'unknown' }, room);
  const path = context.req.path.slice(`${ROOM_PATH}/${wanted}/`.length);
  const seen = { ...admitted.value, path, query: context.req.query(), now: now() };
  if (doing === 'pack') {
    if (!room.pack) return absent(context, options);
    await opened(link, 'pack');
    return handOut(context, await room.pack(seen));
  }
  const shown = await room.show(seen);
  if (!shown) return absent(context, options);
  await opened(link, pageName(path, seen.query));
  return handOut(context, shown);
}

/** As the record tells it: `population?system=payments`. */
const LONGEST = 200;
function pageName(path: string, query: Readonly<Record<string, string>>): string {
  const asked = Object.entries(query).filter(([, value]) => value !== '');
  const words = asked.length === 0 ? '' : `?${asked.map(([name, value]) => `${name}=${value}`).join('&')}`;
  return `${path === '' ? 'overview' : path}${words}`.slice(0, LONGEST);
}

function handOut(context: Context, shown: Shown): Response {
  if (shown.kind === 'page') return context.html(shown.html);
  if (shown.kind === 'text') return context.text(shown.text);
  const { name, size, bytes } = shown;
  return context.body(bytes, 200, {
    'content-type': 'application/zip',
    'content-length': String(size),
    'content-disposition': `attachment; filename="${name}"`,
  });
}

function refused(context: Context, refusal: LinkRefusal, { notice }: Room): Response {
  const again = 'Ask whoever gave it to you for a new one: “/emergency-change auditor-link” in Slack makes it.';
  switch (refusal.code) {
    case 'expired':
      return context.html(notice('This link has expired', [`It was good until ${utc(refusal.at)}.`, again]), 410);
    case 'revoked':
      return context.html(notice('This link was withdrawn', [`It was closed at ${utc(refusal.at)}.`, again]), 410);
    case 'unknown':
      return context.html(
        notice('This page needs a link', [
          'You came here without a link that Breakglass knows. Perhaps it was cut short on its way, or another browser opened it.',
          again,
        ]),
        401,
      );
  }
}

function absent(context: Context, { room }: RoomOptions): Response {
  const words = [
    'There is no page of this name within the period of your link.',
    'Go back, or begin again with the link you were given.',
  ];
  return context.html(room.notice('There is nothing here', words), 404);
}
