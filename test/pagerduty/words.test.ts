import { describe, expect, it } from 'vitest';
import type { ChangeEvent } from '../../src/domain/change/events.ts';
import { incidentPath } from '../../src/pagerduty/reference.ts';
import { announcementText, carriesMark, noteText, pageText } from '../../src/pagerduty/words.ts';
import {
  ana,
  approved,
  ben,
  cardPosted,
  changeOf,
  cleo,
  declared,
  declaredAt,
  deployed,
  deployment,
  linked,
  MINUTE,
  reviewedChange,
} from '../support/changes.ts';
import { names } from '../support/people.ts';

const at = declaredAt + MINUTE;
const mark = 'EC-42 #7';
const lines = (...told: readonly string[]): string => told.join('\n');

describe('a note', () => {
  it('opens with what is being done, by whom, and what it still needs', () => {
    expect(noteText(linked, changeOf(declared(), cardPosted), names, mark)).toBe(
      lines(
        'Emergency change EC-42: Roll payments back to v841',
        'Declared by Ana Silva at 2026-11-21 03:12 UTC · payments · needs approval by 1 on-call lead, 1 leadership',
        'In Slack: https://example.slack.com/archives/C0EMERGENCY/p1795230720000100',
        mark,
      ),
    );
  });

  const bothApproved = [approved(ben, 'oncall-leads'), approved(cleo, 'leadership', at)];
  it.each<[ChangeEvent, readonly ChangeEvent[], string]>([
    [
      { type: 'ChangeAuthorized', at },
      bothApproved,
      'EC-42: Approval complete at 2026-11-21 03:13 UTC: Ben Okafor, Cleo Martin',
    ],
    [
      { type: 'ChangeRejected', by: cleo, at, reason: 'Wait\nfor it', memberOf: [{ group: 'leadership', ground: '' }] },
      [],
      'EC-42: Rejected by Cleo Martin (leadership) at 2026-11-21 03:13 UTC\nWait\nfor it',
    ],
    [
      { type: 'ProceededWithoutApproval', by: ana, at, reason: 'Nobody answers' },
      [],
      'EC-42: Ana Silva went ahead without approval at 2026-11-21 03:13 UTC\nNobody answers',
    ],
    [{ type: 'ChangeWithdrawn', by: ana, at }, [], 'EC-42: Withdrawn by Ana Silva at 2026-11-21 03:13 UTC'],
    [
      { type: 'ChangeNotImplemented', by: ana, at, reason: 'It recovered' },
      [],
      'EC-42: Not implemented, says Ana Silva at 2026-11-21 03:13 UTC\nIt recovered',
    ],
    [{ type: 'ChangeClosed', at }, [], 'EC-42: Closed at 2026-11-21 03:13 UTC'],
    [
      deployed(),
      [deployed()],
      'EC-42: Deployed v841 to production by Ana Silva at 2026-11-21 03:19 UTC · never approved\nhttps://ci.example.com/runs/991',
    ],
  ])('tells %o', (event, before, words) => {
    expect(noteText(event, changeOf(declared(), ...before), names, mark)).toBe(lines(words, mark));
  });

  it.each(['ApprovalExpired', 'ChangeDeclared', 'EvidenceAdded'] as const)('is not made for %s', (type) => {
    const events: readonly ChangeEvent[] = [
      { type: 'ApprovalExpired', at, round: 1 },
      declared(),
      { type: 'EvidenceAdded', by: ana, at, evidence: { kind: 'note', text: 'x' } },
    ];
    const event = events.find((one) => one.type === type);
    expect(event && noteText(event, changeOf(), names, mark)).toBeUndefined();
  });

  it('stays short and whole whatever people write', () => {
    const words = `\u0000😀\uD800 ${'😀'.repeat(5_000)}`;
    const note = noteText(linked, changeOf(declared({ details: { summary: words, systems: [words] } })), names, mark);
    expect(note?.endsWith(`\n${mark}`)).toBe(true);
    expect(note).not.toMatch(/\p{Cs}|(?!\n)\p{Cc}/u);
    expect(note?.length).toBeLessThan(3000);
  });

  it('is known by its own mark only', () => {
    const note = noteText(linked, changeOf(), names, 'EC-42 #71') ?? '';
    expect(carriesMark(note, 'EC-42 #71')).toBe(true);
    expect(carriesMark(note, mark)).toBe(false);
    expect(carriesMark(`As ${mark} says`, mark)).toBe(false);
  });
});

describe('event summaries', () => {
  it('tell a deployment in one line', () => {
    expect(announcementText(changeOf(), deployment, names)).toBe('EC-42 · v841 deployed to production by Ana Silva');
    const long = { ...deployment, what: 'v\n'.repeat(2_000), where: 'p'.repeat(2_000) };
    expect(announcementText(changeOf(), long, names).length).toBeLessThanOrEqual(1024);
    expect(announcementText(changeOf(), long, names)).toMatch(/^EC-42 · v v .* by Ana Silva$/);
  });

  it('say who owes what since when', () => {
    expect(pageText(changeOf(), names)).toBe(
      'EC-42: Its review is owed by Ana Silva since 2026-11-23 03:12 UTC · Roll payments back to v841',
    );
    const long = changeOf(declared({ details: { summary: 'x'.repeat(10_000) } }));
    expect(pageText(long, names).length).toBeLessThanOrEqual(1024);
    expect(pageText(reviewedChange(), names)).toContain('EC-42');
  });
});

describe('a reference to an incident', () => {
  it.each([
    ['8812', '8812'],
    [' #8812 ', '8812'],
    ['Q0ABC1234', 'Q0ABC1234'],
    ['https://example.pagerduty.com/incidents/Q0ABC1234', 'Q0ABC1234'],
    ['https://example.eu.pagerduty.com/incidents/Q0ABC1234/timeline?x=1', 'Q0ABC1234'],
    ['<https://example.pagerduty.com/incidents/Q0ABC1234|#8812>', 'Q0ABC1234'],
    ['https://example.pagerduty.com/services/PABC123', undefined],
    ['../../users/me', undefined],
    ['checkout', undefined],
    ['', undefined],
  ])('%j is %j', (typed, path) => {
    expect(incidentPath(typed)).toBe(path);
  });
});
