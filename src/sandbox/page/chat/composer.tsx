import { useId, useRef, useState } from 'preact/hooks';
import { Icon } from '../frame/icon.tsx';
import { useHere } from '../here.ts';
import { Menu } from '../kit/menu.tsx';
import { useBusy } from '../use-busy.ts';
import type { Suggestion } from './completion.ts';
import { suggestionsFor, withReferences } from './completion.ts';

interface Props {
  readonly channel: string;
  /** The text box's name, e.g. `Message #payments`. */
  readonly label: string;
  readonly threadTs?: string;
}

export function Composer({ channel, label, threadTs }: Props) {
  const here = useHere();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const [isPutAway, setPutAway] = useState(false);
  const doing = useRef('');
  const { isBusy, error, run, clear } = useBusy(
    ({ error: word, status }) => `${doing.current} failed with the error “${word ?? `http_${status}`}”`,
  );
  const box = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const suggestions = isPutAway
    ? []
    : suggestionsFor(typed, here).filter(({ text }) => !threadTs || !text.startsWith('/'));

  const begin = (what: string, deed: () => Promise<unknown>) => {
    doing.current = what;
    return run(deed);
  };
  const take = ({ text }: Suggestion) => {
    setTyped(text);
    setAt(0);
    box.current?.focus();
  };
  const send = async () => {
    const text = typed.trim();
    if (!text || isBusy) return;
    setTyped('');
    const isDone = await deliver(text);
    if (!isDone) setTyped((now) => now || text);
    box.current?.focus();
  };
  const deliver = (text: string) => {
    const [command = '', ...words] = text.split(' ');
    if (!command.startsWith('/') || threadTs)
      return begin('The message', () => here.act.say(channel, withReferences(text, here), threadTs));
    if (!here.app.commands.some((known) => known.command === command)) {
      return begin(command, () => Promise.reject(new Error(`${command} is not a command here.`)));
    }
    return begin(command, () => here.act.command(channel, command, words.join(' ')));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const suggestion = suggestions[at];
    const isWhole = suggestion?.text.trim() === typed.trim();
    if (suggestion && event.key === 'Escape') setPutAway(true);
    else if (suggestion && event.key === 'ArrowDown') setAt((at + 1) % suggestions.length);
    else if (suggestion && event.key === 'ArrowUp') setAt((at - 1 + suggestions.length) % suggestions.length);
    else if (suggestion && (event.key === 'Tab' || (event.key === 'Enter' && !isWhole))) take(suggestion);
    else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) void send();
    else return;
    event.preventDefault();
  };

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
      {suggestions.length > 0 && <Suggestions id={listId} at={at} of={suggestions} onTake={take} />}
      <div class="composer-box">
        <textarea
          ref={box}
          rows={1}
          aria-label={label}
          placeholder={label}
          aria-autocomplete="list"
          aria-controls={suggestions.length > 0 ? listId : undefined}
          aria-activedescendant={suggestions.length > 0 ? `${listId}-${at}` : undefined}
          value={typed}
          onInput={({ currentTarget }) => {
            setTyped(currentTarget.value);
            setAt(0);
            setPutAway(false);
          }}
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
        {isBusy && doing.current.startsWith('/') ? `Waiting for ${here.app.name}…` : ''}
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

interface SuggestionsProps {
  readonly id: string;
  readonly at: number;
  readonly of: readonly Suggestion[];
  readonly onTake: (suggestion: Suggestion) => void;
}

function Suggestions({ id, at, of, onTake }: SuggestionsProps) {
  return (
    <div class="popup up suggestions" role="listbox" id={id} aria-label="Suggestions" tabIndex={-1}>
      {of.map((suggestion, index) => (
        <button
          key={suggestion.key}
          id={`${id}-${index}`}
          type="button"
          role="option"
          tabIndex={-1}
          aria-selected={index === at}
          class={index === at ? 'pointed' : ''}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(suggestion)}
        >
          <span>{suggestion.label}</span>
          <small>{suggestion.hint}</small>
        </button>
      ))}
    </div>
  );
}
