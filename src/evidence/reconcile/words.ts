import type { KnownChange } from '../../domain/reconcile/known.ts';
import type { Judgement, RowClass } from '../../domain/reconcile/types.ts';
import { utc } from '../../domain/telling.ts';
import type { Summary } from './run.ts';

/** What each class means, and what to do about it. */
export const MEANING: Readonly<Record<RowClass, string>> = {
  matched: 'an emergency change covers it, approved before it went out',
  normal: 'the log names a normal change',
  undeclared: 'no change covers it: declare it now, or link the normal change',
  'approved after': 'its change was not approved when it went out: keep the explanation with the change',
  'different commit': 'its change was approved for something else: extend the change, or declare this one',
  'unknown system': 'the policy does not know the system: add it, or an alias, under systems',
  inconclusive: 'the record cannot tell: somebody has to look at both',
};

export const time = (instant: number): string => new Date(instant).toISOString().replace(/\.\d{3}Z$/, 'Z');

/** A whole hash is cut to what people compare. */
export const brief = (version: string | undefined): string | undefined =>
  version !== undefined && /^[0-9a-f]{13,}$/i.test(version) ? version.slice(0, 12) : version;

/** `payments 9f3c1de0a4b5 by ana`. */
export const whatWentOut = ({ row: { system, version, deployer } }: Judgement): string =>
  [system, brief(version), deployer && `by ${deployer}`].filter(Boolean).join(' ');

export function whyUnseen({ id, deployments }: KnownChange): string {
  const last = deployments.at(-1);
  return last
    ? `${id} says that it was deployed at ${utc(last.at)}: the log has no such row`
    : `${id} has no deployment, neither in the record nor in the log`;
}

/** What was not held against the record, in words; empty when nothing was. */
export function setAsideWords({ setAside }: Summary): string {
  const parts = Object.entries(setAside).filter(([, count]) => count > 0);
  return parts.map(([why, count]) => `${count.toLocaleString('en')} ${why}`).join(', ');
}
