import type { NotAuditor } from '../../app/auditors.ts';
import { isAuditor } from '../../app/auditors.ts';
import type { Period } from '../../domain/period.ts';
import { dayOf, periodOf, periodText, readPeriod } from '../../domain/period.ts';
import type { SlackDeps } from '../deps.ts';
import { inSlack } from '../deps.ts';
import { groupNames } from '../scene.ts';
import { dateTime } from '../text.ts';
import { problemMessage } from '../views/answers.ts';
import type { Commanded, Run } from './command.ts';
import { answer } from './command.ts';

// What the policy's auditors can ask for. Who asks is looked up each time.

export const evidence: Run = async (args, commanded, deps) => {
  const period = readPeriod(args);
  if (!period.ok) return answer(commanded, problemMessage(period.error));
  if (!(await mayHaveIt(commanded, deps))) return;
  await deps.evidence.send(commanded.command.user_id, period.value);
  deps.wake();
  const words = `The evidence from ${periodText(period.value).replace('..', ' to ')} (UTC) is being put together. It comes to you as a file in a direct message; that you asked for it is on record.`;
  await answer(commanded, { text: words, blocks: [] });
};

export const auditorLink: Run = async (args, commanded, deps) => {
  const { command } = commanded;
  const period = args === '' ? { ok: true as const, value: lastYear(deps.now()) } : readPeriod(args);
  if (!period.ok) return answer(commanded, problemMessage(period.error));
  if (!(await mayHaveIt(commanded, deps))) return;
  const { url, expiresAt, isReachable } = await deps.evidence.link(period.value, inSlack(command.user_id).author);
  const days = periodText(period.value).replace('..', ' to ');
  const near = isReachable
    ? ''
    : ' It works only on the machine that Breakglass runs on: set PUBLIC_URL to change that.';
  const text = `Your link into the auditor's room, ${days}: <${url}|open it>. It is good until ${dateTime(expiresAt)} and yours alone: each page that is opened with it is recorded under your name.${near}`;
  await answer(commanded, { text, blocks: [] });
};

const DAY = 24 * 60 * 60_000;

/** What a yearly audit looks at, today included. */
function lastYear(now: number): Period {
  const period = periodOf(dayOf(now - 364 * DAY), dayOf(now));
  if (!period.ok) throw new Error(period.error);
  return period.value;
}

async function mayHaveIt(commanded: Commanded, deps: SlackDeps): Promise<boolean> {
  const { policy } = deps.scene();
  const answered = await isAuditor(commanded.command.user_id, { ...deps, policy });
  if (!answered.ok) await answer(commanded, problemMessage(refusal(answered.error, deps)));
  return answered.ok;
}

function refusal(code: NotAuditor, { scene }: SlackDeps): string {
  const { auditors } = scene().policy.evidence;
  const who = auditors === undefined ? '' : groupNames(scene(), [auditors]);
  switch (code) {
    case 'nobody-is':
      return 'The policy names no auditors, so nobody gets evidence here. Whoever keeps policy.yaml can name a group under evidence.auditors.';
    case 'not-a-member':
      return `Evidence is handed to ${who} only. Ask one of them, or whoever runs Breakglass for \`breakglass evidence\`.`;
    case 'no-standing':
      return 'Guests, apps and people of other workspaces get no evidence here. Ask whoever runs Breakglass for a link.';
    case 'unreachable':
      return `It could not be looked up whether you belong to ${who}, and in doubt the answer is no. Please try again in a moment.`;
  }
}
