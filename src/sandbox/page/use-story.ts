import { useEffect, useRef, useState } from 'preact/hooks';
import type { StoryScene } from '../server/wire.ts';

/** Goes where the story goes, until one takes over; a new story is followed again. */
export function useStory(scene: StoryScene | null | undefined, go: (scene: StoryScene) => void) {
  const [isFollowing, setFollowing] = useState(true);
  const wasPlaying = useRef(false);
  const isPlaying = scene !== null && scene !== undefined;
  useEffect(() => {
    if (isPlaying && !wasPlaying.current) setFollowing(true);
    wasPlaying.current = isPlaying;
  }, [isPlaying]);
  useEffect(() => {
    if (scene && isFollowing) go(scene);
  }, [scene?.step, scene?.person, scene?.channel, scene?.threadTs, isFollowing]);
  return { isFollowing, setFollowing, takeOver: () => setFollowing(false) };
}
