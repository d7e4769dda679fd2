import type { Story, StoryScene, Tour, TourStep } from '../../src/sandbox/server/world.ts';

type Listener = () => void;

function listeners() {
  const all = new Set<Listener>();
  return {
    tell: () => all.forEach((listener) => void listener()),
    onChange: (listener: Listener) => {
      all.add(listener);
      return () => void all.delete(listener);
    },
  };
}

const STEPS = ['Declare a change', 'Approve it', 'Record the deployment', 'Write the review'];

/** A tour that is as far as it is told. */
export function aTour(): Tour & { readonly reach: (done: number) => void } {
  const { tell, onChange } = listeners();
  let reached = 0;
  const step = (title: string, index: number): TourStep => ({
    title,
    hint: `Be Ana and do this: ${title.toLowerCase()}.`,
    isDone: index < reached,
  });
  const reach = (done: number) => {
    reached = done;
    tell();
  };
  return { steps: () => STEPS.map(step), onChange, reach };
}

export function aStory(): Story & { readonly play: (scene: StoryScene | undefined) => void } {
  const { tell, onChange } = listeners();
  let scene: StoryScene | undefined;
  const play = (next: StoryScene | undefined) => {
    scene = next;
    tell();
  };
  return { scene: () => scene, onChange, play };
}
