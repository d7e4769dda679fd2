import { localDate } from '../../src/app/local-date.ts';
import type { Declare } from '../../src/domain/change/commands.ts';
import type { ChangeEvent } from '../../src/domain/change/events.ts';
import { DAY } from '../../src/domain/digest.ts';
import { HOUR, MINUTE } from '../support/changes.ts';
import { caughtUp, closed as closedOne, declareOrder, deployed, waiting } from './history.ts';
import type { Seed } from './seed.ts';
import { seeded } from './seed.ts';
import { policy } from './settings.ts';

const AGE = 3 * 365 * DAY;

export interface Size {
  readonly closed: number;
  /** Of each closed one. */
  readonly copies: number;
  readonly open: number;
}

/** A workspace three years old: changes spread over that time, some still open, a digest every day. */
export async function threeYears(file: string, size: Size, now: number): Promise<void> {
  const orders = await Promise.all(Array.from({ length: 5 }, (_, index) => declareOrder(index, now - AGE)));
  seeded(file, (seed) => {
    for (let at = now - AGE; at <= now; at += DAY) seed.digest(localDate(at, policy.timezone), at);
    for (let index = 0; index < size.closed; index += 1) {
      const at = Math.floor(now - AGE + ((AGE - 3 * DAY) * index) / size.closed);
      seed.change(keyOf(index), closedOne(orderOf(orders, index, at), index + 1));
    }
    if (size.copies > 0) seed.copy(size.copies);
    openOnes(seed, orders, size, now);
  });
}

/** Half wait for a yes, half for their review, some of these past its target; all reminders so far were sent. */
function openOnes(seed: Seed, orders: readonly Declare[], { closed, copies, open }: Size, now: number): void {
  const before = closed * (copies + 1);
  for (let index = 0; index < open; index += 1) {
    const number = before + index + 1;
    const isWaiting = index >= open / 2;
    const order = orderOf(orders, index, now - (open - index) * (isWaiting ? 10 * MINUTE : HOUR));
    const history: ChangeEvent[] = isWaiting ? waiting(order, number) : deployed(order, number);
    seed.change(keyOf(before + index), caughtUp(history, now));
  }
}

function orderOf(orders: readonly Declare[], index: number, at: number): Declare {
  const order = orders[index % orders.length];
  if (!order) throw new Error('No order was prepared');
  return { ...order, at };
}

const keyOf = (index: number): string => `${index.toString(16).padStart(8, '0')}-d9cb-469f-a165-70867728950e`;
