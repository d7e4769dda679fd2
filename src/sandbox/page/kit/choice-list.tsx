import { useEffect, useRef } from 'preact/hooks';
import { Unicode } from '../text/unicode.tsx';
import type { Choice } from './choices.ts';

interface Props {
  readonly id: string;
  /** The choice that Enter would take. */
  readonly at: number;
  readonly choices: readonly Choice[];
  readonly picked: readonly Choice[];
  readonly notice: string | undefined;
  readonly onTake: (choice: Choice) => void;
  readonly onPoint: (at: number) => void;
}

export function ChoiceList({ id, at, choices, picked, notice, onTake, onPoint }: Props) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.scrollIntoView({ block: 'nearest' }), [choices.length, notice]);
  useEffect(() => list.current?.querySelector('.pointed')?.scrollIntoView({ block: 'nearest' }), [at]);
  return (
    <div class="popup choices" role="listbox" id={id} ref={list} tabIndex={-1}>
      {notice && <p class="notice">{notice}</p>}
      {choices.map((choice, index) => (
        <div key={choice.value} role="presentation">
          {choice.group && choice.group !== choices[index - 1]?.group && <div class="group">{choice.group}</div>}
          {/* biome-ignore lint/a11y/useFocusableInteractive: the input keeps the focus and points here by aria-activedescendant */}
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: the input takes the keys */}
          <div
            id={`${id}-${index}`}
            role="option"
            class={index === at ? 'pointed' : ''}
            aria-selected={picked.some(({ value }) => value === choice.value)}
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
      ))}
    </div>
  );
}
