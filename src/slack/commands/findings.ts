import { judged, openNow } from '../../app/findings.ts';
import { deploymentWithoutRecord } from '../../domain/findings/stray.ts';
import type { Message } from '../blocks.ts';
import type { SlackDeps } from '../deps.ts';
import { findingsMessage, openFindingsMessage } from '../views/findings.ts';
import type { Run } from './command.ts';
import { answer, changeTyped, nothing } from './command.ts';

/** What an auditor would raise: all that is open, or everything about one change. */
export const findings: Run = async (args, commanded, deps) => {
  if (nothing(args)) return answer(commanded, await allOpen(deps));
  const change = await changeTyped(args, commanded, deps);
  const known = change && (await judged(deps.ledger, change.key, deps.now()));
  if (known) await answer(commanded, findingsMessage(known.change, known.findings));
};

async function allOpen(deps: SlackDeps): Promise<Message> {
  const [rows, undeclared] = await Promise.all([openNow(deps, deps.now()), deps.sightings.undeclared()]);
  return openFindingsMessage(
    rows,
    undeclared.flatMap((sighting) => deploymentWithoutRecord(sighting) ?? []),
  );
}
