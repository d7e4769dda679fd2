import type { Json } from '../contract.ts';
import { asText, isJson } from '../json.ts';

/** One objection, in Slack's words, and the place of it as a JSON pointer. */
export interface Problem {
  readonly message: string;
  readonly at: string;
}

export type Check = (value: unknown, at: string) => readonly Problem[];
export type Rule = (value: Json, at: string) => readonly Problem[];

export const fine: readonly Problem[] = [];

export const problem = (message: string, at: string): readonly Problem[] => [{ message, at }];

/** `[ERROR] must be less than 76 characters [json-pointer:/blocks/0/text/text]` */
export const inWords = ({ message, at }: Problem): string => `${message} [json-pointer:${at}]`;

/** Lengths are in characters, not in UTF-16 units. */
export const text =
  ({ min = 0, max = Number.POSITIVE_INFINITY }: { min?: number; max?: number } = {}): Check =>
  (value, at) => {
    if (typeof value !== 'string') return problem('must provide a string', at);
    const length = [...value].length;
    if (length < min) return problem(`must be more than ${min - 1} characters`, at);
    return length > max ? problem(`must be less than ${max + 1} characters`, at) : fine;
  };

export const pattern =
  (expression: RegExp, message: string): Check =>
  (value, at) =>
    typeof value === 'string' && expression.test(value) ? fine : problem(message, at);

export const flag: Check = (value, at) => (typeof value === 'boolean' ? fine : problem('must provide a boolean', at));

export const integer =
  (min = 0, max = Number.MAX_SAFE_INTEGER): Check =>
  (value, at) => {
    if (!Number.isInteger(value)) return problem('must provide a number', at);
    if (Number(value) < min) return problem(`must be greater than ${min - 1}`, at);
    return Number(value) > max ? problem(`must be less than ${max + 1}`, at) : fine;
  };

export const oneOf =
  (...allowed: readonly string[]): Check =>
  (value, at) =>
    allowed.includes(asText(value)) ? fine : problem(`must be one of: ${allowed.join(', ')}`, at);

export const list =
  (item: Check, { min = 0, max }: { min?: number; max: number }): Check =>
  (value, at) => {
    if (!Array.isArray(value)) return problem('must provide an array', at);
    if (value.length > max) return problem(`no more than ${max} items allowed`, at);
    if (value.length < min) return problem(`must provide at least ${min} items`, at);
    return value.flatMap((each, index) => item(each, `${at}/${index}`));
  };

type Fields = Readonly<Record<string, Check>>;

/** `type` is whatever `byType` dispatched on. */
export const object =
  (needed: Fields, allowed: Fields = {}, ...rules: readonly Rule[]): Check =>
  (value, at) => {
    if (!isJson(value)) return problem('must provide an object', at);
    const missing = Object.keys(needed).filter((name) => value[name] === undefined || value[name] === null);
    const fields = { type: anything, ...needed, ...allowed };
    const extra = Object.keys(value).filter((name) => !(name in fields));
    const present = Object.entries(fields).filter(([name]) => value[name] !== undefined && value[name] !== null);
    return [
      ...missing.flatMap((name) => problem(`missing required field: ${name}`, at)),
      ...extra.flatMap((name) => problem(`invalid additional property: ${name}`, at)),
      ...present.flatMap(([name, check]) => check(value[name], `${at}/${name}`)),
      ...rules.flatMap((rule) => rule(value, at)),
    ];
  };

export const anything: Check = () => fine;

export const byType =
  (checks: Fields): Check =>
  (value, at) => {
    if (!isJson(value)) return problem('must provide an object', at);
    if (value.type === undefined) return problem('missing required field: type', at);
    const check = Object.hasOwn(checks, asText(value.type)) ? checks[asText(value.type)] : undefined;
    return check ? check(value, at) : problem(`unsupported type: ${String(value.type)}`, `${at}/type`);
  };

/** Slack reports a text or option that does not fit once as a whole, then what is wrong in it. */
export const allSchemas =
  (check: Check): Check =>
  (value, at) => {
    const problems = check(value, at);
    return problems.length > 0 ? [...problem('failed to match all allowed schemas', at), ...problems] : fine;
  };
