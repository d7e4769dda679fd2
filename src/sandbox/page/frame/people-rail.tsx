import type { Person } from '../../slack/contract.ts';
import { useHere } from '../here.ts';
import { Avatar } from '../text/avatar.tsx';
import { clockTime } from '../text/time.ts';
import { Icon } from './icon.tsx';

interface Props {
  readonly attention: Readonly<Record<string, number>>;
  /** Who has a form open. */
  readonly busy: readonly string[];
  readonly onBe: (user: string) => void;
}

/** Everybody one can be. The number is what the app has told them and they have not read. */
export function PeopleRail({ attention, busy, onBe }: Props) {
  const { people, me } = useHere();
  return (
    <nav class="rail" aria-label="People">
      {[...people.values()]
        .filter(({ kind }) => kind !== 'bot')
        .map((person) => (
          <PersonButton
            key={person.id}
            person={person}
            isMe={person.id === me.id}
            unread={attention[person.id] ?? 0}
            isBusy={busy.includes(person.id)}
            onBe={() => onBe(person.id)}
          />
        ))}
    </nav>
  );
}

function PersonButton({
  person,
  isMe,
  unread,
  isBusy,
  onBe,
}: {
  person: Person;
  isMe: boolean;
  unread: number;
  isBusy: boolean;
  onBe: () => void;
}) {
  const { now } = useHere();
  const { id, realName, title, timezone, kind } = person;
  const time = clockTime(now, timezone);
  const isAway = kind === 'deactivated' || kind === 'stranger';
  const [first, ...rest] = realName.split(' ');
  const state = [unread > 0 && `${unread} unread`, isBusy && 'has a form open', kind !== 'member' && kind].filter(
    Boolean,
  );
  const about = [realName, title, `${time} in ${cityOf(timezone)}`, ...state].filter(Boolean).join('\n');
  return (
    <button
      type="button"
      class={['person', isMe && 'current', isAway && 'away'].filter(Boolean).join(' ')}
      aria-description={[title, `${time} there`, ...state].join(', ')}
      aria-pressed={isMe}
      title={about}
      onClick={onBe}
    >
      <Avatar user={id} />
      {unread > 0 && !isMe && (
        <span class="badge" aria-hidden="true">
          {unread > 99 ? '99+' : unread}
        </span>
      )}
      {isBusy && !isMe && (
        <span class="busy-mark">
          <Icon name="pencil" />
        </span>
      )}
      <span class="person-name">
        <span class="unseen">Be </span>
        {first}
        <span class="unseen"> {rest.join(' ')}</span>
      </span>
      <time>{kind === 'deactivated' ? 'left' : time}</time>
    </button>
  );
}

export function cityOf(timezone: string): string {
  return (timezone.split('/').at(-1) ?? timezone).replaceAll('_', ' ');
}
