import type { Incident, PagerDutyStandIn } from './contract.ts';
import { addNote, changeStatus, merge, open, setPriority } from './incidents.ts';
import type { Rota } from './on-call.ts';
import type { Store } from './store.ts';

type ByHand = Pick<
  PagerDutyStandIn,
  'trigger' | 'acknowledge' | 'resolve' | 'reopen' | 'noteByHand' | 'setPriority' | 'mergeByHand'
>;

/** What people do in PagerDuty's own page. */
export function byHand(store: Store, rota: Rota): ByHand {
  const someone = (by: string | undefined): string => by ?? store.options.users[0]?.id ?? '';
  const find = (id: string): Incident => {
    const incident = store.find(id);
    if (!incident) throw new Error(`No incident ${id}`);
    return incident;
  };
  const findOpen = (id: string): Incident => {
    const incident = find(id);
    if (incident.status === 'resolved') throw new Error(`Incident ${incident.number} is resolved already`);
    return incident;
  };
  return {
    trigger: (opening, by) => open(store, rota, opening, someone(by)),
    acknowledge: (id, by) => void changeStatus(store, findOpen(id), 'acknowledged', someone(by)),
    resolve: (id, by) => void changeStatus(store, findOpen(id), 'resolved', someone(by)),
    reopen: (id, by) => void changeStatus(store, find(id), 'triggered', someone(by)),
    noteByHand: (id, content, by) => void addNote(store, find(id), content, someone(by)),
    setPriority: (id, priorityId, by) => void setPriority(store, find(id), priorityId, someone(by)),
    mergeByHand: (sourceId, targetId, by) => {
      const source = find(sourceId);
      const target = findOpen(targetId);
      if (source.id === target.id) throw new Error('An incident cannot be merged into itself');
      merge(store, source, target, someone(by));
    },
  };
}
