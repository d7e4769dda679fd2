import { z } from 'zod';
import { GROUP_SOURCES, SEQUENCES } from '../../domain/change/types.ts';

export const at = z.number();
export const by = z.string();
export const duration = z.number();
export const source = z.enum(['slack', 'api', 'github', 'jira', 'import', 'system']);
export const changeId = z.object({ sequence: z.enum(SEQUENCES), number: z.number() });
/** What a webhook told. */
export const heard = { occurredAt: at, who: z.string().optional() };

export const fact = <T extends string, Shape extends z.ZodRawShape>(type: T, shape: Shape) =>
  z.object({ type: z.literal(type), at, ...shape });

export const memberOf = z.array(
  z.object({
    group: z.string(),
    ground: z.string(),
    source: z.enum(GROUP_SOURCES).optional(),
    sourceId: z.string().optional(),
    at: at.optional(),
  }),
);
