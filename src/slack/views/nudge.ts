import type { Change } from '../../domain/change/state.ts';
import { idText } from '../../domain/change/types.ts';
import { reviewClock } from '../../domain/review.ts';
import type { Message } from '../blocks.ts';
import { actions, button, section } from '../blocks.ts';
import { ACTION } from '../ids.ts';
import { dateTime, link, saidInLine } from '../text.ts';
import { toCard } from './to-card.ts';

/** The incident is over: what is left to do of the change. */
export function nudgeMessage(change: Change): Message {
  const { incident, deployments, key } = change;
  const name = `${idText(change.id)} (${saidInLine(change.details.summary, 100)})`;
  const over = incident ? link(incident.url, `PD #${incident.number}`) : 'The PagerDuty incident';
  const isDeployed = deployments.length > 0;
  const rest = isDeployed
    ? 'its review while you still know it: part of it is filled in from the record.'
    : 'one thing: record what was deployed, or “Not implemented” on the card if nothing went out. Then the review.';
  const text = `${over} is resolved. ${name} wants ${rest} It is due ${dateTime(reviewClock(change).target)}.`;
  const step = isDeployed
    ? button(ACTION.startReview, 'Write review', key, 'primary')
    : button(ACTION.recordDeployment, 'Record deployment', key, 'primary');
  return { text, blocks: [section(text), ...actions(step, ...toCard(change))] };
}
