import type { Person } from '../../slack/contract.ts';
import { useHere } from '../here.ts';
import { Avatar } from '../text/avatar.tsx';
import { clockTime } from '../text/time.ts';

interface Props {
  readonly attention: Readonly<Record<string, number>>;
  readonly onBe: (user: string) => void;
}

/** Everybody one can be. The number is what the app has told them and they have not read. */
export function PeopleRail({ attention, onBe }: Props) {
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
  onBe,
}: {
  person: Person;
  isMe: boolean;
  unread: number;
  onBe: () => void;
}) {
  const { now } = useHere();
  const { id, realName, title, timezone, kind } = person;
  const time = clockTime(now, timezone);
  const isAway = kind === 'deactivated' || kind === 'stranger';
  const about = [realName, title, `${time} in ${cityOf(timezone)}`, kind !== 'member' && kind]
    .filter(Boolean)
    .join('\n');
  return (
    <button
      type="button"
      class={isMe ? 'person current' : 'person'}
      aria-label={`Be ${realName}`}
      aria-description={`${title}, ${time} there${unread ? `, ${unread} unread` : ''}`}
      aria-pressed={isMe}
      title={about}
      disabled={isAway}
      onClick={onBe}
    >
      <Avatar user={id} />
      {unread > 0 && !isMe && <span class="badge">{unread}</span>}
      <span class="person-name">{realName.split(' ')[0]}</span>
      <time>{isAway ? 'away' : time}</time>
    </button>
  );
}

export function cityOf(timezone: string): string {
  return (timezone.split('/').at(-1) ?? timezone).replaceAll('_', ' ');
}
