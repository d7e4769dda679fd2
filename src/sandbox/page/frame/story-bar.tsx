import type { StoryScene } from '../../server/wire.ts';

interface Props {
  readonly scene: StoryScene;
  readonly isFollowing: boolean;
  readonly onFollow: (isFollowing: boolean) => void;
}

/** What the story that plays by itself is showing. */
export function StoryBar({ scene: { step, of, caption }, isFollowing, onFollow }: Props) {
  return (
    <section class="story" aria-label="Story">
      <p role="status">
        <span class="story-count">
          {step} of {of}
        </span>
        <span class="story-dot"> · </span>
        {caption}
      </p>
      <button type="button" class="bar-button" onClick={() => onFollow(!isFollowing)}>
        {isFollowing ? 'Stop following' : 'Follow the story'}
      </button>
      <progress max={of} value={step} aria-label="How far the story is" />
    </section>
  );
}
