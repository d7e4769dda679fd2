import { z } from 'zod';
import { AUDIENCES } from '../../domain/change/types.ts';
import { at, fact, memberOf } from './fact.ts';

const user = z.string();
const audience = z.enum(['owner', 'escalation']);

/** Who owes the review, and how they are told. */
export const dutyFacts = [
  fact('ReviewReminded', { rung: z.number(), tell: z.array(z.enum(AUDIENCES)) }),
  fact('ReminderAddressed', { rung: z.number(), audience, to: z.array(user) }),
  fact('ReminderDelivered', {
    rung: z.number(),
    audience: z.enum(['owner', 'thread', 'escalation', 'channel']),
    user: user.optional(),
    channel: z.string(),
    ts: z.string(),
    changes: z.array(z.string()).optional(),
    along: z.boolean().optional(),
  }),
  fact('ReviewSnoozed', { by: user, until: at }),
  fact('HandOverOffered', { by: user, to: user, answerBy: at }),
  fact('HandOverAccepted', { by: user, from: user }),
  fact('HandOverDeclined', { by: user, from: user }),
  fact('HandOverUnanswered', { from: user, to: user }),
  fact('ReviewOwnerLeft', { user }),
  fact('ReviewTakenOver', { by: user, from: user, memberOf }),
  fact('TicketHandedOver', { owner: user, assigned: z.boolean() }),
] as const;
