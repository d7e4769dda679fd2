import { people } from '../workspace.ts';
import type { PagerDutyOptions } from './contract.ts';

const MINUTE = 60_000;

/** Routing keys of the services' Events API v2 integrations. */
export const integrationKeys = {
  payments: 'e93facc04764012d7bfb002500d5d1a6',
  search: '0f4c1b2a9d8e47f6a5b3c2d1e0f9a8b7',
  identity: '7a6b5c4d3e2f10918273645546372819',
} as const;

/** The user whose e-mail the bot sends in `From`. */
export const BOT_PAGERDUTY_EMAIL = 'breakglass@example.com';

const members = people.filter(({ kind }) => kind === 'member');

/** What the sandbox's PagerDuty account starts with. */
export const pagerDutyData: Omit<PagerDutyOptions, 'now' | 'port' | 'apiToken' | 'webhooks' | 'pageOf'> = {
  users: [
    ...members.map(({ name, realName, email }) => ({ id: userId(name), name: realName, email })),
    { id: 'PBREAKG', name: 'Breakglass', email: BOT_PAGERDUTY_EMAIL },
  ],
  services: [
    { id: 'PPAYMNT', name: 'payments', integrationKey: integrationKeys.payments, escalationPolicyId: 'PEPPAYM' },
    { id: 'PSEARCH', name: 'search', integrationKey: integrationKeys.search, escalationPolicyId: 'PEPSRCH' },
    { id: 'PIDENTY', name: 'identity', integrationKey: integrationKeys.identity, escalationPolicyId: 'PEPIDEN' },
  ],
  schedules: [
    { id: 'PSCPAYM', name: 'Payments on call', shifts: [{ userId: userId('ana') }] },
    { id: 'PSCLEAD', name: 'On-call leads', shifts: [{ userId: userId('ben') }] },
    { id: 'PSCIDEN', name: 'Identity on call', shifts: [{ userId: userId('dan') }] },
  ],
  escalationPolicies: [
    { id: 'PEPPAYM', name: 'Payments', levels: [['PSCPAYM'], ['PSCLEAD'], [userId('cleo')]] },
    { id: 'PEPSRCH', name: 'Search', levels: [['PSCLEAD'], [userId('cleo')]] },
    { id: 'PEPIDEN', name: 'Identity', levels: [['PSCIDEN'], ['PSCLEAD']] },
  ],
  priorities: [
    { id: 'PPRIO01', name: 'P1' },
    { id: 'PPRIO02', name: 'P2' },
    { id: 'PPRIO03', name: 'P3' },
  ],
  incidents: [
    incident(8809, 'Logins slow in eu-west', 'PIDENTY', 'resolved', 26 * 60 * MINUTE),
    incident(8812, 'Checkout 500s', 'PPAYMNT', 'acknowledged', 12 * MINUTE),
    incident(8815, 'Search latency p99 over 4 s', 'PSEARCH', 'triggered', 3 * MINUTE),
  ],
};

function incident(
  number: number,
  title: string,
  serviceId: string,
  status: 'triggered' | 'acknowledged' | 'resolved',
  ageMilliseconds: number,
) {
  return { number, title, serviceId, status, urgency: 'high' as const, ageMilliseconds };
}

/** Seven letters and digits, a P before, and the same at each start. */
function userId(name: string): string {
  return `P${name.toUpperCase().slice(0, 4).padEnd(6, '0')}`;
}
