import { emojiOf } from './emoji.ts';

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bold' | 'italic' | 'strike'; readonly inside: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly url: string; readonly label: string }
  | { readonly kind: 'user'; readonly id: string }
  | { readonly kind: 'channel'; readonly id: string; readonly label: string | undefined }
  | { readonly kind: 'call'; readonly text: string }
  | { readonly kind: 'date'; readonly at: number; readonly format: string; readonly url: string | undefined }
  | { readonly kind: 'emoji'; readonly name: string };

export type Part =
  | { readonly kind: 'lines'; readonly lines: readonly (readonly Inline[])[] }
  | { readonly kind: 'quote'; readonly lines: readonly (readonly Inline[])[] }
  | { readonly kind: 'block'; readonly text: string };

/** Slack's mrkdwn. What it cannot read stays as it was written, as in Slack. */
export function parseMrkdwn(text: string): Part[] {
  return text.split(/```\n?([\s\S]+?)\n?```\n?/).flatMap((piece, index): Part[] => {
    if (index % 2 === 1) return [{ kind: 'block', text: unescapeText(plainTokens(piece)) }];
    return piece === '' ? [] : parseLines(piece);
  });
}

function parseLines(text: string): Part[] {
  const parts: { kind: 'lines' | 'quote'; lines: Inline[][] }[] = [];
  let isQuotingAll = false;
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const quote = /^(?:>|&gt;)((?:>|&gt;){2})? ?(.*)$/.exec(line);
    isQuotingAll ||= quote?.[1] !== undefined;
    const kind = quote || isQuotingAll ? 'quote' : 'lines';
    const inside = parseInline(quote?.[2] ?? line);
    const last = parts.at(-1);
    if (last?.kind === kind) last.lines.push(inside);
    else parts.push({ kind, lines: [inside] });
  }
  return parts;
}

const TOKEN = new RegExp(
  [
    '<(?<angle>[^<>\\n]+)>',
    '`(?<code>[^`\\n]+)`',
    ":(?<emoji>[a-z0-9_+'-]+):",
    '(?<![\\p{L}\\d*])\\*(?<bold>[^\\s*](?:[^*\\n]*[^\\s*])?)\\*(?![\\p{L}\\d*])',
    '(?<![\\p{L}\\d_])_(?<italic>[^\\s_](?:[^\\n]*?[^\\s_])??)_(?![\\p{L}\\d_])',
    '(?<![\\p{L}\\d~])~(?<strike>[^\\s~](?:[^~\\n]*[^\\s~])?)~(?![\\p{L}\\d~])',
  ].join('|'),
  'gu',
);

export function parseInline(text: string): Inline[] {
  const found: Inline[] = [];
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    const token = readToken(match.groups ?? {});
    if (!token) continue;
    if (match.index > from) found.push({ kind: 'text', text: unescapeText(text.slice(from, match.index)) });
    found.push(token);
    from = match.index + match[0].length;
  }
  if (from < text.length) found.push({ kind: 'text', text: unescapeText(text.slice(from)) });
  return found;
}

function readToken({
  angle,
  code,
  emoji,
  bold,
  italic,
  strike,
}: Record<string, string | undefined>): Inline | undefined {
  if (angle) return readAngle(angle);
  if (code) return { kind: 'code', text: unescapeText(plainTokens(code)) };
  if (emoji) return emojiOf(emoji) ? { kind: 'emoji', name: emoji } : undefined;
  if (bold) return { kind: 'bold', inside: parseInline(bold) };
  if (italic) return { kind: 'italic', inside: parseInline(italic) };
  return { kind: 'strike', inside: parseInline(strike ?? '') };
}

function readAngle(inside: string): Inline | undefined {
  const bar = inside.indexOf('|');
  const [target, label] = bar < 0 ? [inside, undefined] : [inside.slice(0, bar), unescapeText(inside.slice(bar + 1))];
  const id = target.slice(1);
  if (target.startsWith('@')) return { kind: 'user', id };
  if (target.startsWith('#')) return { kind: 'channel', id, label };
  if (target.startsWith('!date^')) return readDate(target);
  if (target.startsWith('!')) return { kind: 'call', text: label ?? `@${id.replace(/^subteam\^/, '')}` };
  if (!/^(https?|mailto|tel):/.test(target)) return undefined;
  return {
    kind: 'link',
    url: unescapeText(target),
    label: label || unescapeText(target.replace(/^(mailto|tel):/, '')),
  };
}

function readDate(target: string): Inline {
  const [, seconds, format = '', url] = target.split('^');
  return { kind: 'date', at: Number(seconds) * 1000, format: unescapeText(format), url };
}

/** Inside code, links and mentions show as their label. */
function plainTokens(text: string): string {
  return text.replace(/<([^<>|]+)(?:\|([^<>]*))?>/g, (_, target: string, label: string | undefined) => label ?? target);
}

function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
