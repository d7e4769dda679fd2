import type { Command } from '../../domain/change/commands.ts';
import type { Work, WorkKind } from '../../domain/change/effects.ts';
import type { ChangeEvent } from '../../domain/change/events.ts';
import type { Change } from '../../domain/change/state.ts';
import { idText } from '../../domain/change/types.ts';
import type { Policy } from '../../policy/load.ts';
import type { Chat, Delivery, Incidents, Moment, Tickets } from '../outside-ports.ts';
import type { Groups, People } from '../people-ports.ts';
import type { Report } from '../readiness/report.ts';

/** What handlers reach the outside world through. Jira and PagerDuty may be absent: their steps are left out then. */
export interface Outside {
  readonly chat: Chat;
  readonly tickets: Tickets | undefined;
  readonly incidents: Incidents | undefined;
  readonly groups: Groups;
  readonly people: People;
  readonly policy: () => Policy;
  /** Whether an emergency change could go its way at this moment: asks every system, changes nothing. */
  readonly readiness: () => Promise<Report>;
}

/** One delivery: the change as it is now, and the event it is about. */
export interface Task<K extends WorkKind = WorkKind> {
  readonly work: Extract<Work, { kind: K }>;
  readonly change: Change;
  readonly events: readonly ChangeEvent[];
  readonly version: number;
  readonly delivery: Delivery;
}

/** May run twice, late or out of order. Answers with the order that notes the outcome, if there is one. */
export type Handler<K extends WorkKind> = (task: Task<K>, outside: Outside) => Promise<Command | undefined>;

/** The event this delivery is about. */
export function momentOf({ change, events, version }: Pick<Task, 'change' | 'events' | 'version'>): Moment {
  const event = events[version - 1];
  if (!event) throw new Error(`${change.key} has no event ${version}`);
  const before = events[version - 2];
  const first = event.type === 'ChangeAuthorized' && before?.type === 'ApprovalGiven' ? before : undefined;
  return { event, first, mark: `${idText(change.id)} #${version}` };
}
