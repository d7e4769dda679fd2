/** What is read of each record, and under which names logs usually have it. The first that is there counts. */
export const FIELDS = {
  system: ['system', 'service', 'application', 'app', 'component', 'repository', 'repo', 'project'],
  version: ['version', 'commit', 'sha', 'revision', 'release', 'tag', 'what'],
  deployed_at: ['deployed_at', 'finished_at', 'finished', 'completed_at', 'timestamp', 'time', 'date', 'created_at'],
  deployer: ['deployer', 'deployed_by', 'user', 'actor', 'who'],
  environment: ['environment', 'env', 'stage', 'where'],
  outcome: ['outcome', 'result', 'status', 'state', 'conclusion'],
  reference: ['change', 'change_id', 'change_ref', 'reference', 'ticket', 'cr'],
  url: ['url', 'link', 'run_url', 'html_url'],
} as const;
export type Field = keyof typeof FIELDS;
export const FIELD_NAMES = Object.keys(FIELDS) as Field[];

/** Where to find each field when the log calls it otherwise: `deployed_at=finished`. Dots lead into nested records. */
export type Mapping = Readonly<Partial<Record<Field, string>>>;

/** One record of a log, as far as anything is asked of it. */
export type RawRow = { readonly line: number; readonly readOnly?: boolean } & {
  readonly [field in Field]?: string | undefined;
};

/** @throws with words for people */
export function parseMapping(text: string | undefined): Mapping {
  const pairs = (text ?? '').split(',').filter((pair) => pair.trim() !== '');
  return Object.fromEntries(pairs.map(pairOf));
}

function pairOf(pair: string): [Field, string] {
  const [field, column] = pair.split('=').map((part) => part.trim());
  const known = FIELD_NAMES.find((name) => name === field);
  if (known && column) return [known, column];
  throw new Error(
    `--map takes pairs such as deployed_at=finished,system=service; “${pair.trim()}” is none. The fields are ${FIELD_NAMES.join(', ')}.`,
  );
}

/** `Deployed At`, `deployed-at` and `deployedAt` are one name. */
export const plainName = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^a-zA-Z0-9.]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase();
