import { useMemo, useState } from 'preact/hooks';
import { useHere } from '../here.ts';
import type { SeenMessage } from '../kit/kit.ts';
import type { Spot, Surface } from '../kit/surface.ts';
import { createDrafts } from '../modal/drafts.ts';
import { useBusy } from '../use-busy.ts';

/** A message to press and pick in. */
export function useMessageSurface({ channel, ts, blocks }: SeenMessage) {
  const { act } = useHere();
  const { run, error } = useBusy();
  const [pressing, setPressing] = useState<Spot>();
  const [lost, setLost] = useState<string>();
  const version = useMemo(() => JSON.stringify(blocks), [blocks]);
  const drafts = useMemo(
    () =>
      createDrafts(
        (blockId, value) => act.fillInMessage(channel, ts, blockId, typeof value === 'number' ? String(value) : value),
        (cause) => setLost(cause.message),
      ),
    [channel, ts, act],
  );

  const surface: Surface = {
    version,
    pressing,
    press: async (at, option) => {
      const send = () => act.press(channel, ts, at.actionId, option, at.blockId);
      // Boxes are ticked faster than an app answers: none is left out.
      if (Array.isArray(option)) return drafts.queue(send);
      setPressing(at);
      await run(async () => {
        await drafts.flush();
        return send();
      });
      setPressing(undefined);
    },
    form: {
      stateOf: () => undefined,
      errorOf: () => undefined,
      fill: drafts.fill,
      suggest: (_blockId, actionId, typed) => act.suggestInMessage(channel, ts, actionId, typed),
      pick: (_blockId, actionId, option) => void drafts.queue(() => act.pickInMessage(channel, ts, actionId, option)),
    },
  };
  return { surface, error: error ?? lost };
}
