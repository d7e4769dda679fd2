import { useRef, useState } from 'preact/hooks';
import { useHere } from '../here.ts';
import { useBusy } from '../use-busy.ts';
import type { Suggestion } from './completion.ts';
import { suggestionsFor, withReferences } from './completion.ts';
import { useHalfTyped } from './half-typed.ts';

/** What one is writing, where it goes, and what the keys do. */
export function useComposer(channel: string, threadTs: string | undefined) {
  const here = useHere();
  const [typed, setTyped] = useHalfTyped([here.me.id, channel, threadTs].filter(Boolean).join('/'));
  const [at, setAt] = useState(0);
  const [isPutAway, setPutAway] = useState(false);
  const doing = useRef('');
  const box = useRef<HTMLTextAreaElement>(null);
  // Slack's own words for a command that failed.
  const { isBusy, error, run, clear } = useBusy(
    ({ error: word, status }) => `${doing.current} failed with the error “${word ?? `http_${status}`}”`,
  );
  // Slack takes no commands in threads.
  const isOffered = ({ text }: Suggestion) => !threadTs || !text.startsWith('/');
  const suggestions = isPutAway ? [] : suggestionsFor(typed, here).filter(isOffered);

  const begin = (what: string, deed: () => Promise<unknown>) => {
    doing.current = what;
    return run(deed);
  };
  const deliver = (text: string) => {
    const [command = '', ...words] = text.split(' ');
    if (threadTs || !command.startsWith('/')) {
      return begin('The message', () => here.act.say(channel, withReferences(text, here), threadTs));
    }
    if (!here.app.commands.some((known) => known.command === command)) {
      return begin(command, () => Promise.reject(new Error(`${command} is not a command here.`)));
    }
    return begin(command, () => here.act.command(channel, command, words.join(' ')));
  };
  const send = async () => {
    const text = typed.trim();
    if (!text || isBusy) return;
    setTyped('');
    if (!(await deliver(text))) setTyped((now) => now || text);
    box.current?.focus();
  };
  const type = (text: string) => {
    setTyped(text);
    setAt(0);
    setPutAway(false);
  };
  const take = ({ text }: Suggestion) => {
    type(text);
    box.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const suggestion = suggestions[at];
    const isWhole = suggestion?.text.trim() === typed.trim();
    const { key } = event;
    if (suggestion && key === 'Escape') setPutAway(true);
    else if (suggestion && key === 'ArrowDown') setAt((at + 1) % suggestions.length);
    else if (suggestion && key === 'ArrowUp') setAt((at - 1 + suggestions.length) % suggestions.length);
    else if (suggestion && (key === 'Tab' || (key === 'Enter' && !isWhole))) take(suggestion);
    else if (key === 'Enter' && !event.shiftKey && !event.isComposing) void send();
    else return;
    event.preventDefault();
  };
  const isWaiting = isBusy && doing.current.startsWith('/');
  return { box, typed, at, suggestions, isBusy, isWaiting, error, clear, begin, send, type, take, onKeyDown };
}
