import { randomBytes } from 'node:crypto';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** An id of Slack's looks: a letter for the kind, then capitals and digits. */
export const slackId = (kind: string, length = 10): string =>
  kind + Array.from(randomBytes(length), (byte) => LETTERS[byte % LETTERS.length]).join('');

export const hex = (length: number): string =>
  randomBytes(Math.ceil(length / 2))
    .toString('hex')
    .slice(0, length);

/** Slack gives blocks and elements without an id one of five characters. */
export const shortId = (): string => slackId('', 5);
