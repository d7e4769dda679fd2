import type { Issue, Json } from './contract.ts';
import type { Wire } from './wire.ts';

/** A list as jira.js sends it: an array in a body, joined with commas in a query. */
export function toNames(value: unknown, fallback: readonly string[]): readonly string[] {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' && value !== '' ? value.split(',').map((name) => name.trim()) : fallback;
}

/**
 * `*all`, `*navigable`, names, and `-name` to leave one out. A field that is not there is left out without a word.
 * https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-get
 */
export function readIssue(wire: Wire, issue: Issue, wanted: readonly string[], properties: readonly string[]): Json {
  const all = wire.fields(issue);
  const everything = wanted.every((name) => name.startsWith('-')) || wanted.some((name) => name.startsWith('*'));
  const names = Object.keys(all).filter(
    (name) => (everything || wanted.includes(name)) && !wanted.includes(`-${name}`),
  );
  return {
    id: issue.id,
    ...(wanted.length === 1 && wanted[0] === 'id' ? {} : head(wire, issue)),
    ...(names.length > 0 ? { fields: pick(all, names) } : {}),
    ...(properties.length > 0 ? { properties: pick(issue.properties, named(issue, properties)) } : {}),
  };
}

function head(wire: Wire, { id, key }: Issue): Json {
  return { key, self: wire.self(`issue/${id}`), expand: 'renderedFields,names,schema,operations,editmeta,changelog' };
}

function named({ properties }: Issue, wanted: readonly string[]): readonly string[] {
  return wanted.includes('*all') ? Object.keys(properties) : wanted.filter((key) => key in properties);
}

const pick = (from: Json, names: readonly string[]): Json =>
  Object.fromEntries(names.map((name) => [name, from[name]]));
