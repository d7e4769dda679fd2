import type { KnownBlock, ModalView } from '@slack/types';
import type { ChangeRow } from '../../app/read-model.ts';
import type { ApprovalOutlook } from '../../domain/authorization.ts';
import type { Instant, UserId } from '../../domain/change/types.ts';
import { KINDS, RISKS } from '../../domain/change/types.ts';
import { lasting } from '../../domain/lasting.ts';
import { KIND_WORDS } from '../../domain/words.ts';
import { catalogueDefaults } from '../../policy/catalogue.ts';
import type { Policy } from '../../policy/load.ts';
import { button, context, input, modal, option, section, select, textBox } from '../blocks.ts';
import { ACTION, ELEMENT, MODAL } from '../ids.ts';
import type { Scene } from '../scene.ts';
import { clip, link, mention, saidInLine, span } from '../text.ts';
import { approvalOutlook } from './approval-outlook.ts';
import { alreadyDeployed, optional } from './declare-optional.ts';

export interface DeclareFormState {
  readonly requester: UserId;
  readonly summary?: string | undefined;
  readonly justification?: string | undefined;
  readonly links?: readonly string[] | undefined;
  /** Declared after the fact. */
  readonly deployedAt?: Instant | undefined;
  /** Picked from the catalogue so far: they decide what is filled in below. */
  readonly systems: readonly string[];
  readonly criterion?: string | undefined;
  readonly overdue: readonly ChangeRow[];
  /** Declared a little while ago for the same system or incident. */
  readonly similar?: ChangeRow | undefined;
  /** Who has to approve and who will be asked, as far as the form says. */
  readonly outlook?: ApprovalOutlook | undefined;
  /** Practice: the same flow with numbers of its own. */
  readonly drill?: boolean | undefined;
  readonly metadata: string;
  readonly now: Instant;
}

const DRILL =
  ':test_tube: A drill: everything happens as for a real change, with numbers of its own, kept out of all counts.';

/**
 * The declare form: four things are required, the rest is filled in from the catalogue. A block whose filling depends
 * on the picked system carries that system in its id, so that Slack takes the new value instead of keeping the old.
 */
export function declareForm(state: DeclareFormState, scene: Scene): ModalView {
  const { policy } = scene;
  return modal(
    {
      callbackId: MODAL.declare,
      title: state.drill ? 'Emergency drill' : 'Emergency change',
      submit: 'Declare',
      metadata: state.metadata,
    },
    [
      ...(state.drill ? [context(DRILL)] : []),
      ...similarOffer(state),
      ...overdueReminder(state),
      ...what(state, policy),
      ...why(state, policy),
      ...wayBack(),
      ...catalogued(state, policy),
      ...approvalOutlook(state, scene),
      ...optional(state, scene),
      ...alreadyDeployed(state),
    ],
  );
}

function similarOffer({ similar, now }: DeclareFormState): KnownBlock[] {
  if (!similar) return [];
  const id = `${similar.sequence}-${similar.number}`;
  const card = similar.permalink ? link(similar.permalink, id) : id;
  return [
    section(
      `:information_source: *${card} · ${saidInLine(similar.summary, 100)}* was declared by ${mention(similar.requester)} ${span(now - similar.declaredAt)} ago for the same system or incident. Is this part of it?`,
    ),
    { type: 'actions', elements: [button(ACTION.join, `Join ${id}`, similar.key, 'primary')] },
    context('Or press *Declare* again: it becomes a change of its own.'),
  ];
}

function overdueReminder({ overdue, now }: DeclareFormState): KnownBlock[] {
  if (overdue.length === 0) return [];
  const lines = overdue.slice(0, 5).map((row) => {
    const id = `${row.sequence}-${row.number}`;
    const where = row.permalink ? link(row.permalink, id) : id;
    return `${where} ${mention(row.owner)} ${span(now - row.targetAt)} past its target`;
  });
  return [context(`Reviews overdue (they do not hold this up): ${lines.join(', ')}`)];
}

function what({ summary, systems }: DeclareFormState, policy: Policy): KnownBlock[] {
  const catalogue = Object.keys(policy.systems)
    .slice(0, 100)
    .map((name) => option(name, name));
  const typed = systems.filter((system) => !Object.hasOwn(policy.systems, system));
  const chosen = catalogue.filter(({ value }) => value !== undefined && systems.includes(value));
  return [
    input(
      'summary',
      { label: 'What will you do?' },
      textBox({ initial: summary, most: 300, placeholder: 'Roll payments back to v841' }),
    ),
    ...(catalogue.length === 0
      ? []
      : [
          input(
            'systems',
            { label: 'Where?', optional: true, dispatch: true },
            {
              type: 'multi_static_select',
              action_id: ELEMENT.systems,
              options: catalogue,
              ...(chosen.length > 0 ? { initial_options: chosen } : {}),
            },
          ),
        ]),
    input(
      'other-systems',
      { label: catalogue.length === 0 ? 'Where?' : 'Other systems', optional: true },
      textBox({ most: 300, initial: typed.join(', '), placeholder: 'Anything not in the list, separated by commas' }),
    ),
  ];
}

function why({ criterion, justification }: DeclareFormState, policy: Policy): KnownBlock[] {
  const criteria = policy.criteria.map(({ id, title }) => option(id, title));
  const { reference: asked, patch_within: within } = policy.criteria.find(({ id }) => id === criterion) ?? {};
  return [
    input(
      'criterion',
      { label: 'Why can it not wait?', dispatch: true },
      {
        ...select(criteria, criterion, 'Pick the emergency'),
        action_id: ELEMENT.criterion,
      },
    ),
    ...(within === undefined ? [] : [context(`The policy wants the fix out within ${lasting(within)} of declaring.`)]),
    ...(asked ? [input('reference', { label: clip(asked, 200) }, textBox({ most: 200 }))] : []),
    input(
      'justification',
      { label: 'What is happening?', hint: 'One or two sentences an approver can decide on.' },
      textBox({
        lines: true,
        initial: justification,
        placeholder: "Checkout fails since 03:04, today's deploy is the cause",
      }),
    ),
  ];
}

function wayBack(): KnownBlock[] {
  return [
    input(
      'rollbackPlan',
      { label: 'What is the way back?', hint: '“None possible” is an answer too; approvers see it.' },
      textBox({ lines: true, placeholder: 'Redeploy v842' }),
    ),
  ];
}

/** Each of these decides who has to approve, so that a choice is answered with who will be asked. */
function catalogued({ systems, requester }: DeclareFormState, policy: Policy): KnownBlock[] {
  const { kind, risk, implementers } = catalogueDefaults(policy, systems, requester);
  const block = (name: string) => `${name}.${systems.join('.')}`.slice(0, 255);
  const kinds = KINDS.map((each) => option(each, KIND_WORDS[each]));
  const risks = RISKS.map((level) => option(level, level));
  const dispatch = true;
  return [
    input(block('kind'), { label: 'Kind of change', dispatch }, { ...select(kinds, kind), action_id: ELEMENT.kind }),
    input(block('risk'), { label: 'Risk', dispatch }, { ...select(risks, risk), action_id: ELEMENT.risk }),
    input(
      block('implementers'),
      { label: 'Who carries it out?', dispatch },
      { type: 'multi_users_select', action_id: ELEMENT.implementers, initial_users: [...implementers] },
    ),
  ];
}
