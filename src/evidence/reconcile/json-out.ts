import type { Judgement } from '../../domain/reconcile/types.ts';
import type { Summary, Unreadable } from './run.ts';
import { time, whyUnseen } from './words.ts';

/**
 * One JSON document, written as it is found: `{ "rows": [...], "changesWithoutARow": [...], "summary": {...} }`. Each row tells
 * its class, `unreadable` among them.
 */
export function jsonWriter(write: (text: string) => unknown) {
  let separator = '{"rows":[\n';
  const row = async (value: object) => {
    await write(`${separator}${JSON.stringify(value)}`);
    separator = ',\n';
  };
  return {
    deviation: ({
      row: { line, system, version, deployedAt, deployer, reference, url },
      kind,
      change,
      why,
    }: Judgement) =>
      row({ line, class: kind, change, why, system, version, deployedAt: time(deployedAt), deployer, reference, url }),
    unreadable: ({ line, why }: Unreadable) => row({ line, class: 'unreadable', why }),
    end: async ({ from, to, unseen, ...counts }: Summary) => {
      const changes = unseen.map((change) => ({ change: change.id, why: whyUnseen(change) }));
      const span = { from: from === undefined ? null : time(from), to: to === undefined ? null : time(to) };
      const begun = separator === ',\n' ? '' : '{"rows":[';
      await write(
        `${begun}\n],"changesWithoutARow":${JSON.stringify(changes)},"summary":${JSON.stringify({ ...span, ...counts })}}\n`,
      );
    },
  };
}
