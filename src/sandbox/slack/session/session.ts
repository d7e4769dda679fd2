import type { PersonSession } from '../contract.ts';
import type { Deliver } from '../delivery.ts';
import type { World } from '../world.ts';
import { asking } from './asking.ts';
import { filling } from './filling.ts';
import { seatOf } from './guard.ts';
import { pressing } from './pressing.ts';
import { reading } from './reading.ts';
import { submitting } from './submitting.ts';

/** One person's Slack client. */
export function personSession(world: World, userId: string, deliver: Deliver): PersonSession {
  const seat = seatOf(world, userId);
  return {
    ...reading(seat),
    ...asking(seat, deliver),
    ...pressing(seat, deliver),
    ...filling(seat, deliver),
    ...submitting(seat, deliver),
  };
}
