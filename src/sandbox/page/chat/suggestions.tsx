import type { Suggestion } from './completion.ts';

interface Props {
  readonly id: string;
  readonly at: number;
  readonly of: readonly Suggestion[];
  readonly onTake: (suggestion: Suggestion) => void;
}

export function Suggestions({ id, at, of, onTake }: Props) {
  if (of.length === 0) return null;
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
