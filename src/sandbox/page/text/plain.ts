import { emojiOf } from './emoji.ts';
import type { Inline } from './mrkdwn.ts';
import { parseMrkdwn } from './mrkdwn.ts';

/** The words of a plain_text object: only its emoji names mean something. */
export function plain(text: string): string {
  return text.replace(/:([a-z0-9_+'-]+):/g, (whole, name: string) => emojiOf(name) ?? whole);
}

/** mrkdwn without its marks, for a toast or a title. */
export function bare(text: string, nameOf: (user: string) => string): string {
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
        return '';
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
