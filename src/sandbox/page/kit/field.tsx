import { useId } from 'preact/hooks';
import { plain } from '../text/plain.ts';
import { Control, isGroup } from './control.tsx';
import type { InputBlock } from './kit.ts';
import { useSurface } from './surface.ts';

/** An input block: label, control, then what is wrong with it or how to fill it. */
export function Field({ block }: { block: InputBlock }) {
  const { form } = useSurface();
  const id = useId();
  const { element, block_id, hint, optional } = block;
  const error = form.errorOf(block_id);
  const label = (
    <>
      {plain(block.label.text)}
      {optional && <span class="optional"> (optional)</span>}
    </>
  );
  const notes = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ');
  const control = (
    <Control
      element={element}
      blockId={block_id}
      state={form.stateOf(block_id, element.action_id)}
      id={id}
      describedBy={notes || undefined}
      isInvalid={error !== undefined}
      isRequired={!optional}
      {...(isGroup(element) && { label: plain(block.label.text) })}
      isWatched={block.dispatch_action}
      onValue={(value, when, option) =>
        option ? form.pick(block_id, element.action_id, option) : form.fill(block_id, value, when)
      }
    />
  );
  return (
    <div class={error ? 'field invalid' : 'field'}>
      {isGroup(element) ? (
        <>
          <span class="label">{label}</span>
          {control}
        </>
      ) : (
        <>
          <label for={id}>{label}</label>
          {control}
        </>
      )}
      {error && (
        <p class="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {plain(hint.text)}
        </p>
      )}
    </div>
  );
}
