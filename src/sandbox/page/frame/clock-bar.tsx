import type { ComponentChildren } from 'preact';
import type { ClockFace } from '../../server/wire.ts';
import { post } from '../api.ts';
import { useHere } from '../here.ts';
import { clockTime, distance, shortDay, stamp } from '../text/time.ts';
import { useBusy } from '../use-busy.ts';
import { Icon } from './icon.tsx';
import { cityOf } from './people-rail.tsx';

const HOUR = 60 * 60_000;
const STEPS = [
  { label: '+15 min', milliseconds: HOUR / 4 },
  { label: '+1 h', milliseconds: HOUR },
  { label: '+12 h', milliseconds: 12 * HOUR },
  { label: '+1 day', milliseconds: 24 * HOUR },
] as const;

interface Props {
  readonly clock: ClockFace;
  readonly isConnected: boolean;
  /** At the right end. */
  readonly children: ComponentChildren;
}

/** The workspace's time, in the zone of whoever one is, and the ways to move it on. */
export function ClockBar({ clock, isConnected, children }: Props) {
  const { me } = useHere();
  const { isBusy, error, run } = useBusy();
  const isStepping = isBusy || clock.isStepping;
  const step = (body: object) => void run(() => post('clock', body));
  return (
    <header class={isStepping ? 'clock-bar stepping' : 'clock-bar'} aria-busy={isStepping}>
      <p class="time">
        <b>{clockTime(clock.now, me.timezone)}</b>
        <span>{shortDay(clock.now, me.timezone)}</span>
        <small>{cityOf(me.timezone)}</small>
      </p>
      <fieldset class="steps" aria-label="Move the clock">
        {STEPS.map(({ label, milliseconds }) => (
          <button key={label} type="button" disabled={isStepping} onClick={() => step({ milliseconds })}>
            {label}
          </button>
        ))}
      </fieldset>
      <NextThing next={clock.next} now={clock.now} isStepping={isStepping} onGo={() => step({ to: 'next' })} />
      <p class="clock-note" role="status">
        {!isConnected && 'The sandbox does not answer. Start it again to go on.'}
        {isConnected && (isStepping ? 'Time is moving…' : error)}
      </p>
      {children}
    </header>
  );
}

interface NextProps {
  readonly next: ClockFace['next'];
  readonly now: number;
  readonly isStepping: boolean;
  readonly onGo: () => void;
}

function NextThing({ next, now, isStepping, onGo }: NextProps) {
  const { me } = useHere();
  if (!next) return null;
  const when = stamp(next.at, now, me.timezone);
  const away = distance(next.at, now);
  return (
    <button
      type="button"
      class="next"
      disabled={isStepping}
      onClick={onGo}
      title={`Go to what comes next: ${next.what}, ${when}`}
    >
      <Icon name="next" />
      <span class="unseen">To the next thing: </span>
      <span class="next-what">{next.what}</span>
      <small>{away}</small>
    </button>
  );
}
