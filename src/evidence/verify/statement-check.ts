import type { Statement } from '../pack/statement.ts';
import { gapsOf, statementText } from '../pack/statement.ts';
import type { EventsRead } from './events.ts';
import type { Faults } from './fault.ts';
import { firstDifference } from './lines.ts';
import type { Inputs } from './statement.ts';
import { inputsOf } from './statement.ts';
import { firstWords } from './words.ts';

const NAME = 'completeness.json';

export function statementInputs(text: Buffer | undefined, faults: Faults): Inputs | undefined {
  try {
    return inputsOf(text?.toString() ?? '');
  } catch (cause) {
    const why = text === undefined ? 'this file is missing' : `it cannot be read (${firstWords(cause)})`;
    faults.add('completeness.json', why, 'Nothing says any more what the pack has to contain.');
    return undefined;
  }
}

export const statementOf = ({ query, around, policies }: Inputs, { counted }: EventsRead): Statement => ({
  ...counted,
  query,
  around,
  policies,
});

/** Whether the statement is what the events add up to, and its numbers follow each other. */
export function checkStatement(
  found: Buffer | undefined,
  statement: Statement,
  events: EventsRead,
  faults: Faults,
): void {
  const line = found && firstDifference(found, Buffer.from(statementText(statement)));
  if (line !== undefined) {
    faults.add(
      `${NAME}, line ${line}`,
      'it does not say what the events add up to',
      'The statement or the events were changed.',
    );
  }
  checkGaps(statement, faults);
  checkEdges(statement, events, faults);
}

function checkGaps({ members, around }: Statement, faults: Faults): void {
  for (const { number, neighbour } of gapsOf(members, around)) {
    if (neighbour) continue;
    faults.add(
      `${NAME} (EC-${number})`,
      `EC-${number} is missing`,
      'Numbers are never left out: a change was taken away.',
    );
  }
}

type Neighbour = Statement['around']['before'];

/** The numbers right before and after the period, and those in between that are none of it, have to be where they are said to be. */
function checkEdges({ members, around, first, head, query }: Statement, events: EventsRead, faults: Faults): void {
  const [lowest, highest] = [members[0]?.number, members.at(-1)?.number];
  const expected: { neighbour: Neighbour; number: number | undefined }[] = [
    { neighbour: around.before, number: lowest === undefined ? undefined : lowest - 1 },
    { neighbour: around.after, number: highest === undefined ? undefined : highest + 1 },
    ...around.between.map((neighbour) => ({ neighbour, number: neighbour.number })),
  ];
  const { from, to } = query.period;
  for (const { neighbour, number } of expected) {
    const isEnd = neighbour === undefined && (number === 0 || number === (highest ?? 0) + 1);
    if (number === undefined || isEnd) continue;
    const fault = edgeFault(neighbour, number);
    if (fault) faults.add(`${NAME} (EC-${number})`, ...fault);
  }

  function edgeFault(neighbour: Neighbour, number: number): readonly [string, string] | undefined {
    if (neighbour?.number !== number) {
      return ['nothing says where this number was given', 'A change at the edge of the period may have been left out.'];
    }
    const { position, hash, declaredAt } = neighbour;
    if (declaredAt >= from && declaredAt < to) return ['it was declared within the period', 'A change was left out.'];
    const isInPack = first !== undefined && position >= first.position && position <= head.position;
    const line = events.at(position);
    if (!isInPack || (line?.withheld && line.hash === hash)) return undefined;
    return [`event ${position} is not the one that is named`, 'The statement was changed.'];
  }
}
