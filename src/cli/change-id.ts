import type { ChangeId, Sequence } from '../domain/change/types.ts';

/** `EC-42`, `drill-3`, or a number alone, which is an EC. @throws with words for people */
export function parseChangeId(text: string, alone: Sequence = 'EC'): ChangeId {
  const [, prefix, digits] = /^(?:(ec|drill)-?)?(\d{1,9})$/i.exec(text.trim()) ?? [];
  if (digits === undefined) throw new Error(`“${text}” is no change: write it as EC-42 or DRILL-3.`);
  const sequence = prefix === undefined ? alone : prefix.toLowerCase() === 'drill' ? 'DRILL' : 'EC';
  return { sequence, number: Number(digits) };
}
