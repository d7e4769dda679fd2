import type { Incident } from '../../pagerduty/contract.ts';
import type { PagerDutyBoard } from '../../server/wire.ts';
import { post } from '../api.ts';
import { useHere } from '../here.ts';
import { Menu } from '../kit/menu.tsx';
import { stamp } from '../text/time.ts';
import { useBusy } from '../use-busy.ts';
import { SayBox } from './say-box.tsx';

const DEEDS = {
  triggered: [
    { verb: 'acknowledge', label: 'Acknowledge' },
    { verb: 'resolve', label: 'Resolve' },
  ],
  acknowledged: [{ verb: 'resolve', label: 'Resolve' }],
  resolved: [{ verb: 'reopen', label: 'Reopen' }],
} as const;

interface Props {
  readonly incident: Incident;
  readonly board: PagerDutyBoard;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

export function IncidentView({ incident, board, isOpen, onToggle }: Props) {
  const { number, title, status, serviceId, urgency, notes, mergedInto } = incident;
  const { me, now } = useHere();
  const priority = board.priorities.find(({ id }) => id === incident.priorityId)?.name;
  const service = board.services.find(({ id }) => id === serviceId)?.name;
  const target = board.incidents.find(({ id }) => id === mergedInto);
  return (
    <article class={`card incident ${status}`} aria-label={`Incident ${number}`}>
      <button type="button" class="card-open" aria-expanded={isOpen} onClick={onToggle}>
        <span class="card-top">
          <b>#{number}</b>
          <span class={`lozenge ${status}`}>{status}</span>
          {urgency === 'low' && <span class="lozenge">low urgency</span>}
        </span>
        <span>{title}</span>
        <small>
          {service}, {stamp(incident.createdAt, now, me.timezone)}
          {priority && ` · ${priority}`}
          {notes.length > 0 && ` · ${notes.length === 1 ? '1 note' : `${notes.length} notes`}`}
          {target && ` · merged into #${target.number}`}
        </small>
      </button>
      {isOpen && <Details incident={incident} board={board} />}
    </article>
  );
}

function Details({ incident, board }: { incident: Incident; board: PagerDutyBoard }) {
  const { me, now } = useHere();
  const { isBusy, error, run } = useBusy();
  const nameOf = (id: string) => board.users.find((user) => user.id === id)?.name ?? 'Somebody';
  const tell = (verb: string, body: object = {}) => post(`pagerduty/${me.id}/${verb}`, { id: incident.id, ...body });
  const others = board.incidents
    .filter(({ id, status }) => id !== incident.id && status !== 'resolved' && incident.status !== 'resolved')
    .map(({ id, number, title }) => ({
      label: `Into #${number}`,
      hint: title,
      onPick: () => void run(() => tell('merge', { into: id })),
    }));
  const priorities = [...board.priorities, { id: null, name: 'None' }].map(({ id, name }) => ({
    label: name,
    hint: '',
    onPick: () => void run(() => tell('priority', { priority: id })),
  }));
  return (
    <div class="details">
      {incident.details && <p>{incident.details}</p>}
      {incident.assigneeIds.length > 0 && (
        <p class="pane-note">Assigned to {incident.assigneeIds.map(nameOf).join(', ')}</p>
      )}
      <div class="actions">
        {!incident.mergedInto &&
          DEEDS[incident.status].map(({ verb, label }) => (
            <button
              key={verb}
              type="button"
              class="button"
              disabled={isBusy}
              onClick={() => void run(() => tell(verb))}
            >
              {label}
            </button>
          ))}
        <Menu label="Priority" class="button" items={priorities}>
          Priority…
        </Menu>
        {!incident.mergedInto && others.length > 0 && (
          <Menu label="Merge" class="button" items={others}>
            Merge…
          </Menu>
        )}
      </div>
      {error && (
        <p class="banner" role="alert">
          {error}
        </p>
      )}
      {incident.notes.map(({ id, content, userId, createdAt }) => (
        <div class="comment" key={id}>
          <p class="byline">
            <b>{nameOf(userId)}</b> <time>{stamp(createdAt, now, me.timezone)}</time>
          </p>
          <p class="note">{content}</p>
        </div>
      ))}
      <SayBox label={`Note on incident ${incident.number}`} onSay={(content) => tell('note', { content })} />
    </div>
  );
}
