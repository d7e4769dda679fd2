import type { Fault } from '../faults.ts';
import type { JiraStandIn } from '../jira/contract.ts';
import type { PagerDutyStandIn } from '../pagerduty/contract.ts';
import type { SlackStandIn } from '../slack/contract.ts';
import { Refused } from './body.ts';
import { type Nuisances, nuisancesOf } from './nuisances.ts';
import type { ServiceWeather, Storm, Weather } from './wire.ts';
import type { World } from './world.ts';

type Service = ServiceWeather['id'];

/** What goes wrong between the bot and the services, as one switches it in the page. */
export interface Forecast {
  readonly report: () => Weather;
  readonly setStorm: (service: Service, storm: Storm) => void;
  readonly setNuisance: (id: string, isOn: boolean) => void;
  /** Everything works again. */
  readonly clear: () => void;
  /** Resolves when the bot is up again. */
  readonly killBot: () => Promise<void>;
}

const FAULTS = {
  slow: { kind: 'slow', milliseconds: 2_000 },
  'rate-limited': { kind: 'rate-limited', retryAfterSeconds: 30 },
  'answer-lost': { kind: 'answer-lost' },
  down: { kind: 'down' },
} as const satisfies Record<Exclude<Storm, 'fine'>, Fault>;

const NAMES: Readonly<Record<Service, string>> = { slack: 'Slack', jira: 'Jira', pagerduty: 'PagerDuty' };

export function createForecast({ slack, jira, pagerduty, bot }: World, onChange: () => void): Forecast {
  const standIns = { slack, jira, pagerduty };
  const services = (['slack', 'jira', 'pagerduty'] as const).filter((id) => standIns[id]);
  const storms = new Map<Service, Storm>();
  const nuisances = nuisancesOf(slack, jira);
  let isRestarting = false;
  let trouble: string | undefined;

  const setStorm = (service: Service, storm: Storm) => {
    const standIn = standIns[service];
    if (!standIn) throw new Refused(`This workspace has no ${NAMES[service]}.`);
    storms.set(service, storm);
    brew(standIn, storm);
  };
  return {
    setStorm,
    report: () => ({
      services: services.map((id) => serviceWeather(id, storms.get(id) ?? 'fine', nuisances)),
      ...(bot && { bot: { isRestarting, ...(trouble && { trouble }) } }),
    }),
    setNuisance: (id, isOn) => {
      const nuisance = nuisances.find((each) => each.id === id);
      if (!nuisance) throw new Refused(`There is no such trouble as ${id}.`);
      nuisance.set(isOn);
    },
    clear: () => {
      for (const id of services) setStorm(id, 'fine');
      for (const nuisance of nuisances) if (nuisance.isOn()) nuisance.set(false);
    },
    killBot: async () => {
      if (!bot) throw new Refused('The sandbox does not run the bot itself.');
      if (isRestarting) throw new Refused('The bot is being started again already.');
      [isRestarting, trouble] = [true, undefined];
      onChange();
      try {
        await bot.kill();
      } catch (cause) {
        trouble = cause instanceof Error ? cause.message : String(cause);
      } finally {
        isRestarting = false;
        onChange();
      }
    },
  };
}

/** One storm at a time: the stand-ins take several faults one after the other, not together. */
function brew(standIn: SlackStandIn | JiraStandIn | PagerDutyStandIn, storm: Storm): void {
  standIn.clearFaults();
  if (storm === 'fine') return;
  standIn.fail('*', FAULTS[storm]);
  // Slack's `*` leaves out the answers at response URLs.
  if ('botDm' in standIn) standIn.fail('response_url', FAULTS[storm]);
}

function serviceWeather(id: Service, storm: Storm, nuisances: Nuisances): ServiceWeather {
  const own = nuisances.filter(({ service }) => service === id);
  return {
    id,
    name: NAMES[id],
    storm,
    nuisances: own.map((each) => ({ id: each.id, label: each.label, isOn: each.isOn() })),
  };
}
