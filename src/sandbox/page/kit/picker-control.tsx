import { useState } from 'preact/hooks';
import { useHere } from '../here.ts';
import { instantOf, localOf } from '../text/time.ts';
import type { ControlProps } from './control.tsx';

const TYPES: Readonly<Record<string, 'date' | 'time' | 'datetime-local'>> = {
  datepicker: 'date',
  timepicker: 'time',
  datetimepicker: 'datetime-local',
};

/** Date, time or both. A date with time is read and shown in the viewer's zone, and sent as seconds since the epoch. */
export function PickerControl({ element, state, onValue, label, ...props }: ControlProps) {
  const { me } = useHere();
  const isInstant = element.type === 'datetimepicker';
  const seconds = state ? state.selected_date_time : element.initial_date_time;
  const initial = isInstant
    ? seconds && localOf(seconds * 1000, me.timezone)
    : state
      ? (state.selected_date ?? state.selected_time)
      : (element.initial_date ?? element.initial_time);
  const [value, setValue] = useState(initial || '');
  return (
    <input
      class={props.isCompact ? 'picker compact' : 'picker'}
      type={TYPES[element.type] ?? 'date'}
      id={props.id}
      value={value}
      aria-label={label}
      aria-describedby={props.describedBy}
      aria-invalid={props.isInvalid}
      aria-required={props.isRequired}
      data-first-focus={element.focus_on_load || undefined}
      onChange={({ currentTarget }) => {
        const typed = currentTarget.value;
        setValue(typed);
        onValue(typed && isInstant ? instantOf(typed.slice(0, 16), me.timezone) / 1000 : typed || null, 'now');
      }}
    />
  );
}
