import { useState } from 'preact/hooks';
import type { Picked } from '../../slack/contract.ts';
import { plain } from '../text/plain.ts';
import { Ask, Button } from './button.tsx';
import { Control } from './control.tsx';
import type { Element } from './kit.ts';
import { Menu } from './menu.tsx';
import { isAt, useSurface } from './surface.ts';

/** An element outside of an input block: whatever one does with it the bot hears at once. */
export function Acting({ element, blockId }: { element: Element; blockId: string }) {
  const { press, form, pressing, version } = useSurface();
  const [asked, setAsked] = useState<{ option: Picked | undefined }>();
  const at = { blockId, actionId: element.action_id };
  if (element.type === 'button') return <Button element={element} blockId={blockId} />;
  if (element.type === 'overflow') return <Overflow element={element} blockId={blockId} />;

  const tell = (option: Picked | undefined) => (element.confirm ? setAsked({ option }) : void press(at, option));
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
      {isAt(pressing, at) && <span class="spinner" role="status" aria-label="Waiting for the app" />}
      {asked && element.confirm && (
        <Ask
          confirm={element.confirm}
          onNo={() => setAsked(undefined)}
          onYes={() => {
            setAsked(undefined);
            void press(at, asked.option);
          }}
        />
      )}
    </>
  );
}

function Overflow({ element, blockId }: { element: Element; blockId: string }) {
  const { press } = useSurface();
  const at = { blockId, actionId: element.action_id };
  const [asked, setAsked] = useState<{ option: string }>();
  const items = (element.options ?? []).map(({ text, value, url }) => ({
    label: plain(text.text),
    onPick: () => {
      if (url) window.open(url, '_blank', 'noreferrer');
      if (element.confirm) setAsked({ option: value });
      else void press(at, value);
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
            void press(at, asked.option);
          }}
        />
      )}
    </>
  );
}
