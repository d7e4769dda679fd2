import { useState } from 'preact/hooks';
import { plain } from '../text/plain.ts';
import type { ControlProps } from './control.tsx';

// Always a text field: the browser's own number and address fields hide what they cannot read.
const KEYBOARDS: Readonly<Record<string, 'decimal' | 'email' | 'url'>> = {
  number_input: 'decimal',
  email_text_input: 'email',
  url_text_input: 'url',
};

export function TextControl({ element, state, onValue, isWatched, ...props }: ControlProps) {
  const [value, setValue] = useState(state?.value ?? element.initial_value ?? '');
  const isTold = isWatched && !element.dispatch_action_config?.trigger_actions_on?.includes('on_character_entered');
  const shared = {
    id: props.id,
    value,
    placeholder: plain(element.placeholder?.text ?? ''),
    'aria-label': props.label,
    'aria-describedby': props.describedBy,
    'aria-invalid': props.isInvalid,
    'aria-required': props.isRequired,
    'data-first-focus': element.focus_on_load || undefined,
    onInput: ({ currentTarget }: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => {
      setValue(currentTarget.value);
      if (!isTold) onValue(currentTarget.value || null, 'later');
    },
    onChange: ({ currentTarget }: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => {
      if (isTold) onValue(currentTarget.value || null, 'now');
    },
  };
  return (
    <div class="text-control">
      {element.multiline ? (
        <textarea rows={4} {...shared} />
      ) : (
        <input type="text" autocomplete="off" inputMode={KEYBOARDS[element.type]} {...shared} />
      )}
      <Room used={value.length} of={element.max_length} />
    </div>
  );
}

/** How many characters are left, once it matters. */
function Room({ used, of }: { used: number; of: number | undefined }) {
  if (of === undefined || used < of * 0.8) return null;
  return <span class={used > of ? 'room over' : 'room'}>{of - used}</span>;
}
