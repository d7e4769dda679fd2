import type { Field, Mapping, RawRow } from './fields.ts';
import { FIELD_NAMES, FIELDS, plainName } from './fields.ts';

type Json = Readonly<Record<string, unknown>>;
type Shape = (record: Json) => Omit<RawRow, 'line'>;

/**
 * One JSON record as a row. GitHub's deployments and cloud consoles' audit events are known by their fields; everything
 * else is read by name. What `mapping` says goes before all of it.
 */
export function rowOfJson(record: unknown, line: number, mapping: Mapping): RawRow {
  if (typeof record !== 'object' || record === null) return { line };
  const json = record as Json;
  const shape = isConsoleEvent(json) ? consoleEvent : isGitHubDeployment(json) ? gitHubDeployment : byName;
  return { line, ...shape(json), ...mapped(json, mapping) };
}

const isGitHubDeployment = (json: Json): boolean => 'sha' in json && 'environment' in json && 'created_at' in json;

/** The answer of GitHub's `GET /repos/{owner}/{repo}/deployments`. The change is what the deployment's payload names. */
const gitHubDeployment: Shape = (json) => ({
  system: text(json.repository_url)?.split('/').at(-1) ?? text(at(json, 'repository.name')),
  version: text(json.sha),
  deployed_at: text(json.created_at),
  deployer: text(at(json, 'creator.login')),
  environment: text(json.environment),
  reference: text(at(json, 'payload.change')) ?? text(at(json, 'payload.change_id')),
  url: text(json.url),
});

const isConsoleEvent = (json: Json): boolean => 'eventTime' in json && 'eventName' in json;

/** Where the name of what was changed usually stands. */
const TARGETS = [
  'resources.0.ARN',
  'requestParameters.functionName',
  'requestParameters.dBInstanceIdentifier',
  'requestParameters.service',
  'requestParameters.stackName',
  'requestParameters.bucketName',
  'requestParameters.roleName',
  'requestParameters.name',
  'eventSource',
];

/** An event of AWS CloudTrail's shape. Reading changes nothing, and what was refused did not happen. */
const consoleEvent: Shape = (json) => ({
  readOnly: json.readOnly === true || json.readOnly === 'true',
  system: TARGETS.map((path) => text(at(json, path))).find((name) => name !== undefined),
  deployed_at: text(json.eventTime),
  deployer: text(at(json, 'userIdentity.userName')) ?? text(at(json, 'userIdentity.arn')),
  outcome: json.errorCode === undefined ? undefined : 'refused',
  url: text(json.eventID),
});

/** Under any of the usual names, however they are written. */
const byName: Shape = (json) => {
  const plain = new Map(Object.entries(json).map(([name, value]) => [plainName(name), value]));
  const row: Partial<Record<Field, string>> = {};
  for (const field of FIELD_NAMES) {
    const value = FIELDS[field].map((name) => text(plain.get(name))).find((known) => known !== undefined);
    if (value !== undefined) row[field] = value;
  }
  return row;
};

function mapped(json: Json, mapping: Mapping): Partial<Record<Field, string>> {
  return Object.fromEntries(Object.entries(mapping).map(([field, path]) => [field, text(at(json, path))]));
}

function at(json: Json, path: string): unknown {
  let value: unknown = json;
  for (const step of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Json)[step];
  }
  return value;
}

function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
