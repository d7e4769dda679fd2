import type { PersonSession } from '../contract.ts';
import type { Deliver } from '../delivery.ts';
import type { Events } from '../events.ts';
import type { World } from '../world.ts';
import { asking } from './asking.ts';
import { filling } from './filling.ts';
import { seatOf } from './guard.ts';
import { homeTab } from './home-tab.ts';
import { inMessages } from './in-messages.ts';
import { pressing } from './pressing.ts';
import { reading } from './reading.ts';
import { submitting } from './submitting.ts';

/** One person's Slack client. */
export function personSession(world: World, userId: string, deliver: Deliver, send: Events['send']): PersonSession {
  const seat = seatOf(world, userId);
  return {
    ...reading(seat),
    ...homeTab(seat, send),
    ...asking(seat, deliver),
    ...inMessages(seat, deliver),
    ...pressing(seat, deliver),
    ...filling(seat, deliver),
    ...submitting(seat, deliver),
  };
}
