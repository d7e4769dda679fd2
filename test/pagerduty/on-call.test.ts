import { describe, expect, it } from 'vitest';
import { PermanentFailure, TransientFailure } from '../../src/app/errors.ts';
import { pagerDutyOnCall } from '../../src/pagerduty/on-call.ts';
import { BOT_PAGERDUTY_EMAIL } from '../../src/sandbox/pagerduty/data.ts';
import { declaredAt, HOUR } from '../support/changes.ts';
import { apiToken, failure, openAccount } from './account.ts';

const schedules = [
  {
    id: 'PSCLEAD',
    name: 'On-call leads',
    shifts: [
      { userId: 'PANA000', end: declaredAt },
      { userId: 'PBEN000', start: declaredAt, end: declaredAt + HOUR },
      { userId: 'PDAN000', start: declaredAt + HOUR },
    ],
  },
  { id: 'PSCUNUSED', name: 'Used by no escalation policy', shifts: [{ userId: 'PCLEO00' }] },
];
const escalationPolicies = [{ id: 'PEPLEAD', name: 'Leads', levels: [['PSCLEAD'], ['PCLEO00', 'PSCLEAD']] }];

async function open(token = apiToken) {
  const { pagerduty } = await openAccount({ schedules, escalationPolicies });
  const { url } = pagerduty;
  const onCall = pagerDutyOnCall({ apiUrl: url, eventsUrl: url, token, fromEmail: BOT_PAGERDUTY_EMAIL });
  return {
    pagerduty,
    onSchedule: (id: string, at = declaredAt, timeout = 2000) => onCall.onSchedule(id, at, timeout),
    onPolicy: (id: string, at = declaredAt, timeout = 2000) => onCall.onEscalationPolicy(id, at, timeout),
  };
}

const ids = (roll: { kind: string; people?: readonly { id: string }[] }) => roll.people?.map(({ id }) => id);

describe('who is on call on a schedule', () => {
  it('is told for this moment, with name and e-mail', async () => {
    const { onSchedule } = await open();
    expect(await onSchedule('PSCLEAD')).toEqual({
      kind: 'found',
      name: 'On-call leads',
      people: [{ id: 'PBEN000', name: 'Ben Okafor', email: 'ben@example.com' }],
    });
    expect(ids(await onSchedule('PSCLEAD', declaredAt - HOUR))).toEqual(['PANA000']);
    expect(ids(await onSchedule('PSCLEAD', declaredAt + HOUR))).toEqual(['PDAN000']);
  });

  it('is told although no escalation policy uses it', async () => {
    expect(ids(await (await open()).onSchedule('PSCUNUSED'))).toEqual(['PCLEO00']);
  });

  it('is nobody, which is not the same as no schedule', async () => {
    const { pagerduty, onSchedule } = await open();
    pagerduty.takeOffCall('PSCLEAD');
    expect(await onSchedule('PSCLEAD')).toEqual({ kind: 'found', name: 'On-call leads', people: [] });
    pagerduty.deleteSchedule('PSCLEAD');
    expect(await onSchedule('PSCLEAD')).toEqual({ kind: 'absent' });
  });
});

describe('who is on call by an escalation policy', () => {
  it('is everybody of every level, once', async () => {
    expect(await (await open()).onPolicy('PEPLEAD')).toEqual({
      kind: 'found',
      name: 'Leads',
      people: [
        { id: 'PBEN000', name: 'Ben Okafor', email: 'ben@example.com' },
        { id: 'PCLEO00', name: 'Cleo Martin', email: 'cleo@example.com' },
      ],
    });
  });

  it('is told apart from a policy that is gone', async () => {
    expect(await (await open()).onPolicy('PEPGONE')).toEqual({ kind: 'absent' });
  });
});

describe('PagerDuty that does not say', () => {
  it.each([
    { trouble: 'is down', fault: { kind: 'down' } as const },
    { trouble: 'asks to slow down', fault: { kind: 'rate-limited', retryAfterSeconds: 30 } as const },
    { trouble: 'answers with a proxy’s page', fault: { kind: 'http', status: 502 } as const },
    { trouble: 'takes too long', fault: { kind: 'slow', milliseconds: 400 } as const },
  ])('$trouble: thrown, never told as nobody', async ({ fault }) => {
    const { pagerduty, onSchedule, onPolicy } = await open();
    pagerduty.fail('*', fault);
    for (const asked of [onSchedule('PSCLEAD', declaredAt, 150), onPolicy('PEPLEAD', declaredAt, 150)]) {
      expect(await failure(asked)).toBeInstanceOf(TransientFailure);
    }
  });

  it('refuses the token: thrown with what to set', async () => {
    const { onSchedule } = await open('wrong');
    const refused = await failure(onSchedule('PSCLEAD'));
    expect(refused).toBeInstanceOf(PermanentFailure);
    expect(refused).toMatchObject({ message: expect.stringContaining('PAGERDUTY_API_TOKEN') });
  });
});
