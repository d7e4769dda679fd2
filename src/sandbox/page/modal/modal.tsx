import { useEffect, useRef, useState } from 'preact/hooks';
import { useHere } from '../here.ts';
import { Blocks } from '../kit/blocks.tsx';
import { Dialog } from '../kit/dialog.tsx';
import type { SeenView } from '../kit/kit.ts';
import { SurfaceContext } from '../kit/surface.ts';
import { plain } from '../text/plain.ts';
import { useBusy } from '../use-busy.ts';
import { useViewSurface } from './use-view-surface.ts';

interface Props {
  readonly view: SeenView;
  readonly below: SeenView | undefined;
  /** Somebody else fills it in: what is typed elsewhere shows here as it comes. */
  readonly isWatched: boolean;
}

/** The modal on top of a person's stack. */
export function ModalView({ view, below, isWatched }: Props) {
  const { app } = useHere();
  const { surface, submitting, close, submit, isClosing } = useForm(view);
  const body = useRef<HTMLDivElement>(null);
  const { title, blocks, submit: submitText, close: closeText } = view.payload;
  const hasErrors = Object.keys(view.errors).length > 0;

  useEffect(() => {
    if (hasErrors) body.current?.querySelector<HTMLElement>('.field.invalid :is(input, textarea)')?.focus();
  }, [view.errors, hasErrors]);

  // Closed at once, as in Slack: the bot need not agree.
  if (isClosing) return null;
  return (
    <Dialog kind="modal" title={plain(title.text)} onClose={close}>
      <form noValidate onSubmit={submit} aria-busy={submitting.isBusy}>
        <div class="dialog-body" ref={body}>
          {submitting.error && (
            <p class="banner" role="alert">
              {submitting.error}
            </p>
          )}
          <SurfaceContext.Provider value={surface}>
            <Blocks key={isWatched ? JSON.stringify(view.values) : view.id} of={blocks} />
          </SurfaceContext.Provider>
        </div>
        <footer>
          <small>{below ? `On top of “${plain(below.payload.title.text)}”` : app.name}</small>
          <button type="button" class="button" onClick={close}>
            {plain(closeText?.text ?? (below ? 'Back' : submitText ? 'Cancel' : 'Close'))}
          </button>
          {submitText && (
            <button type="submit" class="button primary" disabled={submitting.isBusy} aria-busy={submitting.isBusy}>
              {submitting.isBusy && <span class="spinner" />}
              {plain(submitText.text)}
            </button>
          )}
        </footer>
      </form>
    </Dialog>
  );
}

function useForm(view: SeenView) {
  const { act } = useHere();
  const submitting = useBusy();
  const [isClosing, setClosing] = useState(false);
  const { surface, drafts, error } = useViewSurface(view);
  const submit = (event: Event) => {
    event.preventDefault();
    void submitting.run(async () => {
      await drafts.flush();
      return act.submit(view.id);
    });
  };
  const close = () => {
    setClosing(true);
    void act.close(view.id).catch(() => setClosing(false));
  };
  return { surface, submitting: { ...submitting, error: submitting.error ?? error }, submit, close, isClosing };
}
