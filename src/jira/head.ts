import type { PublishedHead } from '../app/ports.ts';
import type { Document } from './adf.ts';
import { doc, facts, grey, paragraph } from './adf.ts';

/** What the comment of a week ends with: by it a second try finds the first. */
export const headMark = ({ week }: Pick<PublishedHead, 'week'>): string => `Breakglass, week of ${week}`;

/** The head and how to hold a record against it. Whoever rewrites the database cannot rewrite this. */
export const headBody = (published: PublishedHead): Document =>
  doc(
    paragraph('The head of the record of emergency changes. Every event before it is part of this hash.'),
    facts([
      ['Events', published.events.toLocaleString('en')],
      ['Head', published.head],
    ]),
    paragraph(
      `A record that no longer has it was rewritten: breakglass verify --database --head ${published.head}@${published.events} says so.`,
    ),
    paragraph(grey(headMark(published))),
  );
