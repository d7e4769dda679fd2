import { useState } from 'preact/hooks';
import type { ClockFace } from '../../server/wire.ts';
import type { Desk } from '../desk.ts';
import { useRemembered } from '../use-remembered.ts';
import { ClockBar } from './clock-bar.tsx';
import { ThemeButton } from './theme-button.tsx';
import { TourButton, TourPanel } from './tour.tsx';
import { WeatherButton, WeatherPanel } from './weather.tsx';

/** The bar above everything, and the panels it opens. */
export function Top({ desk: { weather, tour, isConnected }, clock }: { desk: Desk; clock: ClockFace }) {
  const [isWeatherOpen, setWeatherOpen] = useState(false);
  const [isTourOpen, setTourOpen] = useRemembered('sandbox-tour', true);
  const steps = tour?.length ? tour : undefined;
  return (
    <>
      <ClockBar clock={clock} isConnected={isConnected}>
        {weather && (
          <WeatherButton weather={weather} isOpen={isWeatherOpen} onToggle={() => setWeatherOpen(!isWeatherOpen)} />
        )}
        {steps && <TourButton steps={steps} isOpen={isTourOpen} onToggle={() => setTourOpen(!isTourOpen)} />}
        <ThemeButton />
      </ClockBar>
      {weather && isWeatherOpen && <WeatherPanel weather={weather} onClose={() => setWeatherOpen(false)} />}
      {steps && isTourOpen && <TourPanel steps={steps} onClose={() => setTourOpen(false)} />}
    </>
  );
}
