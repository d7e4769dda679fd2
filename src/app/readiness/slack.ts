import type { Policy } from '../../policy/load.ts';
import type { ChannelFacts, Found } from '../readiness-ports.ts';
import type { Facts } from './facts.ts';
import type { AreaReport, Fault } from './report.ts';
import { troubleFault } from './report.ts';

/** The token is good and may do all that the manifest asks for; the policy's channels can be written to. */
export function judgeSlack(
  { channels: { changes, fallback } }: Policy,
  { slack: { missingScopes, channels } }: Facts,
): AreaReport {
  const names = [...channels].map(([id, channel]) => (channel.ok ? `#${channel.value.name}` : id));
  return {
    area: 'slack',
    summary: `token with every scope, ${names.join(' and ')} can be written to`,
    faults: missingScopes.ok
      ? [
          ...missingScopes.value.map(missingScope),
          ...[...channels].flatMap(([id, channel]) =>
            channelFault(
              id,
              channel,
              `channels.${id === changes ? 'changes' : id === fallback ? 'fallback' : 'digest'}`,
            ),
          ),
        ]
      : [troubleFault('Slack token', missingScopes.error, { refused: 'set a valid SLACK_BOT_TOKEN' })],
    notices: [],
  };
}

const missingScope = (scope: string): Fault => ({
  where: 'Slack token',
  what: `lacks the scope ${scope}`,
  fix: 'add it under OAuth & Permissions (or paste manifest.json again) and reinstall the app',
});

function channelFault(id: string, found: Found<ChannelFacts>, setting: string): Fault[] {
  const where = `channel ${found.ok ? `#${found.value.name}` : id} (${setting})`;
  if (!found.ok) {
    const absent = `correct ${setting} in policy.yaml; to a private channel the bot has to be invited first`;
    return [troubleFault(where, found.error, { absent }, 'does not exist, or is private and without the bot')];
  }
  const { isArchived, hasBot, name } = found.value;
  if (isArchived) return [{ where, what: 'is archived', fix: `unarchive it, or name another one as ${setting}` }];
  if (!hasBot) return [{ where, what: 'does not have the bot in it', fix: `type /invite @Breakglass in #${name}` }];
  return [];
}
