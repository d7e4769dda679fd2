import { useEffect, useRef } from 'preact/hooks';
import type { Nuisance, ServiceWeather, Storm, Weather } from '../../server/wire.ts';
import { post } from '../api.ts';
import { useAsked } from '../use-asked.ts';
import { useBusy } from '../use-busy.ts';
import { Icon } from './icon.tsx';

const STORMS: readonly { readonly id: Storm; readonly label: string; readonly what: string }[] = [
  { id: 'fine', label: 'Fine', what: 'works' },
  { id: 'slow', label: 'Slow', what: 'slow: answers after 2 s' },
  { id: 'rate-limited', label: 'Limited', what: 'rate-limited: refuses, asks to wait 30 s' },
  { id: 'answer-lost', label: 'Lossy', what: 'lossy: does what it is asked, but the answer is lost' },
  { id: 'down', label: 'Down', what: 'down: no answer' },
];

/** What is out of order now, in a few words. */
export function troublesIn({ services }: Weather): string[] {
  return services.flatMap(({ name, storm, nuisances }) => [
    ...(storm === 'fine' ? [] : [`${name} ${wordFor(storm)}`]),
    ...nuisances.flatMap(({ isOn, label }) => (isOn ? [label] : [])),
  ]);
}

function wordFor(storm: Storm): string {
  return STORMS.find(({ id }) => id === storm)?.label.toLowerCase() ?? storm;
}

/** In the bar: what is wrong at a glance, and one click to end it. */
export function WeatherButton({
  weather,
  isOpen,
  onToggle,
}: {
  weather: Weather;
  isOpen: boolean;
  onToggle: () => void;
}) {
  const troubles = troublesIn(weather);
  const { run } = useBusy();
  return (
    <div class={troubles.length > 0 ? 'weather-button bad' : 'weather-button'}>
      <button
        type="button"
        class="bar-button"
        aria-expanded={isOpen}
        title="Weather: make Slack, Jira or PagerDuty fail"
        data-panel-button="weather"
        onClick={onToggle}
      >
        <Icon name="weather" />
        <span class="bar-label">
          <span class={troubles.length > 0 ? 'unseen' : ''}>Weather</span>
          {troubles.length > 0 && (
            <>
              <span class="unseen">: </span>
              {troubles.join(' · ')}
            </>
          )}
        </span>
      </button>
      {troubles.length > 0 && (
        <button
          type="button"
          class="bar-button"
          aria-label="Clear the weather"
          title="Everything works again"
          onClick={() => void run(() => post('weather/clear', {}))}
        >
          <Icon name="close" />
        </button>
      )}
    </div>
  );
}

export function WeatherPanel({ weather, onClose }: { weather: Weather; onClose: () => void }) {
  const { error, run } = useBusy();
  const panel = usePanel(onClose);
  const change = (body: object) => void run(() => post('weather', body));
  return (
    <section
      class="panel-popup weather-panel"
      role="dialog"
      aria-label="Weather"
      ref={panel}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onClose();
      }}
    >
      <header>
        <h2>Weather</h2>
        <button type="button" class="icon" aria-label="Close weather" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <p class="pane-note">What the bot meets when it calls the others. Nothing may get lost.</p>
      {weather.services.map((service) => (
        <ServiceRow key={service.id} service={service} onChange={change} />
      ))}
      {weather.bot && <Killing bot={weather.bot} />}
      {error && (
        <p class="banner" role="alert">
          {error}
        </p>
      )}
      {troublesIn(weather).length > 0 && (
        <button type="button" class="button" onClick={() => void run(() => post('weather/clear', {}))}>
          Clear it all
        </button>
      )}
    </section>
  );
}

function ServiceRow({ service, onChange }: { service: ServiceWeather; onChange: (body: object) => void }) {
  const { id, name, nuisances } = service;
  const [storm, ask] = useAsked(service.storm);
  return (
    <fieldset class="service">
      <legend>{name}</legend>
      <div class="segments">
        {STORMS.map((one) => (
          <label key={one.id} class={`segment ${one.id}`} title={`${name} ${one.what}`}>
            <input
              type="radio"
              name={`storm-${id}`}
              checked={storm === one.id}
              onChange={() => {
                ask(one.id);
                onChange({ service: id, storm: one.id });
              }}
            />
            <span>{one.label}</span>
          </label>
        ))}
      </div>
      {storm !== 'fine' && <p class="pane-note">{`${name} is ${STORMS.find((one) => one.id === storm)?.what}.`}</p>}
      {nuisances.map((nuisance) => (
        <NuisanceBox key={nuisance.id} nuisance={nuisance} onChange={onChange} />
      ))}
    </fieldset>
  );
}

function NuisanceBox({
  nuisance: { id, label, isOn },
  onChange,
}: {
  nuisance: Nuisance;
  onChange: (body: object) => void;
}) {
  const [isAsked, ask] = useAsked(isOn);
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={isAsked}
        onChange={() => {
          ask(!isAsked);
          onChange({ nuisance: id, isOn: !isAsked });
        }}
      />
      <span>{label}</span>
    </label>
  );
}

function Killing({ bot }: { bot: NonNullable<Weather['bot']> }) {
  const { isBusy, error, run } = useBusy();
  const isRestarting = isBusy || bot.isRestarting;
  const trouble = error ?? bot.trouble;
  return (
    <fieldset class="service">
      <legend>The bot</legend>
      <button
        type="button"
        class="button danger"
        aria-disabled={isRestarting}
        aria-busy={isRestarting}
        onClick={() => !isRestarting && void run(() => post('weather/kill-bot', {}))}
      >
        {isRestarting && <span class="spinner" />}
        {isRestarting ? 'Starting again…' : 'Kill the bot now'}
      </button>
      <p class="pane-note" role="status">
        {trouble ??
          (isRestarting ? 'It comes back on the same data.' : 'Ends it as a crash would, and starts it again.')}
      </p>
    </fieldset>
  );
}

/** Takes the focus when it opens, gives it back to its button when it closes. */
function usePanel(onClose: () => void) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const shown = panel.current;
    shown?.focus();
    const onPointer = ({ target }: PointerEvent) => {
      if (!(target instanceof Element) || shown?.contains(target) || target.closest('[data-panel-button]')) return;
      if (target.closest('.clock-bar, .rail')) return;
      onClose();
    };
    addEventListener('pointerdown', onPointer);
    return () => {
      removeEventListener('pointerdown', onPointer);
      if (shown?.contains(document.activeElement) || document.activeElement === document.body) {
        document.querySelector<HTMLElement>('[data-panel-button="weather"]')?.focus();
      }
    };
  }, []);
  return panel;
}
