import type { Fault } from '../../app/readiness/report.ts';
import type { Message } from '../blocks.ts';
import { context, section } from '../blocks.ts';
import { saidInLine } from '../text.ts';
import { dayWords } from './digest.ts';

/** A message holds 50 blocks at most, and more than this nobody reads: the rest is counted. */
const SHOWN = 20;

/** What would keep an emergency change from going its way: each with what to do about it. */
export function readinessMessage(date: string, faults: readonly Fault[]): Message {
  const things = faults.length === 1 ? '1 thing' : `${faults.length} things`;
  const title = `Not ready for an emergency: ${things} to mend`;
  const more = faults.length - SHOWN;
  return {
    text: `:warning: ${title}. ${faults.slice(0, 3).map(where).join(', ')}`,
    blocks: [
      section(`:warning: *${title}*  ${dayWords(date)}`),
      ...faults.slice(0, SHOWN).map((fault) => section(faultWords(fault))),
      context(`${more > 0 ? `and ${more} more · ` : ''}Checked daily, and at any time with \`breakglass readiness\``),
    ],
  };
}

const where = (fault: Fault): string => saidInLine(fault.where, 100);

const faultWords = (fault: Fault): string =>
  `*${where(fault)}*: ${saidInLine(fault.what, 400)}\n${saidInLine(sentence(fault.fix), 400)}`;

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
