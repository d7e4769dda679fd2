import type { GitHubStandIn } from '../github/contract.ts';
import type { JiraStandIn } from '../jira/contract.ts';
import type { PagerDutyStandIn } from '../pagerduty/contract.ts';
import type { Json, SlackStandIn } from '../slack/contract.ts';

/** The workspace's time, as the page moves it. Milliseconds since the epoch, UTC. */
export interface SteppedClock {
  readonly now: () => number;
  /** Resolves when everything due on the way has been done. */
  readonly advanceBy: (milliseconds: number) => Promise<void>;
  /** The next thing the bot will do by itself; what it is in words for people. */
  readonly nextDue?: () => Promise<{ at: number; what: string } | undefined>;
}

/** The bot's process, where the sandbox runs one. */
export interface BotControls {
  /** Ends it at once, as a crash would, and starts it again on the same data. Resolves when it is up again. */
  readonly kill: () => Promise<void>;
}

/** One step of the guided tour; done once it was seen to have happened. */
export interface TourStep {
  readonly title: string;
  /** What to do, in a sentence. */
  readonly hint: string;
  readonly isDone: boolean;
}

export interface Tour {
  readonly steps: () => readonly TourStep[];
  /** Returns the way to stop listening. */
  readonly onChange: (listener: () => void) => () => void;
}

/** What the story that plays by itself is showing: the page follows it. */
export interface StoryScene {
  readonly caption: string;
  readonly step: number;
  readonly of: number;
  /** Through whose eyes, and where to look. */
  readonly person: string;
  readonly channel?: string;
  readonly threadTs?: string;
}

export interface Story {
  /** `undefined` before it begins and after its end. */
  readonly scene: () => StoryScene | undefined;
  readonly onChange: (listener: () => void) => () => void;
}

/** What the page is a window on. */
export interface World {
  readonly slack: SlackStandIn;
  readonly jira: JiraStandIn | undefined;
  readonly pagerduty: PagerDutyStandIn | undefined;
  readonly github?: GitHubStandIn | undefined;
  readonly clock: SteppedClock;
  /** The parsed `manifest.json`: the app's name, commands and shortcuts. Absent: the page offers none. */
  readonly manifest?: Json;
  readonly bot?: BotControls;
  readonly tour?: Tour;
  readonly story?: Story;
}
