import type { Problem } from '../../domain/substance.ts';

/** What is wrong with a text in a form, under its field. */
export function problemWords(problem: Problem): string {
  switch (problem.kind) {
    case 'missing':
      return 'Please fill this in.';
    case 'too-short':
      return `Please say a little more: at least ${problem.atLeast} letters, so that an approver and an auditor understand it.`;
    case 'placeholder':
      return `“${problem.word.slice(0, 40)}” says nothing an approver could judge. What exactly is the matter?`;
  }
}
