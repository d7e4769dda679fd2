import type { KnownBlock, ModalView } from '@slack/types';
import type { Month, MonthlyDecision, MonthlyFacts, MonthlyReview, Times } from '../../domain/monthly.ts';
import type { Message } from '../blocks.ts';
import { actions, button, context, input, modal, section, textBox } from '../blocks.ts';
import { ACTION, MODAL } from '../ids.ts';
import type { PictureBlock } from '../illustrated.ts';
import type { Scene } from '../scene.ts';
import { groupNames } from '../scene.ts';
import { dateTime, mention, plain, said } from '../text.ts';

/** A message holds 50 blocks at most; the record holds every decision. */
const SHOWN = 15;

/** The month's card for the change meeting: numbers as they stood, what was decided, and who signed it off. */
export function monthlyMessage(
  month: Month,
  facts: MonthlyFacts,
  scene: Scene,
  { picture = [], review }: { readonly picture?: PictureBlock; readonly review?: MonthlyReview } = {},
): Message {
  const title = `Emergency changes in ${monthWords(month)}`;
  const own = facts.months.at(-1)?.declared ?? 0;
  const signed = review?.signedOff;
  return {
    text: `${title}: ${own} declared, ${signed ? 'signed off' : 'for the change meeting'}`,
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: title } },
      section(countWords(facts)),
      ...picture,
      context(`By month, this one last  ${facts.months.map(({ declared }) => declared).join(' · ')}`),
      ...whyBlocks(facts, scene),
      ...repeatBlocks(facts, scene),
      ...decisionBlocks(review?.decisions ?? []),
      signed
        ? section(
            `:white_check_mark: *Signed off* by ${mention(signed.by)} ${dateTime(signed.at)}${signed.note ? `: ${said(signed.note, 500)}` : ''}`,
          )
        : context(
            `For the change meeting: record what is decided. It is signed off by ${groupNames(scene, [scene.policy.review.reviewers])}. Numbers as of ${dateTime(facts.asOf)}.`,
          ),
      ...(signed
        ? []
        : actions(
            button(ACTION.recordDecision, 'Record decision', month),
            button(ACTION.signOffMonth, 'Sign off', month, 'primary'),
          )),
    ],
  };
}

/** "October 2026" */
export function monthWords(month: Month): string {
  return new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00:00Z`),
  );
}

function countWords({ months, onTime, verdicts, overdue }: MonthlyFacts): string {
  const [now, before] = [months.at(-1)?.declared ?? 0, months.at(-2)?.declared ?? 0];
  const share = onTime === undefined ? 'no review was due' : `reviews on time ${Math.round(onTime * 100)} %`;
  const late = overdue === 0 ? 'none is past its limit now' : `*${overdue} past their limit now*`;
  const timing = verdicts.map(({ name, times }) => `${times} ${name}`).join(' · ');
  const total = `*${now} emergency ${now === 1 ? 'change' : 'changes'}* (${before} the month before) · ${share} · ${late}`;
  return timing ? `${total}\n*Timing*  ${timing}` : total;
}

function whyBlocks({ criteria }: MonthlyFacts, scene: Scene): KnownBlock[] {
  return criteria.length === 0 ? [] : [section(`*Why*  ${listed(criteria, (id) => criterionTitle(id, scene))}`)];
}

function repeatBlocks({ repeatSystems, repeatCriteria }: MonthlyFacts, scene: Scene): KnownBlock[] {
  const lines = [
    repeatSystems.length > 0 ? `Systems: ${listed(repeatSystems, plain)}` : '',
    repeatCriteria.length > 0 ? `Reasons: ${listed(repeatCriteria, (id) => criterionTitle(id, scene))}` : '',
  ].filter(Boolean);
  if (lines.length === 0) return [context('Nothing came twice in three months.')];
  return [section(`*Again and again, in three months*\n${lines.join('\n')}`)];
}

const listed = (all: readonly Times[], name: (id: string) => string): string =>
  all.map((one) => `${name(one.name)} ${one.times}`).join(' · ');

const criterionTitle = (id: string, { policy }: Scene): string =>
  plain(policy.criteria.find((one) => one.id === id)?.title ?? id);

function decisionBlocks(decisions: readonly MonthlyDecision[]): KnownBlock[] {
  if (decisions.length === 0) return [];
  const more = decisions.length - SHOWN;
  return [
    section(`*Decided*  ${decisions.length}`),
    ...decisions.slice(0, SHOWN).map(({ decision, by, owner, due }) => {
      const duty = [owner && mention(owner), due && `by ${due}`].filter(Boolean).join(' ');
      return section(`• ${said(decision, 500)}${duty ? ` (${duty})` : ''} · noted by ${mention(by)}`);
    }),
    ...(more > 0 ? [context(`and ${more} more in the record`)] : []),
  ];
}

export const decisionForm = (month: Month): ModalView =>
  modal({ callbackId: MODAL.monthlyDecision, title: 'Record decision', submit: 'Record', metadata: month }, [
    section(`What the change meeting decided about *${monthWords(month)}*. It becomes part of the record.`),
    input(
      'decision',
      { label: 'What was decided?' },
      textBox({ lines: true, placeholder: 'Deploy payments only with …' }),
    ),
    input('owner', { label: 'Who does it?', optional: true }, { type: 'users_select', action_id: 'value' }),
    input('due', { label: 'By when?', optional: true }, { type: 'datepicker', action_id: 'value' }),
  ]);

export const monthSignOffForm = (review: MonthlyReview): ModalView => {
  const { month, decisions } = review;
  const count =
    decisions.length === 0 ? 'no decision' : decisions.length === 1 ? 'one decision' : `${decisions.length} decisions`;
  return modal({ callbackId: MODAL.monthlySignOff, title: 'Sign off the month', submit: 'Sign off', metadata: month }, [
    section(
      `You sign that the emergency changes of *${monthWords(month)}* were reviewed, with ${count} recorded. After that nothing can be added for this month.`,
    ),
    input('note', { label: 'Anything to say about it?', optional: true }, textBox({ lines: true })),
  ]);
};
