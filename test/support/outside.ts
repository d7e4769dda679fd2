import type { Outside } from '../../src/app/effects/context.ts';
import { listedGroups } from '../../src/app/groups.ts';
import type { Chat, Incidents, Tickets } from '../../src/app/outside-ports.ts';
import type { Report } from '../../src/app/readiness/report.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { incident } from './changes.ts';
import { workspacePeople } from './people.ts';

const policy = loadPolicy('policy.yaml');

type Ways = Partial<{
  chat: Partial<Chat>;
  tickets: Partial<Tickets>;
  incidents: Partial<Incidents>;
  /** What a check of readiness says; absent: all is well. */
  report: Report;
}>;

/** Everything outside, well-behaved but for the ways given; keeps what was asked of it, in order. */
export function outsideWorld({
  chat,
  tickets,
  incidents,
  report = [],
}: Ways = {}): Outside & { readonly calls: readonly string[] } {
  const calls: string[] = [];
  const posted = (channel: string) => ({ channel, ts: `${calls.length}.0` });
  return {
    calls,
    policy: () => policy,
    readiness: async () => report,
    groups: listedGroups(() => policy),
    people: workspacePeople,
    chat: kept(calls, {
      ensureCard: async (change) => change.card ?? posted('C0EMERGENCY'),
      ask: async (_change, _purpose, user) => posted(`D-${user}`),
      refreshAsk: async () => {},
      tellThread: async () => {},
      nag: async () => posted('C0EMERGENCY'),
      post: async ({ user }) => posted(`D-${user}`),
      findLetter: async () => undefined,
      refreshLetter: async () => {},
      refreshNag: async () => {},
      findAsk: async () => undefined,
      nudge: async () => {},
      tellDrill: async () => {},
      postMonthly: async () => posted('C0CHANGEMGT'),
      refreshMonthly: async () => {},
      postDigest: async () => posted('C0CHANGEMGT'),
      postReadiness: async () => {},
      sendPack: async () => {},
      askUndeclared: async (who) => posted(`D-${who}`),
      refreshUndeclared: async () => {},
      ...chat,
    }),
    tickets: kept(calls, {
      ensure: async ({ id }) => ({ issueKey: `OPS-${id.number}`, url: 'https://example.com/OPS', assigned: true }),
      ensureFollowUp: async () => ({ issueKey: 'OPS-9', url: 'https://example.com/OPS-9', assigned: true }),
      link: async () => {},
      comment: async () => {},
      assign: async () => true,
      close: async () => {},
      publishHead: async () => {},
      reopen: async () => 'In Progress',
      ...tickets,
    }),
    incidents: kept(calls, {
      search: async () => [],
      find: async () => incident,
      note: async () => {},
      announce: async () => {},
      page: async () => {},
      pageApprovers: async () => {},
      settlePage: async () => {},
      settleReviewPage: async () => {},
      raiseAlarm: async () => {},
      settleAlarm: async () => {},
      ...incidents,
    }),
  };
}

type Way = (...args: never[]) => Promise<unknown>;

function kept<Port extends { readonly [name in keyof Port]: Way }>(calls: string[], port: Port): Port {
  const entries = Object.entries<Way>(port).map(([name, way]) => [
    name,
    (...args: never[]) => {
      calls.push(name);
      return way(...args);
    },
  ]);
  return Object.fromEntries(entries);
}
