import { useState } from 'preact/hooks';
import type { Picked } from '../../slack/contract.ts';
import { plain } from '../text/plain.ts';
import { Ask, Button } from './button.tsx';
import { Control } from './control.tsx';
import type { Element } from './kit.ts';
import { Menu } from './menu.tsx';
import { useSurface } from './surface.ts';

/** An element outside of an input block: whatever one does with it the bot hears at once. */
export function Acting({ element, blockId }: { element: Element; blockId: string }) {
  const { press, form, pressing, version } = useSurface();
  const [asked, setAsked] = useState<{ option: Picked | undefined }>();
  if (element.type === 'button') return <Button element={element} />;
  if (element.type === 'overflow') return <Overflow element={element} />;

  const tell = (option: Picked | undefined) =>
    element.confirm ? setAsked({ option }) : void press(element.action_id, option);
  return (
    <>
      <Control
        key={version}
        element={element}
        blockId={blockId}
        state={form.stateOf(blockId, element.action_id)}
        label={plain(element.placeholder?.text ?? 'Choose')}
        isCompact
        onValue={(value, _when, option) => {
          if (option) form.pick(blockId, element.action_id, option);
          else if (value === null) tell(undefined);
          else tell(typeof value === 'number' ? String(value) : value);
        }}
      />
      {pressing === element.action_id && <span class="spinner" role="status" aria-label="Waiting for the app" />}
      {asked && element.confirm && (
        <Ask
          confirm={element.confirm}
          onNo={() => setAsked(undefined)}
          onYes={() => {
            setAsked(undefined);
            void press(element.action_id, asked.option);
          }}
        />
      )}
    </>
  );
}

function Overflow({ element }: { element: Element }) {
  const { press } = useSurface();
  const [asked, setAsked] = useState<{ option: string }>();
  const items = (element.options ?? []).map(({ text, value, url }) => ({
    label: plain(text.text),
    onPick: () => {
      if (url) window.open(url, '_blank', 'noreferrer');
      if (element.confirm) setAsked({ option: value });
      else void press(element.action_id, value);
    },
  }));
  return (
    <>
      <Menu label="More options" class="button overflow" items={items}>
        <span aria-hidden="true">⋯</span>
      </Menu>
      {asked && element.confirm && (
        <Ask
          confirm={element.confirm}
          onNo={() => setAsked(undefined)}
          onYes={() => {
            setAsked(undefined);
            void press(element.action_id, asked.option);
          }}
        />
      )}
    </>
  );
}
