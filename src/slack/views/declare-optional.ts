import type { KnownBlock } from '@slack/types';
import { input, textBox } from '../blocks.ts';
import { ELEMENT } from '../ids.ts';
import type { Scene } from '../scene.ts';
import type { DeclareFormState } from './declare-form.ts';

/** What may stay empty now and is asked for in the review, unless the policy demands it at once. */
export function optional({ links = [] }: DeclareFormState, { policy, connected }: Scene): KnownBlock[] {
  const demanded = new Set(policy.declare.require);
  return [
    ...(connected.pagerduty
      ? [
          input(
            'incident',
            {
              label: 'PagerDuty incident',
              optional: !demanded.has('incident'),
              hint: 'Pick an open one, or paste a number or link.',
            },
            { type: 'external_select', action_id: ELEMENT.incident, min_query_length: 0 },
          ),
        ]
      : []),
    input(
      'impact',
      { label: 'Impact', optional: !demanded.has('impact') },
      textBox({ lines: true, placeholder: 'Who notices, and how?' }),
    ),
    input(
      'testPlan',
      {
        label: 'Test plan or evidence',
        optional: !demanded.has('test_plan'),
        hint: 'The review asks for what stays empty here.',
      },
      textBox({ lines: true }),
    ),
    input(
      'links',
      {
        label: 'Links',
        optional: !demanded.has('links'),
        hint: 'One a line. A commit’s link or hash limits the approval to it.',
      },
      textBox({ lines: true, initial: links.join('\n') }),
    ),
  ];
}

export function alreadyDeployed({ deployedAt }: DeclareFormState): KnownBlock[] {
  return [
    input(
      'deployedAt',
      {
        label: 'Already deployed? When?',
        optional: true,
        hint: 'Fill this in only if it is out already: it is recorded as declared after the fact.',
      },
      {
        type: 'datetimepicker',
        ...(deployedAt === undefined ? {} : { initial_date_time: Math.floor(deployedAt / 1000) }),
      },
    ),
  ];
}
