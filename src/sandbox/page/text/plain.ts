import { emojiOf } from './emoji.ts';
import type { Inline } from './mrkdwn.ts';
import { parseMrkdwn } from './mrkdwn.ts';
import { slackDate } from './time.ts';

/** The words of a plain_text object: only its emoji names mean something. */
export function plain(text: string): string {
  return text.replace(/:([a-z0-9_+'-]+):/g, (whole, name: string) => emojiOf(name) ?? whole);
}

/** Through whose eyes dates are read: the workspace's time (ms, UTC) and an IANA zone. */
interface When {
  readonly now: number;
  readonly zone: string;
}

/** mrkdwn without its marks, for a toast or a title. */
export function bare(text: string, nameOf: (user: string) => string, when: When): string {
  const flat = (inline: Inline): string => {
    switch (inline.kind) {
      case 'bold':
      case 'italic':
      case 'strike':
        return inline.inside.map(flat).join('');
      case 'link':
        return inline.label;
      case 'user':
        return `@${nameOf(inline.id)}`;
      case 'channel':
        return `#${inline.label ?? inline.id}`;
      case 'date':
        return Number.isFinite(inline.at) ? slackDate(inline.at, inline.format, when.now, when.zone) : inline.format;
      case 'emoji':
        return emojiOf(inline.name) ?? '';
      default:
        return inline.text;
    }
  };
  return parseMrkdwn(text)
    .map((part) => (part.kind === 'block' ? part.text : part.lines.map((line) => line.map(flat).join('')).join(' ')))
    .join(' ');
}
