import type { Filling } from '../api.ts';
import { ChecksControl } from './checks-control.tsx';
import type { Element, Option, State } from './kit.ts';
import { PickerControl } from './picker-control.tsx';
import { SelectControl } from './select-control.tsx';
import { TextControl } from './text-control.tsx';

/** What a field's element and one beside text have in common. */
export interface ControlProps {
  readonly element: Element;
  readonly blockId: string;
  readonly state: State | undefined;
  readonly id?: string;
  /** The accessible name, where no label points to `id`. */
  readonly label?: string;
  readonly describedBy?: string;
  readonly isInvalid?: boolean;
  readonly isRequired?: boolean;
  readonly isCompact?: boolean;
  /** `option` comes along when an external select offered it. */
  readonly onValue: (value: Filling, when: 'now' | 'later', option?: Option) => void;
  /** The bot wants to hear of this field as it changes. */
  readonly isWatched?: boolean;
}

export function Control(props: ControlProps) {
  const { type } = props.element;
  if (type.endsWith('_input')) return <TextControl {...props} />;
  if (type.endsWith('_select')) return <SelectControl {...props} />;
  if (type.endsWith('picker')) return <PickerControl {...props} />;
  if (type === 'checkboxes' || type === 'radio_buttons') return <ChecksControl {...props} />;
  return <em class="notice">A {type} is not shown here.</em>;
}

export function isGroup({ type }: Element): boolean {
  return type === 'checkboxes' || type === 'radio_buttons';
}
