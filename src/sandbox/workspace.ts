import type { Channel, Person, UserGroup } from './slack/contract.ts';

/** The people and channels of the sandbox's workspace. `policy.yaml` at the top of the repository names the same ids. */
export const TEAM_ID = 'T0BREAKGLAS';
export const BOT_USER_ID = 'U0BREAKGLAS';

export const people: readonly Person[] = [
  person('U0ANASILVA', 'ana', 'Ana Silva', 'On-call engineer, Payments', 'Europe/Lisbon'),
  person('U0BENOKAFO', 'ben', 'Ben Okafor', 'On-call lead', 'Europe/London'),
  person('U0CLEOMART', 'cleo', 'Cleo Martin', 'CTO', 'America/New_York'),
  person('U0DANWU001', 'dan', 'Dan Wu', 'Security engineer', 'Europe/Berlin'),
  person('U0EVALINDQ', 'eva', 'Eva Lindqvist', 'Change manager', 'Europe/Stockholm'),
  person('U0FINNROY1', 'finn', 'Finn Roy', 'Auditor', 'Europe/London'),
  { ...person('U0GILGUEST', 'gil', 'Gil Moreau', 'Contractor', 'Europe/Paris'), kind: 'guest' },
  { ...person('U0HANALEFT', 'hana', 'Hana Ito', 'Left in October', 'Asia/Tokyo'), kind: 'deactivated' },
];

export const channels: readonly Channel[] = [
  { id: 'C0EMERGENCY', name: 'emergency-changes' },
  { id: 'C0PAYMENTS1', name: 'payments' },
  { id: 'C0CHANGEMGT', name: 'change-management' },
  { id: 'C0GENERAL01', name: 'general' },
];

export const userGroups: readonly UserGroup[] = [
  { id: 'S0SECURITY1', handle: 'security', name: 'Security', users: ['U0DANWU001'] },
];

function person(id: string, name: string, realName: string, title: string, timezone: string): Person {
  return { id, name, realName, title, email: `${name}@example.com`, timezone, kind: 'member' };
}
