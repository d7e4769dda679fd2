import { isApp, nameOf, useHere } from '../here.ts';

const HUES = 8;

export function Avatar({ user, size = 36 }: { user: string; size?: 20 | 24 | 36 }) {
  const here = useHere();
  const name = nameOf(here, user);
  const hue = isApp(here, user) ? 'app' : `hue-${[...here.people.keys()].indexOf(user) % HUES}`;
  return (
    <span class={`avatar ${hue} size-${size}`} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

/** Somebody of another system, or nobody. */
export function Initials({ name }: { name: string | undefined }) {
  return (
    <span class={name ? 'avatar size-20' : 'avatar size-20 nobody'} title={name ?? 'Nobody'}>
      {name ? initials(name) : '–'}
      <span class="unseen">{name ? ` ${name}` : ' nobody'}</span>
    </span>
  );
}

function initials(name: string): string {
  const words = name.split(' ');
  return `${words[0]?.[0] ?? ''}${words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''}`.toUpperCase();
}
