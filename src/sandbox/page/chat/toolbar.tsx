import { Icon } from '../frame/icon.tsx';
import { useHere } from '../here.ts';
import type { SeenMessage } from '../kit/kit.ts';
import { Menu } from '../kit/menu.tsx';
import { useBusy } from '../use-busy.ts';

interface Props {
  readonly message: SeenMessage;
  readonly onThread: (() => void) | undefined;
  readonly onTrouble: (words: string | undefined) => void;
}

/** What one can do with a message: shown when pointed at or reached with the keyboard. */
export function Toolbar({ message, onThread, onTrouble }: Props) {
  const { app, act } = useHere();
  const { isBusy, run } = useBusy();
  const shortcuts = app.shortcuts
    .filter(({ kind }) => kind === 'message')
    .map(({ name, callbackId }) => ({
      label: name,
      hint: app.name,
      onPick: () => {
        onTrouble(undefined);
        void run(async () => {
          const outcome = await act.messageShortcut(callbackId, message.channel, message.ts);
          if (!outcome.ok) onTrouble(`${name} failed (${outcome.error ?? outcome.status}). Try again.`);
        });
      },
    }));
  if (!onThread && shortcuts.length === 0) return null;
  return (
    <div class="toolbar">
      {isBusy && <span class="spinner" role="status" aria-label="Waiting for the app" />}
      {onThread && (
        <button type="button" class="icon" aria-label="Reply in thread" title="Reply in thread" onClick={onThread}>
          <Icon name="reply" />
        </button>
      )}
      {shortcuts.length > 0 && (
        <Menu label="More actions" items={shortcuts}>
          <Icon name="more" />
        </Menu>
      )}
    </div>
  );
}
