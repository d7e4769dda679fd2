import { z } from 'zod';

// Fields that several parts of the policy share.

export const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'use lower-case letters, digits and dashes, at most 40');
export const title = z.string().trim().min(1, 'say something here').max(60, 'at most 60 characters');
export const slackUser = z
  .string()
  .regex(/^[UW][A-Z0-9]{5,}$/, 'a Slack user id looks like U0123ABCD (profile > More > Copy member ID)');
