import { asText } from '../json.ts';
import { normalTs, type Ts } from '../timestamps.ts';
import type { World } from '../world.ts';

/** A reply to a reply goes to the thread both are in: the page asks to "use its parent instead". */
export function threadOf(world: World, channel: string, given: unknown): { ts?: Ts; refused?: string } {
  if (given === undefined || given === '') return {};
  const ts = normalTs(asText(given));
  // https://github.com/jenkinsci/slack-plugin/issues/584, https://github.com/slackapi/bolt-js/issues/2307
  if (!ts) return { refused: 'invalid_thread_ts' };
  const parent = world.messages.find(channel, ts);
  return parent ? { ts: parent.threadTs ?? parent.ts } : { refused: 'thread_not_found' };
}
