import { lasting } from '../lasting.ts';
import type { Report, Spread } from './types.ts';

// What a report says in the terminal, in Slack and on its page.

const FIRST_TEN = 'First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth'.split(' ');
const SUFFIX: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' };

/** `Third time for payments: fix the normal path.` */
export const repeatWords = ({ name, times }: { name: string; times: number }): string =>
  `${FIRST_TEN[times - 1] ?? ordinal(times)} time for ${name}: fix the normal path.`;

/** `11th`, `21st`. */
const ordinal = (times: number): string =>
  `${times}${SUFFIX[new Intl.PluralRules('en', { type: 'ordinal' }).select(times)] ?? 'th'}`;

/** `7 emergency changes (9 in the time before)`. */
export const countWords = ({ declared, before }: Report): string =>
  `${declared} emergency ${declared === 1 ? 'change' : 'changes'} (${before} in the time before)`;

/** `median 4 min, p90 3 h, of 7`. */
export function spreadWords({ count, median, p90 }: Spread): string {
  if (median === undefined || p90 === undefined) return 'never';
  return `median ${lasting(median)}, p90 ${lasting(p90)}, of ${count}`;
}

export const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;

/** `71 % (5 of 7)`. */
export const partOf = (part: number, all: number): string =>
  all === 0 ? 'none was due' : `${percent(part / all)} (${part} of ${all})`;

export function shareWords({ deployments: { emergency, total, share } }: Report): string {
  const known = `${emergency} ${emergency === 1 ? 'deployment' : 'deployments'}`;
  return share === undefined ? `${known}; the total is not known` : `${known} of ${total}: ${percent(share)}`;
}

export const quickWords = ({ approvals, thresholds }: Report): string =>
  approvals.given === 0
    ? 'nobody approved anything'
    : `${approvals.quick} of ${approvals.given} in less than ${lasting(thresholds.readTime)}`;
