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

/** The right side: a thread, the tickets, the incidents, one at a time. */
export function Side({ tabs, current, onTab }: { tabs: readonly Tab[]; current: string; onTab: (id: string) => void }) {
  const shown = tabs.find(({ id }) => id === current) ?? tabs[0];
  return (
    <aside class="side">
      <div class="tabs" role="tablist" aria-label="Beside the chat">
        {tabs.map(({ id, label, isFresh, onClose }) => (
          <span key={id} class="tab" role="presentation">
            <button
              type="button"
              role="tab"
              id={`tab-${id}`}
              aria-selected={id === shown?.id}
              aria-controls="side-panel"
              onClick={() => onTab(id)}
            >
              {label}
              {isFresh && <span class="fresh" role="img" aria-label="changed" />}
            </button>
            {onClose && (
              <button type="button" class="icon" aria-label={`Close ${label.toLowerCase()}`} onClick={onClose}>
                <Icon name="close" />
              </button>
            )}
          </span>
        ))}
      </div>
      {shown && (
        <div class="side-panel" role="tabpanel" id="side-panel" aria-labelledby={`tab-${shown.id}`} key={shown.id}>
          {shown.content}
        </div>
      )}
    </aside>
  );
}
