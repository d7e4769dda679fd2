import type { ComponentChildren } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../frame/icon.tsx';

interface Props {
  readonly title: string;
  /** A `modal` stands before one person's Slack: the clock, the weather and the other people stay in reach. */
  readonly kind: 'modal' | 'confirm';
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

export function Dialog({ title, kind, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useLayoutEffect(() => {
    const shown = dialog.current;
    const before = document.activeElement;
    if (kind === 'confirm') shown?.showModal();
    focusFirst(shown);
    return () => {
      if (kind === 'confirm') shown?.close();
      const isFree = shown?.contains(document.activeElement) || document.activeElement === document.body;
      if (isFree && before !== document.body) giveBack(before);
    };
  }, []);
  useEffect(() => {
    if (kind === 'confirm') return;
    const onKey = (event: KeyboardEvent) => {
      const isTaken = event.defaultPrevented || document.querySelector('dialog:modal, .panel-popup:focus-within');
      if (event.key === 'Escape' && !isTaken) onClose();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
  return (
    <dialog
      ref={dialog}
      class={kind}
      open={kind === 'modal'}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <header>
        <h2 id={titleId}>{title}</h2>
        <button type="button" class="icon" aria-label="Close" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {children}
    </dialog>
  );
}

function focusFirst(dialog: HTMLDialogElement | null): void {
  const wanted =
    dialog?.querySelector<HTMLElement>('[data-first-focus]') ??
    dialog?.querySelector<HTMLElement>('.dialog-body :is(input, textarea)') ??
    dialog?.querySelector<HTMLElement>('footer button:last-of-type');
  wanted?.focus();
}

const PATIENCE = { tries: 40, milliseconds: 25 };

/** To where the focus was, once that can take it again; where that is gone, to where one writes. */
function giveBack(before: Element | null, tries = PATIENCE.tries): void {
  setTimeout(() => {
    if (document.activeElement !== document.body || tries === 0) return;
    const isThere = before instanceof HTMLElement && before.isConnected;
    const next = isThere ? before : document.querySelector<HTMLElement>('main textarea');
    // What lies behind a modal cannot take it until the bot's view is gone.
    if (next && !next.closest('[inert]')) next.focus();
    else giveBack(before, tries - 1);
  }, PATIENCE.milliseconds);
}
