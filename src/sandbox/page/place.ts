import { useEffect, useState } from 'preact/hooks';

/** Who one is and which conversation is open: kept in the address, so that reloading and going back work. */
export interface Whereabouts {
  readonly user: string;
  readonly channel: string | undefined;
}

export function useWhereabouts(first: string, isPerson: (id: string) => boolean) {
  const read = (): Whereabouts => {
    const [user = '', channel] = location.hash.slice(1).split('/');
    return { user: isPerson(user) ? user : first, channel: channel || undefined };
  };
  const [whereabouts, setWhereabouts] = useState(read);
  useEffect(() => {
    const follow = () => setWhereabouts(read());
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const move = ({ user, channel }: Whereabouts) => {
    location.hash = channel ? `${user}/${channel}` : user;
  };
  return [whereabouts, move] as const;
}
