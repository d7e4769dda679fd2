import type { HomeView, KnownBlock } from '@slack/types';
import type { Home } from '../../app/home.ts';
import type { Change } from '../../domain/change/state.ts';
import { hasEnded } from '../../domain/change/state.ts';
import type { Owed } from '../../domain/owing.ts';
import { actions, button, context, plainText, section } from '../blocks.ts';
import { ACTION, COMMAND } from '../ids.ts';
import { dateTime, mention, plain, said } from '../text.ts';
import { lineOf } from './answers.ts';
import { findingRows } from './findings.ts';
import { due } from './review-words.ts';
import { headline, scopeWords } from './state-words.ts';
import { toCard } from './to-card.ts';

/** A view holds 100 blocks (https://docs.slack.dev/reference/views/home-tab-views); something owed takes two. */
const MOST = { owed: 20, started: 12, findings: 5, open: 25 } as const;

/** Somebody's own page: what they owe, what they started, what is open, and how the month went. */
export function homeView({ at, owed, started, findings, open, openCount, tally }: Home): HomeView {
  return {
    type: 'home',
    blocks: [
      ...actions(
        button(ACTION.declare, 'Declare emergency change', 'declare', 'danger'),
        button(ACTION.drill, 'Practise with a drill', 'drill'),
      ),
      header('What you owe'),
      ...part(owed, MOST.owed, ':white_check_mark: Nothing. Nobody waits for you.', (one) => debt(one, at)),
      DIVIDER,
      header('What you started'),
      ...part(started, MOST.started, 'None of your changes is open.', (row) => [section(lineOf(row))], 'list mine'),
      ...(findings.length > 0
        ? [DIVIDER, header('What an auditor would ask you'), ...findingRows(findings, MOST.findings)]
        : []),
      DIVIDER,
      header('Open in the team'),
      ...part(open, MOST.open, 'No emergency change is open.', (row) => [section(lineOf(row))], 'list', openCount),
      DIVIDER,
      header('The last 30 days'),
      section(monthWords(tally)),
      context(`As of ${dateTime(at)}. Kept fresh while you look.`),
    ],
  };
}

const DIVIDER: KnownBlock = { type: 'divider' };
const header = (words: string): KnownBlock => ({ type: 'header', text: plainText(words, 150) });

/** The first of a list, how many more there are, and where they are to be seen. */
function part<T>(
  all: readonly T[],
  most: number,
  none: string,
  draw: (one: T) => KnownBlock[],
  command?: string,
  total = all.length,
): KnownBlock[] {
  if (all.length === 0) return [section(none)];
  const shown = all.slice(0, most);
  const where = command ? `: \`${COMMAND} ${command}\`` : '. They come up as you work these off.';
  const more = total > shown.length ? [context(`and ${total - shown.length} more${where}`)] : [];
  return [...shown.flatMap(draw), ...more];
}

/** Blocks of the same name from one drawing to the next: a press is known to belong to its change whenever it comes. */
function debt({ change, what }: Home['owed'][number], at: number): KnownBlock[] {
  const row = actions(...buttons(change, what), ...toCard(change));
  return [
    section(`${headline(change)}\n${WORDS[what](change, at)}`),
    ...row.map((block) => ({ ...block, block_id: `${what}/${change.key}` })),
  ];
}

const WORDS: Readonly<Record<Owed, (change: Change, at: number) => string>> = {
  approval: (change) =>
    `:red_circle: ${mention(change.requester)} waits for your decision on ${said(scopeWords(change), 100)}: ${said(change.details.justification, 300)}`,
  'sign-off': (change, at) =>
    `:large_blue_circle: ${mention(change.review.submitted?.by ?? change.review.owner)} handed in the review. It waits for your sign-off, ${due(change, at)}.`,
  'hand-over': (change, at) =>
    `:large_orange_circle: ${mention(change.review.owner)} asks whether you can take over its review, ${due(change, at)}.`,
  review: (change, at) =>
    `:large_orange_circle: ${change.review.status === 'returned' ? 'Its review came back to you' : 'Its review is yours to write'}, ${due(change, at)}.`,
  deployment: (change, at) =>
    `:large_yellow_circle: Is it out? Record the deployment. The review is ${due(change, at)}.`,
};

function buttons(change: Change, what: Owed) {
  const { key } = change;
  if (hasEnded(change)) return [];
  switch (what) {
    case 'approval':
      return [
        button(ACTION.approve, 'Approve', key, 'primary'),
        button(ACTION.reject, 'Reject', key, 'danger'),
        button(ACTION.approveWithComment, 'Approve with a comment', key),
      ];
    case 'sign-off':
      return [button(ACTION.readReview, 'Read review', key, 'primary'), button(ACTION.returnReview, 'Return', key)];
    case 'hand-over':
      return [button(ACTION.acceptHandOver, 'Accept', key, 'primary'), button(ACTION.declineHandOver, 'Decline', key)];
    case 'review':
      return [button(ACTION.startReview, 'Write review', key, 'primary'), button(ACTION.handOver, 'Hand over', key)];
    case 'deployment':
      return [button(ACTION.recordDeployment, 'Record deployment', key, 'primary')];
  }
}

function monthWords({ declared, before, onTime, repeats }: Home['tally']): string {
  const share = onTime === undefined ? 'no review was due yet' : `${Math.round(onTime * 100)} % of reviews on time`;
  const again = repeats.map(({ system, times }) => `${plain(system)} ${times} times`);
  const count = `*${declared}* emergency ${declared === 1 ? 'change' : 'changes'} (${before} in the 30 days before)`;
  return [count, share, ...again].join(' · ');
}
