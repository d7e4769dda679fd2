import { describe, expect, it } from 'vitest';
import { wayToDone } from '../../src/jira/done.ts';
import { transitions } from '../../src/jira/schema.ts';

const to = (name: string, key = 'done') => ({ name, statusCategory: { key } });
const demanding = { resolution: { required: true, hasDefaultValue: false } };

describe('the way to Done', () => {
  it.each([
    [
      'asks for nothing',
      [
        ['1', to('Done'), demanding],
        ['2', to('Declined'), {}],
      ],
      '2',
    ],
    [
      'has the plainest name',
      [
        ['1', to('Declined'), {}],
        ['2', to('Resolved'), {}],
        ['3', to('CLOSED'), {}],
      ],
      '3',
    ],
    [
      'asks, when there is no other',
      [
        ['1', to('In Review', 'indeterminate'), {}],
        ['2', to('Done'), demanding],
      ],
      '2',
    ],
    ['is none, when no status is of that category', [['1', to('Done', 'indeterminate'), {}]], undefined],
  ] as const)('%s', (_, offered, id) => {
    const read = transitions.parse({
      transitions: offered.map(([known, target, fields]) => ({ id: known, name: 'Go', to: target, fields })),
    });
    expect(wayToDone(read.transitions)?.id).toBe(id);
  });
});
