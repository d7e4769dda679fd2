import type { Kept } from './kept.ts';
import type { Summary } from './run.ts';
import { MEANING, setAsideWords, time, whatWentOut, whyUnseen } from './words.ts';

const SHOWN = 50;

/** For a terminal: the counts, then what somebody has to look at. */
export function reconciliationText(summary: Summary, kept: Kept): string {
  return [...head(summary), ...deviations(summary, kept), ...unreadable(summary, kept), ...unseen(summary)].join('\n');
}

function head(summary: Summary): string[] {
  const { rows, from, to, counts } = summary;
  const span = from === undefined || to === undefined ? '' : `, ${time(from)} to ${time(to)}`;
  const aside = setAsideWords(summary);
  return [
    `${rows.toLocaleString('en')} rows${span}`,
    ...Object.entries(counts).map(([kind, count]) => `${count.toLocaleString('en').padStart(9)}  ${kind}`),
    ...(aside ? [`Left out: ${aside}.`] : []),
  ];
}

function deviations({ counts }: Summary, { deviations: byKind }: Kept): string[] {
  return [...byKind].flatMap(([kind, judgements]) =>
    judgements.length === 0
      ? []
      : [
          '',
          `${kind}: ${MEANING[kind]}`,
          ...judgements
            .slice(0, SHOWN)
            .map((one) => `  line ${one.row.line}  ${time(one.row.deployedAt)}  ${whatWentOut(one)}: ${one.why}`),
          ...more(counts[kind]),
        ],
  );
}

function unreadable({ unreadable: count }: Summary, kept: Kept): string[] {
  if (count === 0) return [];
  const lines = kept.unreadable.slice(0, SHOWN).map(({ line, why }) => `  line ${line}: ${why}`);
  return [
    '',
    `${count.toLocaleString('en')} rows could not be read, so nothing is known of them`,
    ...lines,
    ...more(count),
  ];
}

function unseen({ unseen: changes }: Summary): string[] {
  if (changes.length === 0) return [];
  const lines = changes.slice(0, SHOWN).map((change) => `  ${whyUnseen(change)}`);
  return ['', `Changes without a row: ${changes.length.toLocaleString('en')}`, ...lines, ...more(changes.length)];
}

const more = (count: number): string[] =>
  count > SHOWN ? [`  and ${(count - SHOWN).toLocaleString('en')} more: --format json has them all`] : [];
