import type { Pictures } from '../app/outside-ports.ts';
import { barChart, inWords, lineChart } from '../charts/charts.ts';
import { pngOf } from '../charts/png.ts';
import type { Week } from '../domain/digest.ts';
import { weekName } from '../domain/digest.ts';

/** Charts for Slack: a picture, and the same in words for whoever does not see it. */
export function chartPictures(): Pictures {
  return {
    months: async ({ months }) => {
      const data = {
        labels: months.map(({ month }) => monthName(month)),
        series: [
          { name: 'declared', values: months.map(({ declared }) => declared) },
          { name: 'of them reviewed late', values: months.map(({ late }) => late) },
        ],
      };
      const title = `Emergency changes by month, ${months.length} months`;
      const svg = lineChart({ id: 'months', title, theme: 'light', width: 640, height: 220, ...data });
      return { name: 'months.png', title, alt: `${title}. ${inWords(data)}`, bytes: await pngOf(svg) };
    },
    trend: async (weeks) => {
      const data = {
        labels: weeks.map(weekName),
        series: [
          { name: 'review on time', values: valuesOf(weeks, 'onTime') },
          { name: 'review late', values: valuesOf(weeks, 'late') },
          { name: 'no review due yet', values: valuesOf(weeks, 'open') },
        ],
      };
      const title = `Emergency changes by week, ${weeks.length} weeks`;
      const svg = barChart({ id: 'trend', title, theme: 'light', width: 640, height: 220, stacked: true, ...data });
      return { name: 'trend.png', title, alt: `${title}. ${inWords(data)}`, bytes: await pngOf(svg) };
    },
  };
}

const monthName = (month: string): string =>
  new Intl.DateTimeFormat('en-US', { month: 'short', timeZone: 'UTC' }).format(new Date(`${month}-01`));

const valuesOf = (weeks: readonly Week[], key: 'onTime' | 'late' | 'open'): readonly number[] =>
  weeks.map((week) => week[key]);
