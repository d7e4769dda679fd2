import type { KnownBlock } from '@slack/types';
import type { Instant } from '../../domain/change/types.ts';
import type { Digest, DigestLine } from '../../domain/digest.ts';
import { FINDING_TITLES } from '../../domain/findings/types.ts';
import type { Message } from '../blocks.ts';
import { actions, button, context, section } from '../blocks.ts';
import { ACTION, COMMAND } from '../ids.ts';
import type { PictureBlock } from '../illustrated.ts';
import type { Scene } from '../scene.ts';
import { groupNames } from '../scene.ts';
import { dateTime, mention, plain, said, saidInLine, span } from '../text.ts';
import { undeclaredBlocks } from './digest-undeclared.ts';

/** A message holds 50 blocks at most: this many changes are shown one by one, the rest is counted. */
const SHOWN = 8;

/** The daily digest: also when nothing is overdue, as proof that the control ran. */
export function digestMessage(digest: Digest, scene: Scene, picture: PictureBlock = []): Message {
  const { overdue, unapproved, dueSoon, returned } = digest;
  const title = `Emergency changes · ${dayWords(digest.date)}`;
  return {
    text: `${title}: ${overdue.length} overdue, ${unapproved.length} unapproved, ${dueSoon.length} due within 24 h`,
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: title } },
      ...overdueBlocks(digest),
      ...unapprovedBlocks(digest, scene),
      ...dueSoonBlocks(dueSoon),
      ...returnedBlocks(returned),
      ...undeclaredBlocks(digest),
      ...undeliveredBlocks(digest),
      ...findingBlocks(digest),
      ...readinessBlocks(digest),
      section(tallyWords(digest)),
      ...picture,
      context(weekWords(digest)),
      context(`Record  ${digest.events.toLocaleString('en')} events, head \`${digest.head}\``),
    ],
  };
}

/** "Monday 23 November" */
export function dayWords(date: string): string {
  return new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );
}

function overdueBlocks({ overdue, at }: Digest): KnownBlock[] {
  if (overdue.length === 0) return [section(':white_check_mark: *Nothing is overdue.*')];
  return [
    section(`*${overdue.length} overdue*${ownersWords(overdue)}`),
    ...overdue.slice(0, SHOWN).map((line) => rowWith(line, lateWords(line, at), reviewButton(line))),
    ...rest(overdue),
  ];
}

/** Who owes how many, where somebody owes several. */
function ownersWords(overdue: readonly DigestLine[]): string {
  const owners = [...new Set(overdue.map(({ owner }) => owner))];
  if (overdue.length === owners.length) return '';
  const shares = owners.map((one) => `${mention(one)} ${overdue.filter(({ owner }) => owner === one).length}`);
  return `  ${shares.join(' · ')}`;
}

/** The very thing to do next about a review. */
export function reviewButton({ review, deployedAt, key }: Pick<DigestLine, 'review' | 'deployedAt' | 'key'>) {
  if (review === 'submitted') return button(ACTION.readReview, 'Read review', key);
  return deployedAt === undefined
    ? button(ACTION.recordDeployment, 'Record deployment', key)
    : button(ACTION.startReview, 'Write review', key);
}

function lateWords({ limitAt, targetAt }: DigestLine, now: Instant): string {
  return now > limitAt ? `*${span(now - limitAt)} past the limit*` : `${span(now - targetAt)} past the target`;
}

function rowWith(line: DigestLine, words: string, accessory: ReturnType<typeof button>): KnownBlock {
  return {
    ...section(`*${line.id}* ${mention(line.owner)} · ${saidInLine(line.summary, 100)} · ${words}${handedIn(line)}`),
    accessory,
  };
}

const handedIn = ({ review }: DigestLine): string =>
  review === 'submitted' ? ', waits for sign-off' : review === 'returned' ? ', returned' : '';

function unapprovedBlocks({ unapproved }: Digest, scene: Scene): KnownBlock[] {
  if (unapproved.length === 0) return [];
  return [
    section(`*${unapproved.length} unapproved*`),
    ...unapproved
      .slice(0, SHOWN)
      .flatMap((line) => [
        section(
          `*${line.id}* ${said(line.systems.join(', '), 100)} · ${saidInLine(line.summary, 100)} · ${sinceWords(line)}, owed by ${groupNames(scene, line.needed)}`,
        ),
        ...actions(
          button(ACTION.approve, 'Approve', line.key, 'primary'),
          button(ACTION.reject, 'Reject', line.key, 'danger'),
        ),
      ]),
    ...rest(unapproved),
  ];
}

const sinceWords = ({ deployedAt }: DigestLine): string =>
  deployedAt === undefined ? 'proceeding without approval' : `deployed ${dateTime(deployedAt)}`;

function dueSoonBlocks(dueSoon: readonly DigestLine[]): KnownBlock[] {
  if (dueSoon.length === 0) return [];
  const lines = dueSoon
    .slice(0, 15)
    .map((line) => `*${line.id}* ${mention(line.owner)} ${dateTime(line.targetAt)}${handedIn(line)}`);
  return [section(`*${dueSoon.length} due within 24 h*\n${lines.join('\n')}`), ...rest(dueSoon, 15)];
}

function returnedBlocks(returned: readonly DigestLine[]): KnownBlock[] {
  if (returned.length === 0) return [];
  return [
    section(`*${returned.length} returned*`),
    ...returned
      .slice(0, SHOWN)
      .map((line) =>
        rowWith(line, `due ${dateTime(line.targetAt)}`, button(ACTION.startReview, 'Write review', line.key)),
      ),
    ...rest(returned),
  ];
}

function undeliveredBlocks({ undelivered }: Digest): KnownBlock[] {
  if (undelivered.length === 0) return [];
  const lines = undelivered.slice(0, 8).map(({ id, words }) => `${id ?? 'Breakglass'}: ${said(words, 200)}`);
  return [section(`:warning: *Undelivered*\n${lines.join('\n')}`), ...rest(undelivered)];
}

function findingBlocks({ findings }: Digest): KnownBlock[] {
  if (findings.length === 0) return [context('Findings  none is open')];
  const all = findings.reduce((sum, { times }) => sum + times, 0);
  const named = findings.map(({ code, times }) => `${times} ${FINDING_TITLES[code]}`);
  return [
    section(
      `:mag: *${all} open ${all === 1 ? 'finding' : 'findings'}*  ${named.join(', ')}. \`${COMMAND} findings\` lists them.`,
    ),
  ];
}

function readinessBlocks({ readiness }: Digest): KnownBlock[] {
  if (readiness.length === 0) return [context('Readiness  checked, nothing is missing')];
  const lines = readiness.slice(0, SHOWN).map((fault) => saidInLine(fault, 200));
  return [section(`:warning: *Readiness*\n${lines.join('\n')}`), ...rest(readiness)];
}

/** The chart in words: whoever sees no picture has them. */
function weekWords({ weeks }: Digest): string {
  const counts = weeks.map(({ onTime, late, open }) => onTime + late + open);
  const late = weeks.reduce((sum, week) => sum + week.late, 0);
  return `By week, this one last  ${counts.join(' · ')}${late > 0 ? ` (${late} reviewed late or not at all)` : ''}`;
}

const rest = (all: readonly unknown[], shown = SHOWN): KnownBlock[] =>
  all.length > shown ? [context(`and ${all.length - shown} more`)] : [];

function tallyWords({ tally: { declared, before, onTime, repeats } }: Digest): string {
  const share = onTime === undefined ? 'no review was due' : `on time ${Math.round(onTime * 100)} %`;
  const again = repeats.map(({ system, times }) => `${plain(system)} ${times} times`);
  return [
    `*30 days*  ${declared} emergency ${declared === 1 ? 'change' : 'changes'} (${before} before)`,
    share,
    ...again,
  ].join(' · ');
}
