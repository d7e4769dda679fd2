import { isObject } from '../json.ts';

/**
 * Atlassian Document Format: which nodes may stand where.
 * https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/ and the page of each node below it.
 */
interface Node {
  readonly type: string;
  readonly content?: readonly Node[];
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly marks?: readonly Node[];
  readonly text?: string;
}

interface Rule {
  /** Types of the children; absent: a leaf. */
  readonly children?: readonly string[];
  /** At least one child. */
  readonly filled?: boolean;
  readonly attrs?: (attrs: Readonly<Record<string, unknown>>) => boolean;
}

const INLINE = ['text', 'hardBreak', 'mention', 'emoji', 'inlineCard', 'date', 'status'];
const LISTS = ['bulletList', 'orderedList'];
const MEDIA = ['mediaSingle', 'mediaGroup'];
const IN_QUOTE = ['paragraph', ...LISTS, 'codeBlock', ...MEDIA];
const IN_PANEL = ['paragraph', 'heading', ...LISTS, 'codeBlock', 'rule', 'taskList', 'decisionList', ...MEDIA];
const IN_CELL = [...IN_PANEL, 'blockquote', 'panel', 'expand', 'nestedExpand', 'blockCard'];
const TOP = [...IN_CELL.filter((type) => type !== 'nestedExpand'), 'table', 'embedCard'];

const RULES: Readonly<Record<string, Rule>> = {
  doc: { children: TOP },
  paragraph: { children: INLINE },
  heading: { children: INLINE, attrs: ({ level }) => isWhole(level) && level >= 1 && level <= 6 },
  bulletList: { children: ['listItem'], filled: true },
  orderedList: { children: ['listItem'], filled: true },
  listItem: { children: ['paragraph', ...LISTS, 'codeBlock', 'mediaSingle', 'taskList'], filled: true },
  blockquote: { children: IN_QUOTE, filled: true },
  codeBlock: { children: ['text'] },
  panel: {
    children: IN_PANEL,
    filled: true,
    attrs: ({ panelType }) => oneOf(panelType, ['info', 'note', 'tip', 'warning', 'error', 'success', 'custom']),
  },
  expand: { children: IN_CELL, filled: true },
  nestedExpand: { children: IN_PANEL, filled: true },
  table: { children: ['tableRow'], filled: true },
  tableRow: { children: ['tableCell', 'tableHeader'] },
  tableCell: { children: IN_CELL, filled: true },
  tableHeader: { children: IN_CELL, filled: true },
  taskList: { children: ['taskItem', 'taskList'], filled: true, attrs: ({ localId }) => isText(localId) },
  taskItem: { children: INLINE, attrs: ({ localId, state }) => isText(localId) && oneOf(state, ['TODO', 'DONE']) },
  decisionList: { children: ['decisionItem'], filled: true, attrs: ({ localId }) => isText(localId) },
  decisionItem: { children: INLINE, attrs: ({ localId, state }) => isText(localId) && isText(state) },
  mediaSingle: { children: ['media', 'caption'], filled: true },
  mediaGroup: { children: ['media'], filled: true },
  media: { attrs: ({ type }) => oneOf(type, ['file', 'link', 'external']) },
  caption: { children: INLINE },
  rule: {},
  text: {},
  hardBreak: {},
  mention: { attrs: ({ id }) => isText(id) },
  emoji: { attrs: ({ shortName }) => isText(shortName) },
  inlineCard: { attrs: ({ url, data }) => isText(url) || isObject(data) },
  blockCard: { attrs: ({ url, data }) => isText(url) || isObject(data) },
  embedCard: { attrs: ({ url }) => isText(url) },
  date: { attrs: ({ timestamp }) => isText(timestamp) },
  status: {
    attrs: ({ text, color }) => isText(text) && oneOf(color, ['neutral', 'purple', 'blue', 'red', 'yellow', 'green']),
  },
};

const MARKS: Readonly<Record<string, (attrs: Readonly<Record<string, unknown>>) => boolean>> = {
  strong: () => true,
  em: () => true,
  strike: () => true,
  underline: () => true,
  code: () => true,
  link: ({ href }) => isText(href),
  subsup: ({ type }) => oneOf(type, ['sub', 'sup']),
  textColor: ({ color }) => isText(color) && /^#[0-9a-fA-F]{6}$/.test(color),
  backgroundColor: ({ color }) => isText(color) && /^#[0-9a-fA-F]{6}$/.test(color),
};

const KEYS = ['type', 'content', 'attrs', 'marks', 'text', 'version'];

/** Claims to be a document: what Jira tells apart from any other value before it looks inside. */
export function isDocument(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObject(value) && value.type === 'doc' && Array.isArray(value.content);
}

/** Jira says no more than `INVALID_INPUT` about a document; neither does this. */
export function isValidDocument(value: unknown): boolean {
  return isDocument(value) && value.version === 1 && isValidNode(value);
}

/** The words of a document, a line for each block: for the page, and for the old format that webhooks carry. */
export function plainText(node: unknown): string {
  return isNode(node) ? write(node).trim() : '';
}

function isValidNode(value: unknown): boolean {
  if (!isNode(value)) return false;
  const rule = RULES[value.type];
  if (!rule || Object.keys(value).some((key) => !KEYS.includes(key))) return false;
  if (rule.attrs && !rule.attrs(value.attrs ?? {})) return false;
  return value.type === 'text' ? isValidText(value) : hasValidChildren(value, rule);
}

function hasValidChildren({ type, content, text }: Node, { children, filled }: Rule): boolean {
  if (text !== undefined) return false;
  if (!children) return content === undefined;
  const nodes = content ?? [];
  if (filled && nodes.length === 0) return false;
  return nodes.every(
    (child) => children.includes(child.type) && isValidNode(child) && (type !== 'codeBlock' || !child.marks?.length),
  );
}

/** No empty text: https://jira.atlassian.com/browse/JRACLOUD-79318. Code stands with a link at most. */
function isValidText({ text, content, marks = [] }: Node): boolean {
  const types = marks.map((mark) => mark.type);
  const codeIsAlone = !types.includes('code') || types.every((type) => type === 'code' || type === 'link');
  return isText(text) && content === undefined && codeIsAlone && marks.every((mark) => isValidMark(mark));
}

function isValidMark({ type, attrs }: Node): boolean {
  return MARKS[type]?.(attrs ?? {}) ?? false;
}

function isNode(value: unknown): value is Node {
  if (!isObject(value) || typeof value.type !== 'string') return false;
  const listed = (nodes: unknown): boolean => nodes === undefined || (Array.isArray(nodes) && nodes.every(isNode));
  return listed(value.content) && listed(value.marks) && (value.attrs === undefined || isObject(value.attrs));
}

function write({ type, text, attrs = {}, content = [] }: Node): string {
  const inner = content.map(write).join('');
  switch (type) {
    case 'text':
      return text ?? '';
    case 'hardBreak':
      return '\n';
    case 'mention':
    case 'status':
      return String(attrs.text ?? '');
    case 'emoji':
      return String(attrs.text ?? attrs.shortName ?? '');
    case 'inlineCard':
    case 'blockCard':
      return String(attrs.url ?? '');
    case 'date':
      return new Date(Number(attrs.timestamp)).toISOString().slice(0, 10);
    case 'listItem':
      return `- ${inner}`;
    case 'taskItem':
      return `[${attrs.state === 'DONE' ? 'x' : ' '}] ${inner}\n`;
    case 'tableCell':
    case 'tableHeader':
      return `${inner.trim()}\t`;
    case 'paragraph':
    case 'heading':
    case 'codeBlock':
    case 'tableRow':
      return `${inner.trimEnd()}\n`;
    default:
      return inner;
  }
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isWhole = (value: unknown): value is number => Number.isInteger(value);
const oneOf = (value: unknown, allowed: readonly string[]): boolean =>
  typeof value === 'string' && allowed.includes(value);
