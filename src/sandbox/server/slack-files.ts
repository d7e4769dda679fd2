import { Hono } from 'hono';
import type { SlackStandIn } from '../slack/contract.ts';

/** Files that were brought to Slack. Only pictures are shown in place: any other is somebody's own page or program. */
export function slackFiles(slack: SlackStandIn): Hono {
  return new Hono().get('/:id', (c) => {
    const file = slack.file(c.req.param('id'));
    if (!file) return c.json({ error: 'There is no such file.' }, 404);
    const isPicture = file.mimetype.startsWith('image/');
    const place = isPicture ? 'inline' : 'attachment';
    return c.body(new Uint8Array(file.bytes), 200, {
      'content-type': isPicture ? file.mimetype : 'application/octet-stream',
      'content-disposition': `${place}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'x-content-type-options': 'nosniff',
    });
  });
}
