import type { WebClient } from '@slack/web-api';
import { PermanentFailure } from '../app/errors.ts';
import type { Delivery, PackFile } from '../app/outside-ports.ts';
import { shareOnce } from './files.ts';
import { postOnce } from './post.ts';
import { said } from './text.ts';

/** The name is the delivery's own, so that a second try finds the first. What Slack refuses for good is told in words. */
export async function sendPack(client: WebClient, channel: string, pack: PackFile, delivery: Delivery): Promise<void> {
  const { name, bytes, period, changes, sha256 } = pack;
  const days = `${period.firstDay} to ${period.lastDay}`;
  const own = name.replace(/\.zip$/, `-${delivery.key.slice(-8)}.zip`);
  const title = `Emergency changes, ${days}`;
  const comment = `The evidence of ${changes} emergency ${changes === 1 ? 'change' : 'changes'} declared from ${days} (UTC). Check it on any machine with \`breakglass verify FILE\`; README.txt in it says how without Breakglass.\nSHA-256 \`${sha256}\``;
  try {
    await shareOnce(client, { channel }, { name: own, title, bytes, comment }, delivery);
  } catch (cause) {
    if (!(cause instanceof PermanentFailure)) throw cause;
    const text = `The evidence from ${days} could not be sent: ${said(cause.message, 300)}. Ask whoever runs Breakglass for \`breakglass evidence --from ${period.firstDay} --to ${period.lastDay} --out FILE\`.`;
    await postOnce(client, { channel }, { text, blocks: [] }, { ...delivery, key: `${delivery.key}/refused` });
    throw cause;
  }
}
