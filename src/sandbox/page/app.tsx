import type { Person } from '../slack/contract.ts';
import { useDesk } from './desk.ts';
import { useWhereabouts } from './place.ts';
import { Workspace } from './workspace.tsx';

export function App({ people }: { people: readonly Person[] }) {
  const first = people.find(({ kind }) => kind === 'member') ?? people[0];
  const [{ user, channel }, move] = useWhereabouts(first?.id ?? '', (id) => people.some((person) => person.id === id));
  const desk = useDesk(user);
  const me = desk.workspace?.people.find(({ id }) => id === user);
  if (!desk.workspace || !desk.clock || !me) {
    return <p class="starting">{desk.isConnected ? 'Opening the workspace…' : 'The sandbox does not answer.'}</p>;
  }
  return <Workspace desk={desk} workspace={desk.workspace} clock={desk.clock} me={me} wanted={channel} onMove={move} />;
}
