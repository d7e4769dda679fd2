import type { ChangeEvent } from '../../src/domain/change/events.ts';
import type { Change } from '../../src/domain/change/state.ts';
import type { RowClass } from '../../src/domain/reconcile/types.ts';
import { approved, ben, changeOf, cleo, declared, deployed, HOUR, MINUTE } from './changes.ts';

const DAY = 24 * HOUR;
const SYSTEMS = ['payments', 'checkout', 'search', 'identity', 'warehouse', 'ledger', 'mail', 'edge'];
const begin = Date.UTC(2026, 6, 1);

export interface PlantedRow {
  readonly system: string;
  readonly commit: string;
  readonly at: number;
  readonly reference: string;
  readonly expected: RowClass;
}

/**
 * A log of `rows` deployments in which `cases` of each class are hidden, and the changes of that time. Every change has a
 * system and three days for itself; what is not hidden in the log carries a normal change's reference.
 */
export function plantedLog({ seed, rows, cases }: { seed: number; rows: number; cases: number }) {
  const random = mulberry(seed);
  const between = (from: number, to: number) => Math.round(from + random() * (to - from));
  const hex = () =>
    Math.trunc(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  const commit = () => Array.from({ length: 5 }, hex).join('');
  const changes: Change[] = [];
  const slots = shuffled(
    SYSTEMS.flatMap((system) => Array.from({ length: 30 }, (_, index) => ({ system, from: begin + index * 3 * DAY }))),
  );
  const planted = Object.values(plants()).flatMap((plant) => Array.from({ length: cases }, plant));
  const normal = Array.from({ length: rows - planted.length }, (_, index) => ({
    ...anywhere(),
    reference: `CHG${1000 + index}`,
    expected: 'normal' as const,
  }));
  return { rows: shuffled([...planted, ...normal]), changes };

  function plants(): Record<Exclude<RowClass, 'normal'>, () => PlantedRow> {
    return {
      matched: () => withChange(between(2 * MINUTE, 5 * HOUR), 'matched'),
      'approved after': () => withChange(-between(2 * MINUTE, 15 * MINUTE), 'approved after'),
      inconclusive: () => withChange(between(-50_000, 50_000), 'inconclusive'),
      'different commit': () => ({
        ...withChange(between(2 * MINUTE, 5 * HOUR), 'different commit'),
        commit: commit(),
      }),
      undeclared: () => ({ ...slot(), commit: commit(), reference: '', expected: 'undeclared' }),
      'unknown system': () => ({ ...anywhere(), system: `legacy-${hex()}`, reference: '', expected: 'unknown system' }),
    };
  }

  /** A change of its own, and a row this long after its approval. */
  function withChange(after: number, expected: RowClass): PlantedRow {
    const { system, at: declaredAt } = slot();
    const sha = commit();
    const authorizedAt = declaredAt + 20 * MINUTE;
    const events: ChangeEvent[] = [
      approved(ben, 'oncall-leads', declaredAt + MINUTE),
      approved(cleo, 'leadership', authorizedAt),
      { type: 'ChangeAuthorized', at: authorizedAt },
      // Some were recorded in Slack too, a little beside the time of the log.
      ...(expected === 'matched' && random() < 0.5
        ? [deployed({ what: sha.slice(0, 10), deployedAt: authorizedAt + after + between(-20_000, 20_000) })]
        : []),
      { type: 'ChangeClosed', at: declaredAt + 30 * HOUR },
    ];
    const links = [`https://github.com/acme/${system}/commit/${sha}`];
    const id = { sequence: 'EC' as const, number: changes.length + 1 };
    changes.push(changeOf(declared({ id, at: declaredAt, details: { systems: [system], links } }), ...events));
    return {
      system,
      commit: random() < 0.5 ? sha : sha.slice(0, 8),
      at: authorizedAt + after,
      reference: '',
      expected,
    };
  }

  function slot() {
    const next = slots.pop();
    if (!next) throw new Error('More cases than there are slots');
    return { system: next.system, at: next.from + between(4 * HOUR, DAY) };
  }

  function anywhere() {
    const system = SYSTEMS[between(0, SYSTEMS.length - 1)] ?? 'payments';
    return { system, commit: commit(), at: begin + between(0, 90 * DAY) };
  }

  function shuffled<T>(list: readonly T[]): T[] {
    return list
      .map((one) => ({ one, place: random() }))
      .toSorted((a, b) => a.place - b.place)
      .map(({ one }) => one);
  }
}

/** As a pipeline would write it; quoting and letters of either case are part of the matter. */
export const csvOf = (rows: readonly PlantedRow[]): string =>
  [
    'Finished At,Service,Commit,Environment,Status,Change,Deployed By,Note',
    ...rows.map(({ system, commit, at, reference }, index) => {
      const time = new Date(at).toISOString();
      return `${time},${index % 7 === 0 ? system.toUpperCase() : system},${commit},production,success,${reference},ci-bot,"a ""note"", with commas"`;
    }),
  ].join('\n');

/** Mulberry32: small, seeded, good enough to hide things. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
