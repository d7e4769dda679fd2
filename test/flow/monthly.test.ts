import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WORKSPACE } from '../../src/app/record.ts';
import { sqliteLedger } from '../../src/sqlite/ledger.ts';
import { openDatabase } from '../../src/sqlite/open.ts';
import { DIGESTS, idOf } from '../support/actor.ts';
import type { World } from '../support/world.ts';
import { HOUR, openWorld } from '../support/world.ts';

const DAY = 24 * HOUR;
/** Friday 30 October 2026. */
const OCTOBER = Date.UTC(2026, 9, 30, 3, 12);
/** Monday 2 November, past the digest at nine: the first day of the month is a Sunday. */
const MONDAY = Date.UTC(2026, 10, 2, 10);

let world: World;
beforeEach(async () => {
  world = await openWorld({ start: OCTOBER });
});
afterEach(() => world.close());

const cards = () => world.slack.allMessages(DIGESTS).filter(({ text }) => text.startsWith('Emergency changes in '));
const shown = () => JSON.stringify(cards().at(-1)?.blocks);
const until = (instant: number) => world.pass(instant - world.clock.now());
const change = (system: string) => world.as('ana').declare({ systems: [system], summary: `Roll ${system} back` });

async function posted(): Promise<void> {
  await change('payments');
  await world.pass(5 * HOUR);
  await change('payments');
  await until(MONDAY);
}

async function recorded() {
  const connection = openDatabase(world.config.databaseFile);
  const entries = await sqliteLedger(connection).history(WORKSPACE);
  connection.raw.close();
  return entries.map(({ event }) => event).filter(({ type }) => type.startsWith('Monthly'));
}

async function decided(name = 'cleo', text = 'Payments deploys only with two people'): Promise<void> {
  const person = world.as(name);
  await person.press(DIGESTS, 'record_decision');
  await person.fill({ decision: text, owner: idOf('ben'), due: '2026-12-01' });
  await person.submit();
  await world.settle();
}

describe('the card of the month', () => {
  it('comes on the first working day, with trend, timing, reasons and what came again', async () => {
    await change('payments');
    await world.pass(5 * HOUR);
    await change('payments');
    await until(Date.UTC(2026, 10, 1, 20));
    expect(cards()).toEqual([]);
    await until(MONDAY);
    expect(cards().map(({ text }) => text)).toEqual([
      'Emergency changes in October 2026: 2 declared, for the change meeting',
    ]);
    expect(shown()).toContain('*2 emergency changes* (0 the month before) · reviews on time 0 %');
    expect(shown()).toContain('*2 past their limit now*');
    expect(shown()).toContain('2 nothing deployed');
    expect(shown()).toContain('Systems: payments 2');
    expect(shown()).toContain('Customer-facing outage 2');
    expect(cards()[0]?.blocks.find(({ type }) => type === 'image')).toMatchObject({
      alt_text: expect.stringContaining('declared: May 0'),
    });
  });

  it('comes once, whatever restarts, and is made up for when the bot was down that day', async () => {
    await world.as('ana').declare();
    await world.settle();
    world.clock.advanceTo(MONDAY + 3 * DAY);
    await world.restart();
    await world.settle();
    await world.restart();
    await until(MONDAY + 5 * DAY);
    expect(cards()).toHaveLength(1);
    world.clock.advanceTo(Date.UTC(2026, 10, 30, 12));
    await until(Date.UTC(2026, 11, 1, 10));
    expect(cards().map(({ text }) => text.split(':')[0])).toEqual([
      'Emergency changes in October 2026',
      'Emergency changes in November 2026',
    ]);
  });

  it('is not owed for months before the record began', async () => {
    await until(Date.UTC(2026, 9, 31, 12));
    expect(cards()).toEqual([]);
  });

  it('shows what the meeting decided and who signed it off, and both are on record under their names', async () => {
    await posted();
    await decided();
    expect(shown()).toContain(
      'Payments deploys only with two people (<@U0BENOKAFO> by 2026-12-01) · noted by <@U0CLEOMART>',
    );
    const eva = world.as('eva');
    await eva.press(DIGESTS, 'sign_off_month');
    expect(JSON.stringify((await eva.form()).payload)).toContain('with one decision recorded');
    await eva.fill({ note: 'Seen by all' });
    await eva.submit();
    await world.settle();

    expect(shown()).toContain('*Signed off* by <@U0EVALINDQ>');
    expect(shown()).toContain('"type":"image"');
    expect(shown()).not.toContain('sign_off_month');
    expect(cards()).toHaveLength(1);
    expect(await recorded()).toMatchObject([
      { type: 'MonthlyReviewPosted', month: '2026-10', facts: { months: expect.anything(), overdue: 2 } },
      { type: 'MonthlyDecisionRecorded', by: idOf('cleo'), owner: idOf('ben'), due: '2026-12-01' },
      {
        type: 'MonthlyReviewSignedOff',
        by: idOf('eva'),
        memberOf: [{ group: 'change-managers' }],
        note: 'Seen by all',
      },
    ]);
  });

  it('is signed off by a reviewer alone, once, and then nothing is added', async () => {
    await posted();
    const [ana, eva, cleo] = [world.as('ana'), world.as('eva'), world.as('cleo')];
    await ana.press(DIGESTS, 'sign_off_month');
    await ana.submit();
    expect(JSON.stringify((await ana.form()).payload)).toContain('A month is signed off by change manager');

    await eva.press(DIGESTS, 'sign_off_month');
    await cleo.press(DIGESTS, 'sign_off_month');
    await eva.submit();
    await cleo.submit();
    expect(JSON.stringify((await cleo.form()).payload)).toContain('signed this month off');
    expect((await recorded()).filter(({ type }) => type === 'MonthlyReviewSignedOff')).toHaveLength(1);

    await cleo.session.press(DIGESTS, cards()[0]?.ts ?? '', 'record_decision');
    expect(await cleo.hears(DIGESTS, 'signed this month off')).toContain('belongs to the next month');
  });

  it('is not signed off by somebody of whom nobody knows whether they may', async () => {
    await posted();
    const eva = world.as('eva');
    await eva.press(DIGESTS, 'sign_off_month');
    await world.slack.setPersonKind(idOf('eva'), 'guest');
    await eva.submit();
    expect(JSON.stringify((await eva.form()).payload)).toContain('Only full members');
    expect((await recorded()).map(({ type }) => type)).toEqual(['MonthlyReviewPosted']);
  });

  it('refuses a decision that says nothing', async () => {
    await posted();
    const cleo = world.as('cleo');
    await cleo.press(DIGESTS, 'record_decision');
    await cleo.fill({ decision: 'tbd' });
    await cleo.submit();
    expect((await cleo.form()).errors.decision).toContain('in a sentence');
  });
});
