import { useState } from 'preact/hooks';
import { useHere } from '../here.ts';
import { plain } from '../text/plain.ts';
import type { Choice } from './choices.ts';
import { choiceOf, choicesOf, pickedIn } from './choices.ts';
import { Combobox } from './combobox.tsx';
import type { ControlProps } from './control.tsx';
import { useSurface } from './surface.ts';

export function SelectControl({ element, blockId, state, onValue, ...props }: ControlProps) {
  const { form } = useSurface();
  const choices = choicesOf(element, useHere());
  const [picked, setPicked] = useState<readonly Choice[]>(() => pickedIn(element, state, choices));
  const isMulti = element.type.startsWith('multi_');
  const isExternal = element.type.includes('external');

  const change = (now: readonly Choice[]) => {
    setPicked(now);
    const [first] = now;
    if (isExternal && first) onValue(first.value, 'now', now.at(-1)?.option);
    else if (isMulti)
      onValue(
        now.map(({ value }) => value),
        'now',
      );
    else onValue(first?.value ?? null, 'now');
  };
  return (
    <Combobox
      {...props}
      choices={choices}
      picked={picked}
      isMulti={isMulti}
      onChange={change}
      atMost={element.max_selected_items}
      isFirst={element.focus_on_load}
      placeholder={plain(element.placeholder?.text ?? (isExternal ? 'Type to search' : 'Choose'))}
      {...(isExternal && {
        shortestSearch: element.min_query_length,
        search: async (typed: string) =>
          (await form.suggest(blockId, element.action_id, typed)).map((option) => choiceOf(option)),
      })}
    />
  );
}
