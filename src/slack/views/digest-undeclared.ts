import type { KnownBlock } from '@slack/types';
import type { Digest } from '../../domain/digest.ts';
import type { Sighting } from '../../domain/sighting/types.ts';
import { context, section } from '../blocks.ts';
import { seenWords } from '../copy/sightings.ts';
import { list, mention, said, span } from '../text.ts';

/** Lines that are shown one by one. */
const SHOWN = 6;

/** What went out without a record: shown every day until a named person has answered for it. */
export function undeclaredBlocks({ undeclared = [], unknownRepositories = [], at }: Digest): KnownBlock[] {
  const more = undeclared.length > SHOWN ? [`and ${undeclared.length - SHOWN} more`] : [];
  const lines = [...undeclared.slice(0, SHOWN).map((each) => lineOf(each, at)), ...more];
  const strangers = list(unknownRepositories.slice(0, 10).map((name) => said(name, 80)));
  return [
    ...(lines.length > 0
      ? [section(`:grey_question: *${undeclared.length} without a record*\n${lines.join('\n')}`)]
      : []),
    ...(strangers
      ? [
          context(
            `:warning: GitHub told of ${strangers}, which no system of the policy names: add it under \`github\`.`,
          ),
        ]
      : []),
  ];
}

function lineOf({ seen, asked }: Sighting, now: number): string {
  const late = asked && now > asked.answerBy ? `, *${span(now - asked.answerBy)} too late*` : '';
  return `${seenWords(seen)} · ${asked ? `asked ${mention(asked.who)}${late}` : 'nobody asked yet'}`;
}
