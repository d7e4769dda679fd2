import { type Token, tokenize } from './jql-tokens.ts';
import { badRequest, refuse } from './refusals.ts';

/** `field = value`, `field in (values)` and their opposites; `updated >= value`. */
export interface Clause {
  readonly kind: 'clause';
  readonly field: string;
  readonly negated: boolean;
  readonly values: readonly string[];
}

export type Expression =
  | Clause
  | { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'not'; readonly inner: Expression };

export interface Query {
  readonly where: Expression;
  readonly orderBy: { readonly field: string; readonly descending: boolean } | undefined;
}

/**
 * The part of JQL the stand-in speaks: project, key, labels, status, statusCategory, issuetype, assignee with
 * `=`, `!=`, `in`, `not in`; updated with `>=` and so many minutes, hours, days or weeks ago; AND, OR, NOT, brackets; ORDER BY created, updated or key.
 * https://support.atlassian.com/jira-software-cloud/docs/use-advanced-search-with-jira-query-language-jql/
 * The rest of JQL is refused with 501, so that nobody takes silence for an answer.
 */
export function parseJql(jql: string): Query {
  const tokens = tokenize(jql);
  const orderAt = tokens.findIndex(({ text, quoted }) => !quoted && text.toLowerCase() === 'order');
  const parser = new Parser(orderAt === -1 ? tokens : tokens.slice(0, orderAt));
  // https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/#api-rest-api-3-search-jql-post
  if (parser.isEmpty()) {
    throw badRequest('Unbounded JQL queries are not allowed here. Please add a search restriction to your query.');
  }
  const where = parser.either();
  parser.end();
  return { where, orderBy: orderAt === -1 ? undefined : parseOrder(tokens.slice(orderAt)) };
}

/** Each clause of the expression. */
export function clausesOf(expression: Expression): readonly Clause[] {
  switch (expression.kind) {
    case 'clause':
      return [expression];
    case 'not':
      return clausesOf(expression.inner);
    default:
      return [...clausesOf(expression.left), ...clausesOf(expression.right)];
  }
}

export function matches(expression: Expression, test: (clause: Clause) => boolean): boolean {
  switch (expression.kind) {
    case 'clause':
      return test(expression) !== expression.negated;
    case 'not':
      return !matches(expression.inner, test);
    case 'and':
      return matches(expression.left, test) && matches(expression.right, test);
    case 'or':
      return matches(expression.left, test) || matches(expression.right, test);
  }
}

export const notSpoken = (what: string): Error => refuse(501, [`The sandbox does not speak this part of JQL: ${what}`]);

class Parser {
  private at = 0;
  private readonly tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  isEmpty(): boolean {
    return this.tokens.length === 0;
  }

  end(): void {
    const left = this.tokens[this.at];
    if (left) throw badRequest(`Error in the JQL Query: Expecting either 'OR' or 'AND' but got '${left.text}'.`);
  }

  either(): Expression {
    const left = this.both();
    return this.skip('or') ? { kind: 'or', left, right: this.either() } : left;
  }

  private both(): Expression {
    const left = this.one();
    return this.skip('and') ? { kind: 'and', left, right: this.both() } : left;
  }

  private one(): Expression {
    if (this.skip('not') || this.skip('!')) return { kind: 'not', inner: this.one() };
    if (!this.skip('(')) return this.clause();
    const inner = this.either();
    this.expect(')');
    return inner;
  }

  private clause(): Clause {
    const field = this.next('a field name').text;
    const operator = this.next("one of '=', '!=', 'IN', 'NOT IN'").text.toLowerCase();
    if (operator === '=' || operator === '!=') {
      return { kind: 'clause', field, negated: operator === '!=', values: [this.value()] };
    }
    if (operator === '>=' && field.toLowerCase() === 'updated') {
      return { kind: 'clause', field, negated: false, values: [this.value()] };
    }
    const negated = operator === 'not';
    if (negated) this.expect('in');
    else if (operator !== 'in') throw unknownOperator(operator);
    return { kind: 'clause', field, negated, values: this.list() };
  }

  private list(): readonly string[] {
    this.expect('(');
    const values = [this.value()];
    while (this.skip(',')) values.push(this.value());
    this.expect(')');
    return values;
  }

  private value(): string {
    const { text, quoted } = this.next('either a value, list or function');
    if (!quoted && this.tokens[this.at]?.text === '(') throw notSpoken(`${text}()`);
    return text;
  }

  private skip(word: string): boolean {
    const token = this.tokens[this.at];
    const found = token !== undefined && !token.quoted && token.text.toLowerCase() === word;
    if (found) this.at += 1;
    return found;
  }

  private expect(word: string): void {
    if (this.skip(word)) return;
    const got = this.tokens[this.at]?.text;
    throw badRequest(
      got === undefined
        ? `Error in the JQL Query: Expecting '${word}' before the end of the query.`
        : `Error in the JQL Query: Expecting '${word}' but got '${got}'.`,
    );
  }

  private next(wanted: string): Token {
    const token = this.tokens[this.at];
    if (!token) throw badRequest(`Error in the JQL Query: Expecting ${wanted} but got the end of the query.`);
    this.at += 1;
    return token;
  }
}

function unknownOperator(operator: string): Error {
  return ['~', '!~', '<', '>', '<=', '>=', 'is', 'was', 'changed'].includes(operator)
    ? notSpoken(`the operator '${operator}'`)
    : badRequest(
        `Error in the JQL Query: Expecting operator but got '${operator}'. The valid operators are '=', '!=', '<', '>', '<=', '>=', '~', '!~', 'IN', 'NOT IN', 'IS' and 'IS NOT'.`,
      );
}

function parseOrder(tokens: readonly Token[]): Query['orderBy'] {
  const [, by, field, direction = { text: 'asc' }, ...more] = tokens;
  const order = direction.text.toLowerCase();
  if (by?.text.toLowerCase() !== 'by' || !field) {
    throw badRequest("Error in the JQL Query: Expecting 'by' and a field name after 'order'.");
  }
  if (more.length > 0) throw notSpoken('ORDER BY more than one field');
  if (order !== 'asc' && order !== 'desc') {
    throw badRequest(`Error in the JQL Query: Expecting either 'ASC' or 'DESC' but got '${direction.text}'.`);
  }
  return { field: field.text.toLowerCase(), descending: order === 'desc' };
}
