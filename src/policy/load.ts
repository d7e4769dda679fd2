import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { Fault } from './references.ts';
import { referenceFaults } from './references.ts';
import type { PolicyFile } from './schema.ts';
import { policySchema } from './schema.ts';
import { warningsOf } from './warnings.ts';

export interface Policy extends PolicyFile {
  /** SHA-256 of the text, in hex: what each event names as the policy in force. */
  readonly hash: string;
  readonly text: string;
  /** A line each, like faults: it may stay as it is, and somebody should know. */
  readonly warnings: readonly string[];
}

/** Everything wrong with a policy at once, a line each: `policy.yaml:12:5: ...`. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
  readonly faults: readonly string[];
  constructor(file: string, faults: readonly string[]) {
    super(
      `${file} has ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
    );
    this.faults = faults;
  }
}

/** Reads and checks a policy file. @throws PolicyError */
export function loadPolicy(file: string): Policy {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PolicyError(file, [`it cannot be read (${reason}): set POLICY_FILE to your policy's path`]);
  }
  return parsePolicy(text, file);
}

/** @throws PolicyError with line numbers */
export function parsePolicy(text: string, file = 'policy.yaml'): Policy {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  if (document.errors.length > 0) {
    throw new PolicyError(
      file,
      document.errors.map((error) => `${at(error.pos[0])}: ${error.message}`),
    );
  }
  const parsed = policySchema.safeParse(document.toJS() ?? {}, { reportInput: true });
  const faults = parsed.success ? referenceFaults(parsed.data) : parsed.error.issues.map(readable);
  if (faults.length > 0 || !parsed.success) throw new PolicyError(file, faults.map(located));
  const warnings = warningsOf(parsed.data).map(located);
  return { ...parsed.data, text, warnings, hash: createHash('sha256').update(text).digest('hex') };

  function located({ path, message }: Fault): string {
    const keys = path.map(String);
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return `${at(node.range[0])}: ${keys.join('.')}: ${message}`;
    }
    return `${file}:1:1: ${keys.join('.')}: ${message}`;
  }
}

function readable(issue: {
  path: readonly PropertyKey[];
  message: string;
  code?: string;
  keys?: readonly string[];
  input?: unknown;
}): Fault {
  const missing = issue.code === 'invalid_type' && issue.input === undefined;
  if (missing) return { path: issue.path, message: 'is missing: add it (policy.yaml in the repository shows one)' };
  if (issue.code !== 'unrecognized_keys') return { path: issue.path, message: issue.message };
  const names = (issue.keys ?? []).map((key) => `"${key}"`).join(', ');
  return {
    path: [...issue.path, ...(issue.keys ?? []).slice(0, 1)],
    message: `unknown setting ${names}: remove it or check its spelling`,
  };
}
