import { z } from 'zod';
import { quotedMessage } from '../quoted-message.ts';

/** What a declare form carries through its life: the change's own key above all, so that it can declare only once. */
const metadata = z.object({
  key: z.string(),
  /** Answers the command in the channel where it was typed; good for 30 minutes and five times. */
  responseUrl: z.string().optional(),
  /** The message the form was opened from. */
  message: quotedMessage.optional(),
  drill: z.boolean().optional(),
  /** What went out without a record, and is declared with this. */
  sighting: z.string().optional(),
  /** The similar change that was offered: sent again all the same, it is declared as one of its own. */
  offered: z.string().optional(),
  /** It was said that nobody is left to approve: sent again all the same, it is declared. */
  warned: z.boolean().optional(),
});

export type DeclareMetadata = z.infer<typeof metadata>;

export const readMetadata = (text: string): DeclareMetadata => metadata.parse(JSON.parse(text));

/** Slack takes 3000 characters (https://docs.slack.dev/reference/views/modal-views). */
export const writeMetadata = (data: DeclareMetadata): string => JSON.stringify(data);
