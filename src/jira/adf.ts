import { clean, clip } from '../domain/plain-text.ts';

/**
 * Atlassian Document Format, the part we write: https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
 * Jira refuses a whole document for one empty text node, so empty words make no node here.
 */
export interface Node {
  readonly type: string;
  content?: Node[];
  readonly attrs?: Readonly<Record<string, unknown>>;
  marks?: Mark[];
  readonly text?: string;
}
interface Mark {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
}
export interface Document extends Node {
  readonly type: 'doc';
  readonly version: 1;
}

type Words = string | readonly Node[];

/**
 * What one answer may take, so that ten of them fit: a text field holds 32,767 characters in all
 * (https://support.atlassian.com/jira/kb/customfield-text-limits-in-jira-cloud/). Slack lets nobody type more than 3000.
 */
const LONGEST = 3000;
const LONGEST_FACT = 1000;

export const doc = (...blocks: readonly (Node | readonly Node[])[]): Document => ({
  type: 'doc',
  version: 1,
  content: blocks.flat(),
});

/** People's words, made safe: line ends become breaks, and at most `longest` characters are kept. */
export function text(words: string, marks: Mark[] = [], longest = LONGEST): Node[] {
  const lines = clip(
    clean(words)
      .trim()
      .replace(/\n{3,}/g, '\n\n'),
    longest,
  ).split('\n');
  return lines.flatMap((line, index) => [
    ...(index > 0 ? [{ type: 'hardBreak' }] : []),
    ...(line === '' ? [] : [{ type: 'text', text: line, ...(marks.length > 0 ? { marks } : {}) }]),
  ]);
}

export const strong = (words: string): Node[] => text(words, [{ type: 'strong' }]);
/** For what only machines and the curious read. */
export const grey = (words: string): Node[] => text(words, [{ type: 'textColor', attrs: { color: '#97a0af' } }]);

/** Words with a link, or the words alone when `href` is no web address. */
export const link = (words: string, href: string | undefined): Node[] =>
  text(words, href !== undefined && isWebAddress(href) ? [{ type: 'link', attrs: { href } }] : []);

export const isWebAddress = (href: string): boolean => /^https?:\/\/\S+$/i.test(href) && URL.canParse(href);

export const paragraph = (...words: readonly Words[]): Node => ({ type: 'paragraph', content: words.flatMap(nodes) });
export const heading = (words: string): Node => ({ type: 'heading', attrs: { level: 3 }, content: text(words) });
export const quote = (words: string | undefined): Node[] =>
  isBlank(words) ? [] : [{ type: 'blockquote', content: [paragraph(words)] }];

export const bullets = (items: readonly Words[]): Node[] => list('bulletList', items);
export const numbered = (items: readonly Words[]): Node[] => list('orderedList', items);

/** `**Name** value` lines; a blank value drops its line. */
export function facts(entries: readonly (readonly [name: string, value: Words | undefined])[]): Node[] {
  const lines = entries.map(([name, value = '']) => {
    const said = typeof value === 'string' ? text(value, [], LONGEST_FACT) : value;
    return said.length === 0 ? [] : [...strong(name), ...SPACE, ...said];
  });
  return bullets(lines);
}

/** A heading over people's words; nothing when there are none. */
export const section = (title: string, words: string | undefined): Node[] =>
  isBlank(words) ? [] : [heading(title), paragraph(words)];

const SPACE: readonly Node[] = [{ type: 'text', text: ': ' }];

function list(type: string, items: readonly Words[]): Node[] {
  const content = items
    .map(nodes)
    .filter((words) => words.length > 0)
    .map((words) => ({ type: 'listItem', content: [{ type: 'paragraph', content: words }] }));
  return content.length === 0 ? [] : [{ type, content }];
}

const nodes = (words: Words): Node[] => (typeof words === 'string' ? text(words) : [...words]);

const isBlank = (words: string | undefined): words is undefined => clean(words ?? '').trim() === '';
