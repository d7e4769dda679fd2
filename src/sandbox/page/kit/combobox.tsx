import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Icon } from '../frame/icon.tsx';
import { Unicode } from '../text/unicode.tsx';
import type { Choice } from './choices.ts';
import { useOffer } from './offer.ts';

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
  readonly placeholder?: string;
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
  const { picked, isMulti = false, onChange, atMost = Number.POSITIVE_INFINITY } = props;
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState<string>();
  const [at, setAt] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const offer = useOffer(props, typed ?? '', isOpen);
  const single = isMulti ? undefined : picked[0];

  const close = () => {
    setOpen(false);
    setTyped(undefined);
    setAt(0);
  };
  const open = () => {
    if (!isOpen)
      setAt(
        Math.max(
          0,
          offer.choices.findIndex(({ value }) => value === single?.value),
        ),
      );
    setOpen(true);
  };
  const take = (choice: Choice) => {
    const without = picked.filter(({ value }) => value !== choice.value);
    if (!isMulti) onChange([choice]);
    else if (without.length < picked.length) onChange(without);
    else if (picked.length < atMost) onChange([...picked, choice]);
    // Closed after each pick, as in Slack: the list lies over the field one wants next.
    close();
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = offer.choices.length - 1;
    const choice = offer.choices[at];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (isOpen) setAt(event.key === 'ArrowDown' ? Math.min(last, at + 1) : Math.max(0, at - 1));
      else open();
    } else if (event.key === 'Enter' && isOpen) {
      event.preventDefault();
      if (choice) take(choice);
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === 'Backspace' && isMulti && !typed) onChange(picked.slice(0, -1));
  };

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
          placeholder={
            picked.length > 0 && isMulti ? '' : (props.placeholder ?? (props.search ? 'Type to search' : 'Choose'))
          }
          value={typed ?? single?.label ?? ''}
          onClick={open}
          onInput={({ currentTarget }) => {
            setTyped(currentTarget.value);
            setAt(0);
            setOpen(true);
          }}
          onKeyDown={onKeyDown}
        />
        {single && !props.isRequired && !props.isCompact && (
          <button type="button" class="clear" aria-label="Clear" onClick={() => onChange([])}>
            <Icon name="close" />
          </button>
        )}
      </div>
      {isOpen && <Choices id={listId} at={at} picked={picked} onTake={take} onPoint={setAt} {...offer} />}
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

interface ChoicesProps {
  readonly id: string;
  readonly at: number;
  readonly choices: readonly Choice[];
  readonly picked: readonly Choice[];
  readonly notice: string | undefined;
  readonly onTake: (choice: Choice) => void;
  readonly onPoint: (at: number) => void;
}

function Choices({ id, at, choices, picked, notice, onTake, onPoint }: ChoicesProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.scrollIntoView({ block: 'nearest' }), [choices.length, notice]);
  useEffect(() => list.current?.querySelector('.pointed')?.scrollIntoView({ block: 'nearest' }), [at]);
  return (
    <div class="popup choices" role="listbox" id={id} ref={list} tabIndex={-1}>
      {notice && <p class="notice">{notice}</p>}
      {choices.map((choice, index) => {
        const isPicked = picked.some(({ value }) => value === choice.value);
        const startsGroup = choice.group && choice.group !== choices[index - 1]?.group;
        return (
          <div key={choice.value} role="presentation">
            {startsGroup && <div class="group">{choice.group}</div>}
            {/* biome-ignore lint/a11y/useFocusableInteractive: the input keeps the focus and points here by aria-activedescendant */}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the input takes the keys */}
            <div
              id={`${id}-${index}`}
              role="option"
              class={index === at ? 'pointed' : ''}
              aria-selected={isPicked}
              onMouseDown={(event) => event.preventDefault()}
              onMouseMove={() => onPoint(index)}
              onClick={() => onTake(choice)}
            >
              <span>
                <Unicode text={choice.label} />
                {choice.hint && <small>{choice.hint}</small>}
              </span>
            </div>
          </div>
        );
      })}
    </div>
  );
}
