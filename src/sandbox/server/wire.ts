import type { Issue, JiraUser, Transition } from '../jira/contract.ts';
import type { ChangeEvent, Incident, PagerDutyUser } from '../pagerduty/contract.ts';
import type { Message, Person, View } from '../slack/contract.ts';
import type { StoryScene, TourStep } from './world.ts';

export type { StoryScene, TourStep };

/** What the server and the page say to each other. Both sides import this file. */

export interface Command {
  readonly command: string;
  readonly description: string;
  readonly usageHint: string;
}

export interface Shortcut {
  readonly name: string;
  readonly kind: 'global' | 'message';
  readonly callbackId: string;
  readonly description: string;
}

/** The bot as its manifest presents it. */
export interface App {
  readonly name: string;
  readonly color: string;
  readonly commands: readonly Command[];
  readonly shortcuts: readonly Shortcut[];
  /** People cannot write to the app in its direct messages. */
  readonly isReadOnly: boolean;
  /** It has a Home tab beside its messages. */
  readonly hasHome: boolean;
  /** It wants to hear when somebody opens it. */
  readonly hearsOpening: boolean;
}

export interface Workspace {
  readonly people: readonly Person[];
  readonly app: App;
  readonly slackUrl: string;
  /** Base addresses, so that links to the stand-ins open in their pane. Absent: there is no such pane. */
  readonly jiraUrl?: string;
  readonly pagerDutyUrl?: string;
  readonly gitHubUrl?: string;
}

export interface Conversation {
  readonly id: string;
  readonly name: string;
  readonly dmWith?: string;
  /** Somebody wrote since this person last looked. */
  readonly isFresh: boolean;
  /** Unread direct messages and mentions of this person. */
  readonly badge: number;
  /** `ts` of the newest message this person has looked at; `0` when none. */
  readonly readTo: string;
}

export interface ClockFace {
  /** Milliseconds since the epoch, UTC, cut to the minute. */
  readonly now: number;
  readonly isStepping: boolean;
  readonly next?: { readonly at: number; readonly what: string };
}

export interface JiraBoard {
  readonly users: readonly JiraUser[];
  /** Newest first, each with the ways out of its status. */
  readonly issues: readonly (Issue & { readonly transitions: readonly Transition[] })[];
}

export interface Service {
  readonly id: string;
  readonly name: string;
  /** User ids. */
  readonly onCall: readonly string[];
}

export interface PagerDutyBoard {
  readonly priorities: readonly { readonly id: string; readonly name: string }[];
  readonly users: readonly PagerDutyUser[];
  readonly services: readonly Service[];
  /** Newest first. */
  readonly incidents: readonly Incident[];
  /** Newest first. */
  readonly changeEvents: readonly ChangeEvent[];
}

export interface GitHubRepository {
  readonly name: string;
  readonly branch: string;
  /** Newest first. */
  readonly commits: readonly { readonly sha: string; readonly message: string; readonly by: string }[];
  readonly isProtected: boolean;
}

export interface GitHubBoard {
  readonly accounts: readonly { readonly login: string; readonly name: string; readonly email: string }[];
  readonly repositories: readonly GitHubRepository[];
  /** Newest first. */
  readonly activity: readonly {
    readonly at: number;
    readonly repository: string;
    readonly by: string;
    readonly what: string;
  }[];
}

/** What is wrong with a service: `fine`, or every call of it fails in this way. */
export const STORMS = ['fine', 'slow', 'rate-limited', 'answer-lost', 'down'] as const;
export type Storm = (typeof STORMS)[number];

/** A single thing that is out of order, apart from the service's weather. */
export interface Nuisance {
  readonly id: string;
  readonly label: string;
  readonly isOn: boolean;
}

export interface ServiceWeather {
  readonly id: 'slack' | 'jira' | 'pagerduty';
  readonly name: string;
  readonly storm: Storm;
  readonly nuisances: readonly Nuisance[];
}

export interface Weather {
  readonly services: readonly ServiceWeather[];
  /** Absent: the sandbox does not run the bot itself. */
  readonly bot?: { readonly isRestarting: boolean; readonly trouble?: string };
}

/** One part of what a person sees, sent whole when it changed. */
export type Piece =
  | { readonly piece: 'workspace'; readonly value: Workspace }
  | { readonly piece: 'attention'; readonly value: Readonly<Record<string, number>> }
  | { readonly piece: 'conversations'; readonly value: readonly Conversation[] }
  | {
      readonly piece: 'messages';
      readonly channel: string;
      readonly value: readonly Message[];
      /** Messages before this `ts` are asked for when wanted; absent: there are none. */
      readonly since?: string;
    }
  | { readonly piece: 'views'; readonly value: readonly View[] }
  /** `null`: nothing was published. */
  | { readonly piece: 'home'; readonly value: View | null }
  /** Ids of the people who have a form open. */
  | { readonly piece: 'busy'; readonly value: readonly string[] }
  | { readonly piece: 'weather'; readonly value: Weather }
  | { readonly piece: 'tour'; readonly value: readonly TourStep[] }
  /** `null`: no story is playing. */
  | { readonly piece: 'story'; readonly value: StoryScene | null }
  | { readonly piece: 'clock'; readonly value: ClockFace }
  | { readonly piece: 'jira'; readonly value: JiraBoard }
  | { readonly piece: 'pagerduty'; readonly value: PagerDutyBoard }
  | { readonly piece: 'github'; readonly value: GitHubBoard };
