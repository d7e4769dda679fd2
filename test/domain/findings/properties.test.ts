import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChangeEvent } from '../../../src/domain/change/events.ts';
import { evolve, fold } from '../../../src/domain/change/evolve.ts';
import { findingsOf, nextFindingAt } from '../../../src/domain/findings/findings.ts';
import type { Finding } from '../../../src/domain/findings/types.ts';
import { timingVerdict, VERDICTS } from '../../../src/domain/verdict.ts';
import { always } from '../../support/always.ts';
import { anyOrders, live } from '../../support/any-history.ts';
import { ana, ben, dan, HOUR, KEY, MINUTE } from '../../support/changes.ts';

const RANK: Readonly<Record<Finding['state'], number>> = { open: 0, explained: 1, cleared: 2 };
/** Worst first. */
const WORST = ['declared after deploy', 'never approved', 'deployed before approval', 'approved before deploy'];

const imported = fc.record({
  deployedAgo: fc.integer({ min: -10 * MINUTE, max: 80 * HOUR }),
  what: fc.constantFrom('v841', 'v999', 'abc1234', '9f3c1de'),
  who: fc.constantFrom(ana, ben, dan),
  later: fc.constantFrom(0, MINUTE, 50 * HOUR),
});

describe('importing deployments', () => {
  it('knows every verdict', () => {
    expect(WORST.toSorted()).toEqual([...VERDICTS].toSorted());
  });

  it('never makes a verdict or a finding better', () => {
    fc.assert(
      fc.property(anyOrders, fc.array(imported, { minLength: 1, maxLength: 3 }), (commands, more) => {
        const events = live(commands).at(-1)?.events ?? [];
        const before = fold(KEY, events);
        if (!before) return;
        const last = events.at(-1)?.at ?? 0;
        const added = more
          .toSorted((a, b) => a.later - b.later)
          .map(({ deployedAgo, what, who, later }): ChangeEvent => {
            const at = last + later;
            const deployment = { what, who, where: 'production', deployedAt: at - deployedAgo };
            return { type: 'DeploymentRecorded', by: 'import', at, deployment, source: 'import' };
          });
        const after = added.reduce(evolve, before);
        const verdict = timingVerdict(before);
        if (verdict) expect(WORST.indexOf(timingVerdict(after) ?? '')).toBeLessThanOrEqual(WORST.indexOf(verdict));

        const now = last + 60 * HOUR;
        const then = findingsOf(after, [...events, ...added], now);
        for (const finding of findingsOf(before, events, now)) {
          // A fix that is out in time is what that one asks for.
          if (finding.code === 'patch-late') continue;
          const same = then.find(({ code }) => code === finding.code);
          expect(same, finding.code).toBeDefined();
          expect(RANK[same?.state ?? 'cleared'], finding.code).toBeLessThanOrEqual(RANK[finding.state]);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('whatever people do', () => {
  it('a finding that was there stays', () => {
    always(({ before, decision, events, after, command }) => {
      if (!before || !after || decision.events.length === 0) return;
      const past = events.slice(0, events.length - decision.events.length);
      // At the same instant a yes counts as before the deployment.
      if (past.at(-1)?.at === command.at) return;
      const now = new Set(findingsOf(after, events, command.at).map(({ code }) => code));
      for (const { code } of findingsOf(before, past, command.at)) expect([...now]).toContain(code);
    });
  });

  it('time adds findings only when it was foretold', () => {
    always(({ after, events }, way) => {
      const last = events.at(-1)?.at;
      if (!after || last === undefined || way.at(-1)?.after !== after) return;
      const open = (now: number) => findingsOf(after, events, now).map(({ code, state }) => `${code} ${state}`);
      const next = nextFindingAt(after, events, last);
      expect(open((next ?? last + 1000 * HOUR) - 1)).toEqual(open(last));
      if (next !== undefined) expect(open(next)).not.toEqual(open(last));
    });
  });
});
