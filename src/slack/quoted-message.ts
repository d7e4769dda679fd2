import type { MessageShortcut } from '@slack/bolt';
import { z } from 'zod';
import type { Evidence } from '../domain/change/types.ts';
import { unescaped } from './text.ts';

/** A message somebody chose to keep, as it travels in a form: the form's memory holds 3000 characters. */
export const quotedMessage = z.object({
  text: z.string(),
  author: z.string().optional(),
  url: z.string(),
  /** In milliseconds. */
  writtenAt: z.number(),
});
export type QuotedMessage = z.infer<typeof quotedMessage>;

const files = z.array(z.object({ name: z.string().default('file'), permalink: z.string().optional() })).catch([]);

const LONGEST = 1000;

/** What of it is kept: its words, those of its files, who wrote it, when, and where it stands. */
export function quotedFrom({ message, channel, team }: MessageShortcut): QuotedMessage {
  const attached = files
    .parse(message.files ?? [])
    .map(({ name, permalink }) => `File ${name} ${permalink ?? ''}`.trim());
  const words = [unescaped(message.text ?? '').trim(), ...attached.slice(0, 3)].filter(Boolean).join('\n');
  const thread =
    typeof message.thread_ts === 'string' && message.thread_ts !== message.ts ? message.thread_ts : undefined;
  const place = `https://${team?.domain ?? 'app'}.slack.com/archives/${channel.id}/p${message.ts.replace('.', '')}`;
  return {
    text: words.slice(0, LONGEST) || 'A message without words',
    author: message.user,
    url: thread === undefined ? place : `${place}?thread_ts=${thread}&cid=${channel.id}`,
    writtenAt: Math.floor(Number(message.ts) * 1000),
  };
}

export const asEvidence = ({ text, author, url, writtenAt }: QuotedMessage, kind: Evidence['kind']): Evidence => ({
  kind,
  text,
  url,
  quoted: { author, writtenAt },
});
