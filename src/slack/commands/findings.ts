import { judged, openNow } from '../../app/findings.ts';
import { findingsMessage, openFindingsMessage } from '../views/findings.ts';
import type { Run } from './command.ts';
import { answer, changeTyped, nothing } from './command.ts';

/** What an auditor would raise: all that is open, or everything about one change. */
export const findings: Run = async (args, commanded, deps) => {
  if (nothing(args)) return answer(commanded, openFindingsMessage(await openNow(deps, deps.now())));
  const change = await changeTyped(args, commanded, deps);
  const known = change && (await judged(deps.ledger, change.key, deps.now()));
  if (known) await answer(commanded, findingsMessage(known.change, known.findings));
};
