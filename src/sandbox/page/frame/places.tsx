import type { Conversation } from '../../server/wire.ts';
import type { IconName } from './icon.tsx';
import { Icon } from './icon.tsx';
import type { Tab } from './side.tsx';

export interface Place {
  readonly id: string;
  readonly label: string;
  readonly sign: IconName;
  readonly isFresh?: boolean;
}

/** On a narrow screen one thing is shown at a time; these lead to the others. */
export function Places({ of, current, onGo }: { of: readonly Place[]; current: string; onGo: (id: string) => void }) {
  return (
    <nav class="places" aria-label="Places">
      {of.map(({ id, label, sign, isFresh }) => (
        <button key={id} type="button" aria-current={id === current ? 'page' : undefined} onClick={() => onGo(id)}>
          <Icon name={sign} />
          {label}
          {isFresh && <span class="fresh" role="img" aria-label="new" />}
        </button>
      ))}
    </nav>
  );
}

const SIGNS: Readonly<Record<string, IconName>> = {
  thread: 'reply',
  jira: 'ticket',
  pagerduty: 'pulse',
  github: 'list',
};

export function placesOf(
  tabs: readonly Tab[],
  conversations: readonly Conversation[],
  current: Conversation | undefined,
): Place[] {
  const isFresh = conversations.some((one) => one.id !== current?.id && (one.badge > 0 || one.isFresh));
  return [
    { id: 'rooms', label: 'Channels', sign: 'list', isFresh },
    { id: 'chat', label: 'Chat', sign: 'hash' },
    ...tabs.map(({ id, label, isFresh }) => ({ id, label, sign: SIGNS[id] ?? ('list' as const), isFresh })),
  ];
}
