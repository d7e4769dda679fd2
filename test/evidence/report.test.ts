import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../src/domain/findings/findings.ts';
import { reporter } from '../../src/domain/report/report.ts';
import { reportPage } from '../../src/evidence/report/page.ts';
import { changeOf, declared } from '../support/changes.ts';
import { asked } from '../support/facts.ts';

const names = { person: (user: string) => user, group: (group: string) => group };
const nasty = '<img src=x onerror=alert(1)>';

function reportOf(systems: readonly string[]) {
  const { add, report } = reporter({
    from: Date.UTC(2026, 6, 1),
    to: Date.UTC(2026, 11, 1),
    asOf: Date.UTC(2026, 11, 1),
    before: 0,
    thresholds: { readTime: 10_000, repeats: 1, pairs: 1 },
    teamOf: () => nasty,
  });
  for (const system of systems) {
    const story = [declared({ details: { systems: [system] } }), asked()] as const;
    add({
      change: changeOf(...story),
      events: story,
      findings: findingsOf(changeOf(...story), story, Date.UTC(2026, 11, 1)),
    });
  }
  return report();
}
const page = (...systems: readonly string[]) => reportPage(reportOf(systems), '2026-07-01 to 2026-11-30', names);

describe('the page of a report', () => {
  it('is one file: it fetches nothing and runs nothing', () => {
    const text = page('payments');
    expect(text).not.toMatch(/<script|<iframe|<link[^>]+href="(?!data:)|src="|url\((?!#)/);
  });

  it('holds what people wrote as text', () => {
    expect(page(nasty)).not.toContain('<img');
  });

  it('is the same bytes for the same record', () => {
    expect(page('payments', 'search')).toBe(page('payments', 'search'));
  });

  it('says in words what its charts show', () => {
    expect(page('payments', 'search')).toContain('changes: payments 1, search 1.');
  });

  it('says when there was nothing', () => {
    expect(page()).toContain('No emergency change was declared.');
  });
});
