import { useId } from 'preact/hooks';
import { Icon } from '../frame/icon.tsx';
import { ChoiceList } from './choice-list.tsx';
import type { Choice } from './choices.ts';
import { useCombobox } from './use-combobox.ts';

export interface ComboboxProps {
  readonly id?: string;
  /** The accessible name, where no label element points here. */
  readonly label?: string;
  readonly describedBy?: string;
  readonly isInvalid?: boolean;
  readonly isRequired?: boolean;
  readonly isMulti?: boolean;
  readonly isFirst?: boolean;
  readonly isCompact?: boolean;
  readonly isDisabled?: boolean;
  readonly placeholder: string;
  readonly atMost?: number;
  readonly picked: readonly Choice[];
  readonly choices: readonly Choice[];
  /** Asks for choices as one types, in place of `choices`. */
  readonly search?: (typed: string) => Promise<readonly Choice[]>;
  readonly shortestSearch?: number;
  readonly onChange: (picked: readonly Choice[]) => void;
}

/** Every select of Block Kit: one types to narrow the list, several picks show as chips. */
export function Combobox(props: ComboboxProps) {
  const { picked, isMulti = false } = props;
  const { input, isOpen, typed, at, offer, open, close, type, take, point, onKeyDown } = useCombobox(props);
  const listId = useId();
  const single = isMulti ? undefined : picked[0];
  return (
    <div
      class={`combobox ${props.isCompact ? 'compact' : ''} ${props.isInvalid ? 'invalid' : ''}`}
      onFocusOut={({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) close();
      }}
    >
      <div class="combobox-box">
        {isMulti && <Chips picked={picked} onRemove={take} />}
        <input
          ref={input}
          id={props.id}
          type="text"
          role="combobox"
          autocomplete="off"
          aria-label={props.label}
          aria-expanded={isOpen}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={isOpen && offer.choices[at] ? `${listId}-${at}` : undefined}
          aria-describedby={props.describedBy}
          aria-invalid={props.isInvalid}
          aria-required={props.isRequired}
          data-first-focus={props.isFirst || undefined}
          disabled={props.isDisabled}
          placeholder={isMulti && picked.length > 0 ? '' : props.placeholder}
          value={typed ?? single?.label ?? ''}
          onClick={open}
          onInput={({ currentTarget }) => type(currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        {single && !props.isRequired && !props.isCompact && (
          <button type="button" class="clear" aria-label="Clear" onClick={() => props.onChange([])}>
            <Icon name="close" />
          </button>
        )}
      </div>
      {isOpen && <ChoiceList id={listId} at={at} picked={picked} onTake={take} onPoint={point} {...offer} />}
    </div>
  );
}

function Chips({ picked, onRemove }: { picked: readonly Choice[]; onRemove: (choice: Choice) => void }) {
  return (
    <>
      {picked.map((choice) => (
        <span class="chip" key={choice.value}>
          {choice.label}
          <button type="button" aria-label={`Remove ${choice.label}`} onClick={() => onRemove(choice)}>
            <Icon name="close" />
          </button>
        </span>
      ))}
    </>
  );
}
