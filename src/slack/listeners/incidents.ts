import type { AllMiddlewareArgs, SlackOptionsMiddlewareArgs } from '@slack/bolt';
import type { Incident } from '../../domain/change/types.ts';
import { option } from '../blocks.ts';
import type { SlackDeps } from '../deps.ts';

/** Slack waits three seconds for options. */
const PATIENCE = 2_000;

/** Open incidents that fit what was typed. A silent PagerDuty never blocks a declare: a number can be taken as typed. */
export const onIncidentSearch =
  ({ incidents, log }: SlackDeps) =>
  async ({ ack, options }: SlackOptionsMiddlewareArgs<'block_suggestion'> & AllMiddlewareArgs) => {
    const typed = options.value.trim();
    const found = await incidents?.search(typed, PATIENCE).catch((cause: unknown) => {
      log.warn({ err: cause }, 'PagerDuty did not answer the incident search');
      return undefined;
    });
    await ack({ options: found ? found.slice(0, 100).map(incidentOption) : asTyped(typed) });
  };

const incidentOption = ({ id, number, title }: Incident) => option(id, `#${number} ${title}`);

/** Resolved later, when PagerDuty answers again. */
function asTyped(typed: string) {
  const reference = /^(#?\d+|https?:\/\/\S+\/incidents\/\w+|[A-Z0-9]{6,40})$/.test(typed);
  return reference && typed.length <= 150 ? [option(typed, `Use ${typed} (PagerDuty does not answer)`)] : [];
}
