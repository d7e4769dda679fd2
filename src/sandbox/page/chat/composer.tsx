import { useId } from 'preact/hooks';
import { Icon } from '../frame/icon.tsx';
import { useHere } from '../here.ts';
import { Menu } from '../kit/menu.tsx';
import { Suggestions } from './suggestions.tsx';
import { useComposer } from './use-composer.ts';

interface Props {
  readonly channel: string;
  /** The text box's name, e.g. `Message #payments`. */
  readonly label: string;
  readonly threadTs?: string;
}

export function Composer({ channel, label, threadTs }: Props) {
  const { app } = useHere();
  const listId = useId();
  const { box, typed, at, suggestions, isBusy, isWaiting, error, clear, begin, send, type, take, onKeyDown } =
    useComposer(channel, threadTs);
  const isSuggesting = suggestions.length > 0;
  return (
    <div class="composer">
      {error && (
        <p class="banner" role="alert">
          {error}
          <button type="button" class="icon" aria-label="Dismiss" onClick={clear}>
            <Icon name="close" />
          </button>
        </p>
      )}
      <Suggestions id={listId} at={at} of={suggestions} onTake={take} />
      <div class="composer-box">
        <textarea
          ref={box}
          rows={1}
          aria-label={label}
          placeholder={label}
          aria-autocomplete="list"
          aria-controls={isSuggesting ? listId : undefined}
          aria-activedescendant={isSuggesting ? `${listId}-${at}` : undefined}
          value={typed}
          onInput={({ currentTarget }) => type(currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        {!threadTs && <Shortcuts onRun={begin} />}
        <button
          type="button"
          class="icon send"
          aria-label="Send"
          disabled={!typed.trim() || isBusy}
          onClick={() => void send()}
        >
          {isBusy ? <span class="spinner" /> : <Icon name="send" />}
        </button>
      </div>
      <p class="composer-note" role="status">
        {isWaiting ? `Waiting for ${app.name}…` : ''}
      </p>
    </div>
  );
}

function Shortcuts({ onRun }: { onRun: (what: string, deed: () => Promise<unknown>) => Promise<boolean> }) {
  const { app, act } = useHere();
  const items = app.shortcuts
    .filter(({ kind }) => kind === 'global')
    .map(({ name, description, callbackId }) => ({
      label: name,
      hint: description,
      onPick: () => void onRun(name, () => act.globalShortcut(callbackId)),
    }));
  if (items.length === 0) return null;
  return (
    <Menu label="Shortcuts" items={items} isUp>
      <Icon name="bolt" />
    </Menu>
  );
}
