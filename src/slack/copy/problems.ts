import type { Problem } from '../../domain/substance.ts';

/** What would be an answer, where a field's own label does not say it. */
const ASKED: Readonly<Record<string, string>> = {
  rootCause: 'What went wrong, and why? For example: “The migration locked the orders table.”',
  deployed: 'Which version or commit went out, or what was done by hand?',
  whyNotNormal: 'What would have happened while the normal path took its time?',
  impact: 'Who noticed what, and for how long?',
  tests: 'Which check was run, with which result? One that was run afterwards counts too.',
  lateReason: 'What kept it, and what was done about that?',
  comments: 'What has to be added before it can be signed off?',
};

/** What is wrong with a text in a form, under its field, and what would be right. */
export function problemWords(problem: Problem, field?: string): string {
  const asked = field === undefined ? undefined : ASKED[field];
  switch (problem.kind) {
    case 'missing':
      return asked ? `Please fill this in. ${asked}` : 'Please fill this in.';
    case 'too-short':
      return `Please say a little more: at least ${problem.atLeast} letters, so that ${asked ? 'a reviewer' : 'an approver'} and an auditor understand it.${asked ? ` ${asked}` : ''}`;
    case 'placeholder':
      return `“${problem.word.slice(0, 40)}” says nothing ${asked ? `a reviewer could judge. ${asked}` : 'an approver could judge. What exactly is the matter?'}`;
  }
}
