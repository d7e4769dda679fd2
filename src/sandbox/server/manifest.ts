import { z } from 'zod';
import type { App } from './wire.ts';

const Manifest = z.object({
  display_information: z.object({ name: z.string(), background_color: z.string().optional() }),
  features: z
    .object({
      bot_user: z.object({ display_name: z.string() }).optional(),
      app_home: z
        .object({ messages_tab_read_only_enabled: z.boolean().optional(), home_tab_enabled: z.boolean().optional() })
        .optional(),
      slash_commands: z
        .array(
          z.object({ command: z.string(), description: z.string().default(''), usage_hint: z.string().default('') }),
        )
        .default([]),
      shortcuts: z
        .array(
          z.object({
            name: z.string(),
            type: z.enum(['global', 'message']),
            callback_id: z.string(),
            description: z.string().default(''),
          }),
        )
        .default([]),
    })
    .default({ slash_commands: [], shortcuts: [] }),
  settings: z
    .object({ event_subscriptions: z.object({ bot_events: z.array(z.string()).default([]) }).optional() })
    .optional(),
});

/** The app as people meet it in Slack; without a manifest it has a plain name and offers nothing. */
export function readManifest(manifest: unknown): App {
  const parsed = Manifest.parse(manifest ?? { display_information: { name: 'App' } });
  const { features } = parsed;
  return {
    name: features.bot_user?.display_name ?? parsed.display_information.name,
    color: parsed.display_information.background_color ?? '#4a154b',
    commands: features.slash_commands.map(({ usage_hint, ...command }) => ({ ...command, usageHint: usage_hint })),
    shortcuts: features.shortcuts.map(({ type, callback_id, name, description }) => ({
      name,
      kind: type,
      callbackId: callback_id,
      description,
    })),
    isReadOnly: features.app_home?.messages_tab_read_only_enabled ?? false,
    hasHome: features.app_home?.home_tab_enabled ?? false,
    hearsOpening: parsed.settings?.event_subscriptions?.bot_events.includes('app_home_opened') ?? false,
  };
}
