import { useState } from 'preact/hooks';
import { useBusy } from '../use-busy.ts';

/** One line to add to a ticket or an incident. */
export function SayBox({ label, onSay }: { label: string; onSay: (text: string) => Promise<unknown> }) {
  const [typed, setTyped] = useState('');
  const { isBusy, error, run } = useBusy();
  const say = async (event: Event) => {
    event.preventDefault();
    if (typed.trim() && (await run(() => onSay(typed)))) setTyped('');
  };
  return (
    <form class="say-box" onSubmit={say}>
      <input
        type="text"
        aria-label={label}
        placeholder={label}
        value={typed}
        onInput={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <button type="submit" class="button" disabled={isBusy || !typed.trim()}>
        Add
      </button>
      {error && (
        <p class="banner" role="alert">
          {error}
        </p>
      )}
    </form>
  );
}
