import type { TourStep } from '../../server/wire.ts';
import { useRemembered } from '../use-remembered.ts';
import { Icon } from './icon.tsx';

/** In the bar: opens and closes the tour. */
export function TourButton({
  steps,
  isOpen,
  onToggle,
}: {
  steps: readonly TourStep[];
  isOpen: boolean;
  onToggle: () => void;
}) {
  const done = steps.filter(({ isDone }) => isDone).length;
  return (
    <button type="button" class="bar-button" aria-expanded={isOpen} title="Guided tour" onClick={onToggle}>
      <Icon name="tour" />
      <span class="bar-label">
        Tour {done}/{steps.length}
      </span>
    </button>
  );
}

/** What to try, one thing after the other; each is ticked once it was seen to have happened. */
export function TourPanel({ steps, onClose }: { steps: readonly TourStep[]; onClose: () => void }) {
  const [isLong, setLong] = useRemembered('sandbox-tour-long', matchMedia('(min-width: 861px)').matches);
  const done = steps.filter(({ isDone }) => isDone).length;
  const at = steps.findIndex(({ isDone }) => !isDone);
  const current = steps[at];
  return (
    <section class="tour" aria-label="Guided tour">
      <header>
        <h2>{current ? `Tour · ${done} of ${steps.length} done` : 'Tour done'}</h2>
        <button
          type="button"
          class="icon"
          aria-expanded={isLong}
          aria-label="All steps"
          title="All steps"
          onClick={() => setLong(!isLong)}
        >
          <Icon name={isLong ? 'down' : 'up'} />
        </button>
        <button
          type="button"
          class="icon"
          aria-label="Close the tour"
          title="Close; “Tour” in the top bar brings it back"
          onClick={onClose}
        >
          <Icon name="close" />
        </button>
      </header>
      <progress max={steps.length} value={done} aria-label="Steps done" />
      <div role="status">
        {current ? <Current step={current} number={at + 1} /> : <Finished count={steps.length} />}
      </div>
      {isLong && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: reached with the keyboard, it scrolls with the arrow keys
        <ol class="tour-steps" tabIndex={0} aria-label="All steps">
          {steps.map(({ title, isDone }, index) => (
            <li
              key={title}
              class={isDone ? 'done' : index === at ? 'current' : ''}
              aria-current={index === at ? 'step' : undefined}
            >
              <span class="tick">{isDone ? <Icon name="tick" /> : index + 1}</span>
              <span>
                {title}
                {isDone && <span class="unseen">, done</span>}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function Current({ step, number }: { step: TourStep; number: number }) {
  return (
    <div class="tour-current" key={step.title}>
      <b>
        {number}. {step.title}
      </b>
      <p>{step.hint}</p>
    </div>
  );
}

function Finished({ count }: { count: number }) {
  return (
    <div class="tour-current finished">
      <span class="tick">
        <Icon name="tick" />
      </span>
      <p>
        <b>That was the whole story.</b> All {count} steps are done. Look around: the ticket in Jira, the notes in
        PagerDuty, bad weather in the bar above.
      </p>
    </div>
  );
}
