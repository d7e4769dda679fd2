import { useState } from 'preact/hooks';
import { plain } from '../text/plain.ts';
import { Link, Mrkdwn } from '../text/rich.tsx';
import { Unicode } from '../text/unicode.tsx';
import { Dialog } from './dialog.tsx';
import type { Confirm, Element } from './kit.ts';
import { isAt, useSurface } from './surface.ts';

export function Button({ element, blockId }: { element: Element; blockId: string }) {
  const { press, pressing } = useSurface();
  const at = { blockId, actionId: element.action_id };
  const [isAsking, setAsking] = useState(false);
  const label = plain(element.text?.text ?? '');
  const isPressing = isAt(pressing, at);
  const className = `button ${element.style ?? ''}`;

  if (element.url) {
    return (
      <span class={className} onClickCapture={() => void press(at)}>
        <Link url={element.url}>
          <Unicode text={label} />
        </Link>
      </span>
    );
  }
  return (
    <>
      <button
        type="button"
        class={className}
        aria-label={element.accessibility_label}
        aria-busy={isPressing}
        // Not `disabled`: it would lose the focus to the page while the app thinks.
        aria-disabled={pressing !== undefined}
        onClick={() => {
          if (pressing !== undefined) return;
          if (element.confirm) setAsking(true);
          else void press(at);
        }}
      >
        {isPressing && <span class="spinner" />}
        <Unicode text={label} />
      </button>
      {isAsking && element.confirm && (
        <Ask
          confirm={element.confirm}
          onNo={() => setAsking(false)}
          onYes={() => {
            setAsking(false);
            void press(at);
          }}
        />
      )}
    </>
  );
}

/** Slack's "are you sure" before a press or a pick. */
export function Ask({ confirm, onYes, onNo }: { confirm: Confirm; onYes: () => void; onNo: () => void }) {
  return (
    <Dialog kind="confirm" title={plain(confirm.title?.text ?? 'Are you sure?')} onClose={onNo}>
      <div class="dialog-body">
        <Mrkdwn text={confirm.text.text} />
      </div>
      <footer>
        <button type="button" class="button" onClick={onNo}>
          {plain(confirm.deny?.text ?? 'Cancel')}
        </button>
        <button type="button" class={`button ${confirm.style ?? 'primary'}`} onClick={onYes}>
          {plain(confirm.confirm?.text ?? 'Yes')}
        </button>
      </footer>
    </Dialog>
  );
}
