import type { Issue, JiraUser, Transition } from '../jira/contract.ts';
import type { ChangeEvent, Incident, PagerDutyUser } from '../pagerduty/contract.ts';
import type { Message, Person, View } from '../slack/contract.ts';

/** What the server and the page say to each other. Types only: both sides import this file. */

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
}

export interface Workspace {
  readonly people: readonly Person[];
  readonly app: App;
  readonly slackUrl: string;
  /** Base addresses, so that links to the stand-ins open in their pane. Absent: there is no such pane. */
  readonly jiraUrl?: string;
  readonly pagerDutyUrl?: string;
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
  readonly users: readonly PagerDutyUser[];
  readonly services: readonly Service[];
  /** Newest first. */
  readonly incidents: readonly Incident[];
  /** Newest first. */
  readonly changeEvents: readonly ChangeEvent[];
}

/** One part of what a person sees, sent whole when it changed. */
export type Piece =
  | { readonly piece: 'workspace'; readonly value: Workspace }
  | { readonly piece: 'attention'; readonly value: Readonly<Record<string, number>> }
  | { readonly piece: 'conversations'; readonly value: readonly Conversation[] }
  | { readonly piece: 'messages'; readonly channel: string; readonly value: readonly Message[] }
  | { readonly piece: 'views'; readonly value: readonly View[] }
  | { readonly piece: 'clock'; readonly value: ClockFace }
  | { readonly piece: 'jira'; readonly value: JiraBoard }
  | { readonly piece: 'pagerduty'; readonly value: PagerDutyBoard };
