import { describe, expect, it } from 'vitest';
import type { ChangeEvent } from '../../../src/domain/change/events.ts';
import { dossier } from '../../../src/evidence/pages/dossier.ts';
import { caseFrom, names } from '../../support/cases.ts';
import { ana, approved, ben, declared, declaredAt, HOUR, review, terms } from '../../support/changes.ts';
import { everyEvent } from '../../support/every-event.ts';
import { asked, closedStory, submitted } from '../../support/facts.ts';

const deps = { names, asOf: declaredAt + 72 * HOUR, policyHref: (hash: string) => `../policies/${hash}.yaml` };
const pageOf = (...events: readonly ChangeEvent[]) => dossier(caseFrom(...events), deps).markup;

describe('the dossier of a change', () => {
  it('answers what auditors ask: who, why, on what ground, when, how tested, reviewed by whom', () => {
    const page = pageOf(...closedStory);
    for (const words of [
      'Ana Silva',
      'Customer-facing outage: Checkout fails since 03:04',
      'oncall leads: listed in the policy',
      'approved before deploy',
      'Smoke tests of checkout after the deploy.',
      'signed off, in time',
      `../policies/${'a'.repeat(64)}.yaml`,
    ]) {
      expect(page).toContain(words.replaceAll("'", '&#39;'));
    }
  });

  it('says by when the fix was due, where its criterion set a deadline', () => {
    const dated = declared({ terms: { ...terms, patchWithin: 72 * HOUR } });
    expect(pageOf(dated, asked())).toContain('<dt>Fix due</dt><dd><time datetime="2026-11-24T03:12:00.000Z">');
    expect(pageOf(...closedStory)).not.toContain('Fix due');
  });

  it('tells the whole story with each event’s place in the record', () => {
    const { story } = caseFrom(...closedStory);
    const page = pageOf(...closedStory);
    for (const { link } of story) {
      expect(page).toContain(`event ${link.position} <span class="hash" title="${link.hash}">`);
    }
  });

  it('keeps a yes that no longer counts, and says so', () => {
    const page = pageOf(declared(), asked(), approved(ben, 'oncall-leads'), {
      type: 'ApprovalWithdrawn',
      by: ben,
      at: declaredAt + HOUR,
      authorized: false,
    });
    expect(page).toContain('set aside');
  });

  it('shows attempts that were refused', () => {
    const attempt = { ...everyEvent.ApprovalAttemptRefused, by: ana };
    expect(pageOf(declared(), asked(), attempt)).toContain('own change');
  });

  it('lets nothing that people wrote become markup, nor a script an address', () => {
    const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>';
    const page = pageOf(
      declared({ details: { summary: evil, justification: evil, rollbackPlan: evil, links: ['javascript:alert(1)'] } }),
      asked(),
      submitted(ana, declaredAt + HOUR, { ...review, rootCause: evil }),
    );
    expect(page).not.toContain('<script');
    expect(page).not.toContain('<img');
    expect(page).not.toContain('href="javascript');
  });

  it('has words for every event there is', () => {
    const { PolicyAdopted: _, DigestTaken: __, ...rest } = everyEvent;
    for (const event of Object.values(rest)) {
      if (event.type === 'ChangeDeclared' || !isOfChange(event)) continue;
      expect(pageOf(declared(), asked(), event)).toContain('class="story"');
    }
  });
});

const isOfChange = (event: { type: string }): event is ChangeEvent =>
  caseFrom(declared(), event as ChangeEvent).story.length === 2;
