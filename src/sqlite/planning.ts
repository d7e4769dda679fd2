import type Database from 'better-sqlite3';
import type { PlannedEffect } from '../app/ports.ts';
import type { Instant } from '../domain/change/types.ts';

/** Writes down what has to be done. One that only redraws is left out where the same is about to be done anyway. */
export function planning(
  raw: Database.Database,
): (stream: string, now: Instant, effects: readonly PlannedEffect[]) => void {
  const insert = raw.prepare(`INSERT INTO effects (key, stream, lane, version, kind, work, planned_at, not_before)
    VALUES (@key, @stream, @lane, @version, @kind, @work, @now, @notBefore) ON CONFLICT DO NOTHING`);
  const waiting = raw.prepare<[lane: string, kind: string]>(
    'SELECT 1 FROM effects WHERE lane = ? AND kind = ? AND settled_at IS NULL AND lease_until IS NULL LIMIT 1',
  );

  const rouse = raw.prepare(`UPDATE effects SET not_before = @notBefore
    WHERE lane = @lane AND settled_at IS NULL AND lease_until IS NULL AND last_error IS NULL AND not_before > @notBefore`);

  return (stream, now, effects) => {
    for (const { key, version, work, ...effect } of effects.filter(isFirstOfItsKind)) {
      const lane = effect.shared ? effect.lane : `${stream}/${effect.lane}`;
      if (effect.coalesce && waiting.get(lane, work.kind)) continue;
      const notBefore = now + (effect.after ?? 0);
      insert.run({ key, stream, lane, version, kind: work.kind, work: JSON.stringify(work), now, notBefore });
      // What rests there may have to go with it.
      if (effect.shared) rouse.run({ lane, notBefore });
    }
  };
}

/** Two events of one commit may both want the card redrawn. */
const isFirstOfItsKind = (effect: PlannedEffect, index: number, all: readonly PlannedEffect[]): boolean =>
  !effect.coalesce ||
  index === all.findIndex(({ lane, work }) => lane === effect.lane && work.kind === effect.work.kind);
