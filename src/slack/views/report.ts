import type { KnownBlock } from '@slack/types';
import { FINDING_TITLES } from '../../domain/findings/types.ts';
import type { Counts, Report } from '../../domain/report/types.ts';
import { countWords, partOf, quickWords, repeatWords, shareWords, spreadWords } from '../../domain/report/words.ts';
import type { Message } from '../blocks.ts';
import { context, section } from '../blocks.ts';
import { mention, said, saidInLine } from '../text.ts';

/** Of each list. */
const SHOWN = 5;

/** How often the glass was broken, as one message. `days` names the period: `2026-07-01 to 2026-09-30`. */
export function reportMessage(report: Report, days: string): Message {
  const text = `Emergency changes, ${days}: ${countWords(report)}`;
  return {
    text,
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: `Emergency changes, ${days}` } },
      section(`*${countWords(report)}*${report.declared > 0 ? `\n${trendWords(report)}` : ''}`),
      ...(report.declared > 0 ? body(report) : []),
      context('Days are UTC; drills are not counted. `breakglass report` writes the whole of it, as a page too.'),
    ],
  };
}

function body(report: Report): KnownBlock[] {
  const { verdicts, systems, criteria, teams, findings, reviews } = report;
  const timing = verdicts.filter(({ times }) => times > 0).map(({ verdict, times }) => ({ name: verdict, times }));
  const raised = findings.map(({ code, times, open }) => ({
    name: `${FINDING_TITLES[code]}${open > 0 ? ` (${open} open)` : ''}`,
    times,
  }));
  const lines = [
    line('Timing', timing, timing.length),
    line('Systems', systems),
    line('Why', criteria),
    line('Teams', teams),
    line('Findings', raised, raised.length),
    `*To authorize*  ${spreadWords(report.toAuthorize)}`,
    `*To review*  ${spreadWords(report.toReview)}`,
    `*Reviews on time*  ${partOf(reviews.onTime, reviews.due)}`,
    `*Approvals*  ${quickWords(report)} · ${report.proceeded} went ahead without one`,
    `*Deployments*  ${shareWords(report)}`,
  ];
  return [section(lines.filter(Boolean).join('\n')), ...worthALook(report)];
}

const trendWords = ({ trend }: Report): string =>
  trend.map(({ label, declared }) => `${label}: ${declared}`).join(' · ');

function line(title: string, counts: Counts, shown = SHOWN): string {
  if (counts.length === 0) return '';
  const words = counts.slice(0, shown).map(({ name, times }) => `${saidInLine(name, 60)} ${times}`);
  const more = counts.length > shown ? `, ${counts.length - shown} more` : '';
  return `*${title}*  ${words.join(', ')}${more}`;
}

function worthALook({ repeats, pairs }: Report): KnownBlock[] {
  const lines = [
    ...repeats.slice(0, SHOWN).map((repeat) => said(repeatWords(repeat), 200)),
    ...pairs
      .slice(0, SHOWN)
      .map(
        ({ requester, approver, times }) =>
          `${mention(requester)} asked and ${mention(approver)} approved, ${times} times.`,
      ),
  ];
  return lines.length === 0 ? [] : [section(`:mag: *Worth a look*\n${lines.join('\n')}`)];
}
