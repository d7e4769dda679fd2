import type { ModalView } from '@slack/types';
import type { Change } from '../../domain/change/state.ts';
import type { Instant, UserId } from '../../domain/change/types.ts';
import { context, input, modal, option, section, select, textBox } from '../blocks.ts';
import { MODAL } from '../ids.ts';
import { headline } from './state-words.ts';

/** Slack's datetimepicker counts seconds. */
const picker = (at: Instant) => ({ type: 'datetimepicker' as const, initial_date_time: Math.floor(at / 1000) });

export function deploymentForm(change: Change, by: UserId, now: Instant): ModalView {
  const unapproved = change.authorization.status !== 'authorized';
  return modal({ callbackId: MODAL.deployment, title: 'Record deployment', submit: 'Record', metadata: change.key }, [
    section(
      `${headline(change)}${unapproved ? '\n:warning: Not approved yet: it is recorded as deployed before approval.' : ''}`,
    ),
    input(
      'what',
      { label: 'What went out?', hint: 'Version, commit, or what was done.' },
      textBox({ most: 300, placeholder: 'v841' }),
    ),
    input('where', { label: 'Where?' }, textBox({ most: 200, initial: change.details.systems.join(', ') })),
    input('deployedAt', { label: 'When?' }, picker(now)),
    input('who', { label: 'Who?' }, { type: 'users_select', initial_user: by }),
    input('link', { label: 'Link', optional: true }, { type: 'url_text_input' }),
  ]);
}

export function rollbackForm(change: Change, now: Instant): ModalView {
  return modal({ callbackId: MODAL.rollback, title: 'Rolled back', submit: 'Record', metadata: change.key }, [
    section(headline(change)),
    input('rolledBackAt', { label: 'When?' }, picker(now)),
    input('note', { label: 'What was done?', optional: true }, textBox({ lines: true })),
  ]);
}

export function notImplementedForm(change: Change): ModalView {
  return modal(
    { callbackId: MODAL.notImplemented, title: 'Not implemented', submit: 'Close it', metadata: change.key },
    [
      section(`${headline(change)}\nNothing went out. This closes the change without a review.`),
      input('reason', { label: 'Why was it not needed?' }, textBox({ lines: true })),
    ],
  );
}

export function evidenceForm(change: Change): ModalView {
  const kinds = [option('test', 'Test result'), option('link', 'Link'), option('note', 'Note')];
  return modal({ callbackId: MODAL.evidence, title: 'Add evidence', submit: 'Add', metadata: change.key }, [
    section(headline(change)),
    input('kind', { label: 'What is it?' }, select(kinds, 'test')),
    input(
      'text',
      { label: 'In words' },
      textBox({ lines: true, placeholder: 'Smoke test of checkout passed on production' }),
    ),
    input('url', { label: 'Link', optional: true }, { type: 'url_text_input' }),
    context('Kept with your name and the time; it cannot be taken back, only added to.'),
  ]);
}
