import { FINDING_TITLES } from '../../domain/findings/types.ts';
import type { Counts, Report } from '../../domain/report/types.ts';
import { countWords, partOf, quickWords, repeatWords, shareWords, spreadWords } from '../../domain/report/words.ts';
import type { Names } from '../../domain/telling.ts';

/** The report for a terminal. `days` names the period: `2026-07-01 to 2026-09-30`. */
export function reportText(report: Report, days: string, names: Names): string {
  const { reviews, repeats, pairs, findings, verdicts } = report;
  return [
    `Emergency changes, ${days} (UTC): ${countWords(report)}`,
    ...(report.declared === 0
      ? []
      : [
          ...report.trend.map(({ label, declared, unapproved }) => row(label, declared, unapprovedWords(unapproved))),
          '',
          fact('Share of deployments', shareWords(report)),
          fact('Time to authorize', spreadWords(report.toAuthorize)),
          fact('Time to review', spreadWords(report.toReview)),
          fact('Reviews on time', partOf(reviews.onTime, reviews.due)),
          fact('Approvals', quickWords(report)),
          fact('Without approval', `${report.proceeded} went ahead`),
          ...counts('Timing', verdicts.map(({ verdict, times }) => ({ name: verdict, times })).filter(isThere)),
          ...counts('By system', report.systems),
          ...counts('By kind', report.kinds),
          ...counts('By criterion', report.criteria),
          ...counts('By team', report.teams),
          ...counts(
            'Findings (open)',
            findings.map(({ code, times, open }) => ({ name: `${FINDING_TITLES[code]} (${open})`, times })),
          ),
          ...list(
            'Same pairs',
            pairs.map(
              (pair) =>
                `${names.person(pair.requester)} asked and ${names.person(pair.approver)} approved ${pair.times} times`,
            ),
          ),
          ...list('Worth a look', repeats.map(repeatWords)),
        ]),
  ].join('\n');
}

const isThere = ({ times }: { times: number }): boolean => times > 0;
const fact = (name: string, words: string): string => `${name.padEnd(22)}${words}`;
const row = (name: string, times: number, more = ''): string => `  ${String(times).padStart(4)}  ${name}${more}`;
const unapprovedWords = (unapproved: number): string =>
  unapproved === 0 ? '' : `, ${unapproved} out without an approval before`;
const counts = (title: string, all: Counts): string[] =>
  all.length === 0 ? [] : ['', title, ...all.map(({ name, times }) => row(name, times))];
const list = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
