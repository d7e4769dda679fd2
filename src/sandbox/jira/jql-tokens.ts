import { badRequest } from './refusals.ts';

export interface Token {
  readonly text: string;
  readonly quoted: boolean;
}

const WORD = /[A-Za-z0-9_:\-\u0080-\uffff]/;
/** https://support.atlassian.com/jira-software-cloud/docs/search-syntax-for-text-fields/ and the page above: reserved characters. */
const RESERVED = /[+.;?|*/%^$#@[\]{}\\&]/;

export function tokenize(jql: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < jql.length) {
    const rest = jql.slice(at);
    const space = /^\s+/.exec(rest);
    const quoted = /^"((?:[^"\\]|\\.)*)"|^'((?:[^'\\]|\\.)*)'/.exec(rest);
    const sign = /^(!=|!~|<=|>=|[=~<>(),!])/.exec(rest);
    const length = space?.[0].length ?? quoted?.[0].length ?? sign?.[0].length ?? wordLength(rest, at);
    if (quoted) tokens.push({ text: (quoted[1] ?? quoted[2] ?? '').replace(/\\(.)/g, '$1'), quoted: true });
    else if (!space) tokens.push({ text: rest.slice(0, length), quoted: false });
    at += length;
  }
  return tokens;
}

function wordLength(rest: string, at: number): number {
  let length = 0;
  while (length < rest.length && WORD.test(rest.charAt(length))) length += 1;
  const next = rest.charAt(length);
  if (RESERVED.test(next)) {
    throw badRequest(
      `Error in the JQL Query: The character '${next}' is a reserved JQL character. You must enclose it in a string ` +
        `or use the escape '\\u${next.charCodeAt(0).toString(16).padStart(4, '0')}' instead. (line 1, character ${at + length + 1})`,
    );
  }
  if (length === 0) {
    throw badRequest(
      `Error in the JQL Query: The quoted string '${rest.slice(1)}' has not been completed. (line 1, character ${at + 1})`,
    );
  }
  return length;
}
