import { idText } from '../../domain/change/types.ts';
import type { DrillReport, DrillStep } from '../../domain/drill-report.ts';
import { tookWords } from '../../domain/drill-report.ts';
import { lasting } from '../../domain/lasting.ts';
import type { Message } from '../blocks.ts';
import { context, section } from '../blocks.ts';
import { mention, plain } from '../text.ts';

/** At the end of a drill: who took part, how long each step took, and what an auditor would have raised. */
export function drillReportMessage(report: DrillReport): Message {
  const { findings, people, steps, lasted } = report;
  const text = `:test_tube: ${idText(report.id)} is over after ${lasting(lasted)}: ${raised(findings.length)}`;
  return {
    text,
    blocks: [
      section(`*${text}*`),
      section(`*Who took part*\n${people.map(({ user, parts }) => `${mention(user)} ${parts.join(', ')}`).join('\n')}`),
      section(`*How long it took*\n${steps.map(stepWords).join('\n')}`),
      ...findings.map(({ title, evidence, clears }) =>
        section(`:mag: *${title}*: ${mentioned(evidence)}\n_What would clear it:_ ${plain(clears)}`),
      ),
      context('A drill is in no count. The same once more: `breakglass drill`.'),
    ].slice(0, 48),
  };
}

const raised = (findings: number): string =>
  findings === 0
    ? 'nothing an auditor would have raised'
    : `${findings} ${findings === 1 ? 'thing' : 'things'} an auditor would have raised`;

function stepWords(step: DrillStep, index: number): string {
  const who = step.by === undefined ? '' : `${mention(step.by)} `;
  return `${who}${step.what} ${tookWords(step, index)}`.trim();
}

const mentioned = (text: string): string => plain(text).replace(/\b[UW][A-Z0-9]{7,}\b/g, (user) => mention(user));
