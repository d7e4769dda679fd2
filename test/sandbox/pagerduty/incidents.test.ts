import { describe, expect, it } from 'vitest';
import { openAccount, opening } from './account.ts';

describe('opening an incident', () => {
  it('answers with it, assigned to whoever is on call', async () => {
    const { pagerduty, call } = await openAccount();
    const { status, data } = await call('POST', '/incidents', { data: opening({ incident_key: 'CHG-1' }) });
    expect(status).toBe(201);
    expect(data).toMatchObject({
      incident: {
        type: 'incident',
        incident_number: 8816,
        summary: '[#8816] Disk full',
        status: 'triggered',
        incident_key: 'CHG-1',
        created_at: '2026-11-21T09:00:00Z',
        service: { id: 'PPAYMNT', type: 'service_reference', summary: 'payments' },
        assignments: [{ assignee: { summary: 'Ana Silva' } }],
      },
    });
    expect(pagerduty.incident(8816)).toMatchObject({ title: 'Disk full', incidentKey: 'CHG-1' });
  });
});
