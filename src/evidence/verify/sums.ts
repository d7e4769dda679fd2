import type { Faults } from './fault.ts';
import { CHANGED, SIGNATURE, SUMS } from './words.ts';

/** The list of sums has to be the very list that the files make, in their order. */
export function checkSums(
  found: Buffer | undefined,
  sums: readonly { name: string; sum: string }[],
  faults: Faults,
): void {
  if (found === undefined) {
    faults.add(SUMS, 'this file is missing', CHANGED);
    return;
  }
  const expected = sums
    .filter(({ name }) => name !== SUMS && name !== SIGNATURE)
    .map(({ name, sum }) => `${sum}  ${name}`);
  const lines = found.toString().split('\n');
  if (lines.pop() !== '') faults.add(`${SUMS}, line ${lines.length + 1}`, 'its last line was cut', CHANGED);
  for (let index = 0; index < Math.max(lines.length, expected.length); index += 1) {
    if (lines[index] === expected[index]) continue;
    const name = expected[index]?.slice(66) ?? 'no file';
    faults.add(`${SUMS}, line ${index + 1} (${name})`, sumWords(lines[index], expected[index]), CHANGED);
    // Past a line that is missing or too much all others differ too.
    if (lines[index]?.slice(66) !== name) return;
  }
}

function sumWords(line: string | undefined, expected: string | undefined): string {
  if (expected === undefined) return `it names “${line?.slice(66)}”, which is not in the pack`;
  const name = expected.slice(66);
  if (line?.slice(66) !== name) return `${name} is in the pack, and this line does not name it`;
  return `${name} has another SHA-256 than this line says`;
}
