import { useState } from 'preact/hooks';
import type { PagerDutyBoard } from '../../server/wire.ts';
import { post } from '../api.ts';
import { useHere } from '../here.ts';
import { Link } from '../text/rich.tsx';
import { stamp } from '../text/time.ts';
import { IncidentView } from './incident.tsx';
import { TriggerForm } from './trigger-form.tsx';

interface Props {
  readonly board: PagerDutyBoard;
  /** Id or number of the incident to open. */
  readonly incident: string | undefined;
  readonly onIncident: (id: string | undefined) => void;
}

/** Incidents, who is on call, and the change events the services received. */
export function PagerDutyPane({ board, incident, onIncident }: Props) {
  const { me } = useHere();
  const [isOpening, setOpening] = useState(false);
  const shown = board.incidents.find(({ id, number }) => id === incident || String(number) === incident)?.id;
  return (
    <section class="pagerduty" aria-label="PagerDuty">
      <div class="pane-head">
        <h2>Incidents</h2>
        <button type="button" class="button" aria-expanded={isOpening} onClick={() => setOpening(!isOpening)}>
          Trigger incident
        </button>
      </div>
      {isOpening && (
        <TriggerForm
          services={board.services}
          onTrigger={async (wanted) => {
            await post(`pagerduty/${me.id}/trigger`, wanted);
            setOpening(false);
          }}
        />
      )}
      {board.incidents.length === 0 && <p class="empty">All quiet.</p>}
      <ul class="cards">
        {board.incidents.map((one) => (
          <li key={one.id}>
            <IncidentView
              incident={one}
              board={board}
              isOpen={shown === one.id}
              onToggle={() => onIncident(shown === one.id ? undefined : one.id)}
            />
          </li>
        ))}
      </ul>
      <OnCall board={board} />
      <ChangeEvents board={board} />
    </section>
  );
}

function OnCall({ board }: { board: PagerDutyBoard }) {
  const nameOf = (id: string) => board.users.find((user) => user.id === id)?.name ?? id;
  return (
    <>
      <h2>On call</h2>
      <dl class="facts">
        {board.services.flatMap(({ id, name, onCall }) => [
          <dt key={id}>{name}</dt>,
          <dd key={`${id}-who`}>{onCall.map(nameOf).join(', ') || 'Nobody'}</dd>,
        ])}
      </dl>
    </>
  );
}

function ChangeEvents({ board }: { board: PagerDutyBoard }) {
  const { me, now } = useHere();
  const serviceOf = (id: string) => board.services.find((service) => service.id === id)?.name;
  if (board.changeEvents.length === 0) return null;
  return (
    <>
      <h2>Change events</h2>
      <ul class="plain-list">
        {board.changeEvents.map((event) => (
          <li key={`${event.receivedAt}-${event.summary}`} class="change-event">
            <span>{event.summary}</span>
            <small>
              {serviceOf(event.serviceId)}, {stamp(event.receivedAt, now, me.timezone)}
              {event.links.map(({ href, text }) => (
                <span key={href}>
                  {' · '}
                  <Link url={href}>{text ?? href}</Link>
                </span>
              ))}
            </small>
          </li>
        ))}
      </ul>
    </>
  );
}
