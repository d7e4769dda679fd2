import type { Upcoming } from '../app/upcoming.ts';

/** "reminder to Ana Silva (EC-1)": what the clock's button leads to. */
export function inWords(
  next: Upcoming,
  person: (id: string) => { realName: string } | undefined,
): { at: number; what: string } {
  const names = (next.who ?? []).map((id) => person(id)?.realName ?? id).join(', ');
  return { at: next.at, what: wordsFor(next, names) };
}

function wordsFor({ kind, id }: Upcoming, names: string): string {
  switch (kind) {
    case 'RemindApprovers':
      return `${names || 'approvers'} asked again (${id})`;
    case 'EscalateApproval':
      return `the next step, while nobody answers (${id})`;
    case 'LapseClaim':
      return `“I'm looking” lapses (${id})`;
    case 'ExpireApproval':
      return `the request for ${id} lapses`;
    case 'RemindReview':
      return `reminder${names ? ` to ${names}` : ''} (${id})`;
    case 'LapseHandOver':
      return `nobody answered whether to take the review over (${id})`;
    case 'digest':
      return 'the daily digest';
    case 'sighting':
      return 'what was deployed is looked into';
    case 'delivery':
      return 'a delivery is tried again';
  }
}
