import { composeReport } from '../../app/report.ts';
import type { Period } from '../../domain/period.ts';
import { dayOf, readPeriod } from '../../domain/period.ts';
import { problemMessage } from '../views/answers.ts';
import { reportMessage } from '../views/report.ts';
import type { Run } from './command.ts';
import { answer } from './command.ts';

/** Of this month so far when nothing is named. */
export const report: Run = async (args, commanded, deps) => {
  const now = deps.now();
  const period = readPeriod(args === '' ? dayOf(now).slice(0, 'YYYY-MM'.length) : args);
  if (!period.ok) return answer(commanded, problemMessage(period.error));
  const { policy } = deps.scene();
  const made = await composeReport({ ...deps, policy }, { ...period.value, asOf: now });
  await answer(commanded, reportMessage(made, daysOf(period.value)));
};

const daysOf = ({ firstDay, lastDay }: Period): string =>
  firstDay === lastDay ? firstDay : `${firstDay} to ${lastDay}`;
