import type { KnownBlock, ModalView } from '@slack/types';
import type { OpenRow } from '../../app/findings.ts';
import type { Change } from '../../domain/change/state.ts';
import { idText } from '../../domain/change/types.ts';
import { openFindings } from '../../domain/findings/findings.ts';
import type { Finding, FindingCode } from '../../domain/findings/types.ts';
import { FINDING_TITLES } from '../../domain/findings/types.ts';
import type { Message } from '../blocks.ts';
import { button, context, input, modal, notice, option, section, select, textBox } from '../blocks.ts';
import { ACTION, MODAL } from '../ids.ts';
import { dateTime, link, mention, mentions, plain, said, saidInLine } from '../text.ts';
import { headline } from './state-words.ts';

/** What the card says of its findings: how many are open and which, and who explained the others. */
export function findingsOnCard({ key, id }: Change, findings: readonly Finding[]): KnownBlock[] {
  const open = openFindings(findings);
  const explained = findings.filter(({ state }) => state === 'explained');
  const drill = id.sequence === 'DRILL' ? ' (it would be, were this no drill)' : '';
  return [
    ...(open.length > 0
      ? [
          {
            ...section(`:mag: *${counted(open.length)}*${drill}: ${open.map(({ title }) => title).join(', ')}`),
            accessory: button(ACTION.explain, 'Explain', key),
          },
        ]
      : []),
    ...(explained.length > 0 ? [context(`:mag: Explained: ${explained.map(explainedBy).join(', ')}`)] : []),
  ];
}

const counted = (findings: number): string => `${findings} ${findings === 1 ? 'finding' : 'findings'}`;

const explainedBy = ({ title, explanations }: Finding): string =>
  `${title} (${mentions([...new Set(explanations.map(({ by }) => by))])})`;

/** Each finding with its evidence, its rule and what clears it, for the one who asked. */
export function findingsMessage(change: Change, findings: readonly Finding[]): Message {
  const open = openFindings(findings).length;
  const text = `${idText(change.id)}: ${findings.length === 0 ? 'no finding' : `${counted(findings.length)}, ${open} open`}`;
  return {
    text,
    blocks: [
      {
        ...section(`${headline(change)}\n${findings.length === 0 ? 'Nothing an auditor would raise.' : text}`),
        ...(open > 0 ? { accessory: button(ACTION.explain, 'Explain', change.key) } : {}),
      },
      ...findings.flatMap((finding) => [section(findingWords(finding)), context(ruleWords(finding))]),
    ],
  };
}

const STATE = { open: ':red_circle:', explained: ':speech_balloon:', cleared: ':white_check_mark:' } as const;

function findingWords({ title, state, evidence, since, explanations }: Finding): string {
  const explained = explanations.map(
    ({ by, at, text }) => `\n>${mention(by)} ${dateTime(at)}: ${said(text, 500).replaceAll('\n', '\n>')}`,
  );
  return `${STATE[state]} *${title}* (${state}), since ${dateTime(since)}\n${withMentions(said(evidence, 1000))}${explained.join('')}`;
}

const ruleWords = ({ rule, source, clears }: Finding): string => plain(`${rule} (${source}) Clears it: ${clears}`);

/** Evidence names people by Slack id; nothing else looks like one. */
const withMentions = (text: string): string => text.replace(/\b[UW][A-Z0-9]{7,}\b/g, (user) => mention(user));

/** More than this is for the command line. */
const LISTED = 15;

/** What is open, a line for each change; `strays` belong to none, and whoever is asked about them has the buttons. */
export function openFindingsMessage(rows: readonly OpenRow[], strays: readonly Finding[] = []): Message {
  const all = rows.reduce((sum, { open }) => sum + open.length, strays.length);
  if (all === 0) {
    const none = 'No finding is open.';
    return { text: none, blocks: [section(`:white_check_mark: ${none}`)] };
  }
  const where = [
    rows.length > 0 ? `on ${rows.length} ${rows.length === 1 ? 'change' : 'changes'}` : '',
    strays.length > 0 ? `${strays.length} that no change covers` : '',
  ].filter(Boolean);
  const text = `${all} open ${all === 1 ? 'finding' : 'findings'}: ${where.join(', ')}`;
  return {
    text,
    blocks: [
      section(`*${text}*`),
      ...findingRows(rows),
      ...strays
        .slice(0, LISTED)
        .map(({ title, evidence }) => section(`*${title}* · ${withMentions(said(evidence, 500))}`)),
      ...rest(strays),
    ],
  };
}

const rest = (all: readonly unknown[]): KnownBlock[] =>
  all.length > LISTED ? [context(`and ${all.length - LISTED} more: \`breakglass findings --open\``)] : [];

/** One row a change with its open findings and the button that explains them: for lists and App Home. */
export function findingRows(rows: readonly OpenRow[], shown = LISTED): KnownBlock[] {
  return [
    ...rows
      .slice(0, shown)
      .map(({ row, open }) => ({ ...section(rowWords(row, open)), accessory: explainButton(row) })),
    ...(rows.length > shown ? [context(`and ${rows.length - shown} more: \`breakglass findings --open\``)] : []),
  ];
}

const explainButton = ({ key }: OpenRow['row']) => button(ACTION.explain, 'Explain', key);

function rowWords(row: OpenRow['row'], open: readonly FindingCode[]): string {
  const id = `${row.sequence}-${row.number}`;
  const name = row.permalink ? link(row.permalink, id) : id;
  return `*${name}* ${saidInLine(row.summary, 80)} · ${mention(row.requester)} · ${open.map((code) => FINDING_TITLES[code]).join(', ')}`;
}

/** Which finding, and what is to be said about it. It stays on record whatever is said. */
export function explainForm(change: Change, findings: readonly Finding[]): ModalView {
  const open = openFindings(findings);
  const answerable = [...open, ...findings.filter(({ state }) => state === 'explained')];
  const [first] = answerable;
  if (!first) return notice(`Explain ${idText(change.id)}`, 'No finding of it is open. There is nothing to explain.');
  const options = answerable.map(({ code, title }) => option(code, title));
  return modal(
    { callbackId: MODAL.explain, title: `Explain ${idText(change.id)}`, submit: 'Add', metadata: change.key },
    [
      section(
        `${headline(change)}\nYour explanation goes into the record under your name. The finding stays there too.`,
      ),
      ...answerable.slice(0, 10).map((finding) => section(findingWords(finding))),
      input('finding', { label: 'Which finding?' }, select(options, first.code)),
      input(
        'text',
        { label: 'What explains it?', hint: 'What happened, why, and what keeps it from happening again.' },
        textBox({ lines: true }),
      ),
    ],
  );
}
