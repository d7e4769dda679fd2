import { useId, useState } from 'preact/hooks';
import { plain } from '../text/plain.ts';
import { Mrkdwn } from '../text/rich.tsx';
import type { ControlProps } from './control.tsx';
import type { Option, Text } from './kit.ts';

export function ChecksControl({ element, state, onValue, describedBy, isRequired, label }: ControlProps) {
  const isRadio = element.type === 'radio_buttons';
  const [picked, setPicked] = useState<readonly string[]>(() => initial(state ?? initialState(element)));
  const name = useId();

  const toggle = ({ value }: Option) => {
    const without = picked.filter((one) => one !== value);
    const now = isRadio ? [value] : without.length < picked.length ? without : [...picked, value];
    setPicked(now);
    onValue(isRadio ? value : now, 'now');
  };
  return (
    <fieldset class="checks" aria-label={label} aria-describedby={describedBy}>
      {(element.options ?? []).map((option) => (
        <label key={option.value} class="check">
          <input
            type={isRadio ? 'radio' : 'checkbox'}
            name={name}
            checked={picked.includes(option.value)}
            aria-required={isRequired && isRadio ? true : undefined}
            onChange={() => toggle(option)}
          />
          <span>
            <Words of={option.text} />
            {option.description && (
              <small>
                <Words of={option.description} />
              </small>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function Words({ of }: { of: Text }) {
  return of.type === 'mrkdwn' ? <Mrkdwn text={of.text} /> : <span>{plain(of.text)}</span>;
}

interface Picks {
  readonly selected_option?: Option | null;
  readonly selected_options?: readonly Option[];
}

function initialState(element: ControlProps['element']): Picks {
  return { selected_option: element.initial_option, selected_options: element.initial_options };
}

function initial({ selected_option, selected_options }: Picks): string[] {
  return [...(selected_option ? [selected_option] : []), ...(selected_options ?? [])].map(({ value }) => value);
}
