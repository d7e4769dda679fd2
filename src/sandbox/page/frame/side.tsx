import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';

export interface Tab {
  readonly id: string;
  readonly label: string;
  /** Something changed in it since it was looked at. */
  readonly isFresh?: boolean;
  readonly content: ComponentChildren;
  readonly onClose?: () => void;
}

interface Props {
  readonly tabs: readonly Tab[];
  readonly current: string;
  readonly isInert: boolean;
  readonly onTab: (id: string) => void;
}

/** The right side: a thread, the tickets, the incidents, one at a time. */
export function Side({ tabs, current, isInert, onTab }: Props) {
  const shown = tabs.find(({ id }) => id === current) ?? tabs[0];
  const isThread = shown?.id === 'thread';
  return (
    <aside class="side" aria-label="Beside the chat" inert={isInert}>
      <div class="tabs">
        <div class="tablist" role="tablist" aria-label="Beside the chat" onKeyDown={(event) => steer(event, onTab)}>
          {tabs.map(({ id, label, isFresh }) => (
            <button
              key={id}
              type="button"
              role="tab"
              id={`tab-${id}`}
              data-tab={id}
              aria-selected={id === shown?.id}
              aria-controls="side-panel"
              tabIndex={id === shown?.id ? 0 : -1}
              onClick={() => onTab(id)}
            >
              {label}
              {isFresh && <span class="fresh" role="img" aria-label="changed" />}
            </button>
          ))}
        </div>
        {shown?.onClose && (
          <button type="button" class="icon" aria-label={`Close ${shown.label.toLowerCase()}`} onClick={shown.onClose}>
            <Icon name="close" />
          </button>
        )}
      </div>
      {shown && (
        <div
          class="side-panel"
          role="tabpanel"
          id="side-panel"
          aria-labelledby={`tab-${shown.id}`}
          key={shown.id}
          tabIndex={isThread ? -1 : 0}
        >
          {shown.content}
        </div>
      )}
    </aside>
  );
}

/** https://www.w3.org/WAI/ARIA/apg/patterns/tabs: the arrow keys go from tab to tab. */
function steer(event: KeyboardEvent & { currentTarget: HTMLElement }, onTab: (id: string) => void): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')];
  const next = tabs[(tabs.findIndex((tab) => tab.matches(':focus')) + step + tabs.length) % tabs.length];
  next?.focus();
  onTab(next?.dataset.tab ?? '');
}
