import { useEffect, useMemo, useState } from 'preact/hooks';
import { useHere } from '../here.ts';
import type { SeenView } from '../kit/kit.ts';
import type { Spot, Surface } from '../kit/surface.ts';
import { useBusy } from '../use-busy.ts';
import { createDrafts } from './drafts.ts';

/** A modal or a Home tab to fill in and press. What was typed is sent before one leaves it. */
export function useViewSurface(view: SeenView, version = view.id) {
  const { act } = useHere();
  const pressing = useBusy();
  const [pressed, setPressed] = useState<Spot>();
  const [lost, setLost] = useState<string>();
  const drafts = useMemo(
    () =>
      createDrafts(
        (blockId, value) => act.fill(view.id, blockId, value),
        (error) => setLost(error.message),
      ),
    [view.id],
  );
  useEffect(() => () => void drafts.flush(), [drafts]);

  const surface: Surface = {
    version,
    pressing: pressed,
    press: async (at, option) => {
      const send = () => act.pressInView(view.id, at.actionId, option, at.blockId);
      // Boxes are ticked faster than an app answers: none is left out.
      if (Array.isArray(option)) return drafts.queue(send);
      setPressed(at);
      await pressing.run(async () => {
        await drafts.flush();
        return send();
      });
      setPressed(undefined);
    },
    form: {
      stateOf: (blockId, actionId) => view.values[blockId]?.[actionId],
      errorOf: (blockId) => view.errors[blockId],
      fill: drafts.fill,
      suggest: (blockId, _actionId, typed) => act.suggest(view.id, blockId, typed),
      pick: (blockId, _actionId, option) => void drafts.queue(() => act.pick(view.id, blockId, option)),
    },
  };
  return { surface, drafts, error: pressing.error ?? lost };
}
