import { describe, expect, it } from 'vitest';
import { tell } from '../../src/domain/telling.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { momentWords } from '../../src/slack/copy/moments.ts';
import { refusalWords } from '../../src/slack/copy/refusals.ts';
import { askMessage } from '../../src/slack/views/ask.ts';
import { changeCard } from '../../src/slack/views/card.ts';
import { always } from '../support/always.ts';
import { ben } from '../support/changes.ts';
import { names } from '../support/people.ts';

const scene = { policy: loadPolicy('policy.yaml'), connected: { jira: true, pagerduty: true } };

/** What a hole in a sentence looks like. */
const HOLES = /undefined|null|NaN|Invalid|\[object|1970-|@>|: \.|\(\)/;

describe('whatever people do, in whatever order', () => {
  it('every fact has its words, without a hole in them', () => {
    always(({ decision, after }) => {
      for (const event of after ? decision.events : []) {
        if (!after) continue;
        const { line, said = '' } = tell(event, after, names);
        expect(`${line} ${said} ${momentWords(after, event, scene) ?? ''}`).not.toMatch(HOLES);
        expect(line.length).toBeGreaterThan(5);
      }
    });
  });

  it('every refusal has its words', () => {
    always(({ decision }) => {
      if (!decision.ok) expect(refusalWords(decision.error, 'EC-42', scene)).not.toMatch(HOLES);
    });
  });

  it('the card and the direct messages can be read at every step', () => {
    always(({ after, command }, way) => {
      if (!after || command !== way.at(-1)?.command) return;
      for (const message of [changeCard(after, [], scene), askMessage(after, 'approve', ben, scene)]) {
        expect(message.text).not.toMatch(HOLES);
        const words = JSON.stringify(message.blocks);
        expect(words).not.toMatch(/undefined|NaN|\[object|1970-/);
        expect(message.blocks.length).toBeLessThan(50);
      }
    });
  });
});
