import { z } from 'zod';
import { periodOf } from '../../domain/period.ts';
import type { Around, Neighbour } from '../pack/membership.ts';
import type { Query } from '../pack/statement.ts';
import { FORMAT } from '../pack/statement.ts';

const id = z.string().regex(/^EC-[1-9]\d{0,14}$/);
const neighbour = z
  .strictObject({ number: id, declaredAt: z.iso.datetime(), position: z.int().min(1), hash: z.string() })
  .transform(
    ({ number, declaredAt, ...rest }): Neighbour => ({
      number: Number(number.slice(3)),
      declaredAt: Date.parse(declaredAt),
      ...rest,
    }),
  );
const gap = z.looseObject({ number: id, declaredAt: z.string().optional() });

/** What a completeness statement says that its events cannot: everything else is worked out again and compared. */
const told = z.looseObject({
  format: z.literal(FORMAT, {
    error: `this pack is of another format than ${FORMAT}: check it with the Breakglass that made it`,
  }),
  query: z.looseObject({ firstDay: z.string(), lastDay: z.string(), asOf: z.iso.datetime() }),
  madeBy: z.strictObject({ who: z.string(), software: z.string() }),
  population: z.looseObject({
    gaps: z.array(gap),
    numberBefore: neighbour.nullable(),
    numberAfter: neighbour.nullable(),
  }),
  policies: z.array(z.strictObject({ hash: z.string().regex(/^[0-9a-f]{64}$|^[\w-]{1,64}$/), kept: z.boolean() })),
  sample: z
    .strictObject({ size: z.int().min(1), seed: z.string(), stratify: z.literal('system').nullable() })
    .nullable(),
});

export interface Inputs {
  readonly query: Query;
  readonly around: Around;
  readonly policies: readonly { readonly hash: string; readonly kept: boolean }[];
}

/** @throws with words for people when it is no statement */
export function inputsOf(text: string): Inputs {
  const { query, madeBy, population, policies, sample } = told.parse(JSON.parse(text));
  const period = periodOf(query.firstDay, query.lastDay);
  if (!period.ok) throw new Error(period.error);
  return {
    query: {
      period: period.value,
      asOf: Date.parse(query.asOf),
      by: madeBy.who,
      software: madeBy.software,
      sample: sample ? { size: sample.size, seed: sample.seed, stratify: sample.stratify ?? undefined } : undefined,
    },
    around: {
      before: population.numberBefore ?? undefined,
      after: population.numberAfter ?? undefined,
      between: population.gaps.flatMap((one) => {
        const { why: _, ...place } = one;
        return one.declaredAt === undefined ? [] : [neighbour.parse(place)];
      }),
    },
    policies,
  };
}
