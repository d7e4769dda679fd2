/**
 * What the stand-in for Slack offers to those who use it: the page, the tests, anybody's bot.
 * The bot under test sees none of this: it speaks Slack's HTTP (and WebSocket) protocol.
 */

export type Json = Record<string, unknown>;

export interface Person {
  /** Slack user id, e.g. `U0ANASILVA`. */
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly title: string;
  readonly email: string;
  /** IANA zone, e.g. `Europe/Lisbon`. */
  readonly timezone: string;
  readonly kind: 'member' | 'guest' | 'deactivated' | 'bot' | 'stranger';
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly isPrivate?: boolean;
  readonly isArchived?: boolean;
  /** User ids; the bot is a member when its own id is in here. Absent: everybody, the bot included. */
  readonly members?: readonly string[];
}

/** People who are mentioned together: `@security`. */
export interface UserGroup {
  /** e.g. `S0SECURITY1`. */
  readonly id: string;
  /** Without the `@`. */
  readonly handle: string;
  readonly name: string;
  /** User ids. */
  readonly users: readonly string[];
  /** Slack deletes no user group: it is disabled, and can come back. */
  readonly isDisabled?: boolean;
}

export interface SlackOptions {
  /** The parsed `manifest.json`: commands, shortcuts, bot scopes and events are taken from it. */
  readonly manifest: Json;
  readonly people: readonly Person[];
  readonly channels: readonly Channel[];
  readonly userGroups?: readonly UserGroup[];
  readonly signingSecret: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly teamId: string;
  readonly botUserId: string;
  /** The workspace's clock (ms, UTC): message timestamps and dates. Protocol limits run on real time. */
  readonly now: () => number;
  /** 0 or absent: any free port. */
  readonly port?: number;
  /** Where commands, interactions and events are posted. Absent: over Socket Mode. */
  readonly requestUrl?: string;
  /** Deviations from Slack's own limits; absent: Slack's. */
  readonly limits?: Partial<Limits>;
  /** Real time (ms, UTC) for what the protocol limits: triggers, response URLs, rates. Absent: the machine's clock. */
  readonly realNow?: () => number;
}

/** Milliseconds unless said otherwise. */
export interface Limits {
  /** How long the bot may take to acknowledge. */
  readonly ack: number;
  readonly trigger: number;
  readonly responseUrl: number;
  readonly responseUrlUses: number;
  /** `off` lets every call through. */
  readonly rates: 'on' | 'off';
  /** Messages to one channel that may come at once before one per second is enforced. */
  readonly messageBurst: number;
  /** How long Slack looks at an uploaded file before blocks may show it. */
  readonly fileProcessing: number;
  /** How many minutes' worth of a method's calls may come at once. */
  readonly tierBurst: number;
  /** Waits before the second, third and fourth attempt to deliver an event. */
  readonly eventRetries: readonly number[];
}

/** What Slack tells of a file that was uploaded. */
export interface SharedFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  /** As the end of the name says: `png`. */
  readonly filetype: string;
  readonly mimetype: string;
  /** Seconds since the epoch, on the workspace's clock. */
  readonly created: number;
  readonly urlPrivate: string;
  readonly permalink: string;
  /** In bytes. */
  readonly size: number;
}

export interface StoredFile extends SharedFile {
  readonly bytes: Uint8Array;
}

export interface Message {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs?: string;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly Json[];
  readonly metadata?: Json;
  /** Files that were shared with it. */
  readonly files?: readonly SharedFile[];
  readonly editedTs?: string;
  /** Set when only this person sees it. */
  readonly ephemeralFor?: string;
}

export interface View {
  readonly id: string;
  readonly user: string;
  readonly hash: string;
  readonly callbackId: string;
  /** The view as the bot sent it (type, title, blocks, submit, close ...). */
  readonly payload: Json;
  /** `values[blockId][actionId]`, in the shape of Slack's `view.state.values`. */
  readonly values: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  /** Field errors of the last submission, by block id. */
  readonly errors: Readonly<Record<string, string>>;
}

/** How the bot answered one thing a person did. */
export interface Outcome {
  readonly ok: boolean;
  /** Slack's own word for it when it failed, e.g. `operation_timeout`, `dispatch_failed`, `http_404`. */
  readonly error?: string;
  /** HTTP status of the bot's answer; 0 when there was none. */
  readonly status: number;
  /** Body of the bot's answer, parsed when it is JSON. */
  readonly answer?: unknown;
  /** What Slack would object to in the answer, e.g. in a view that the bot sent along. */
  readonly details?: readonly string[];
}

/** An option's value, or several. */
export type Picked = string | readonly string[];

/** What one person can do in Slack. Each call resolves when the bot has acknowledged (or failed to). */
export interface PersonSession {
  readonly command: (channel: string, command: string, text: string) => Promise<Outcome>;
  readonly say: (channel: string, text: string, threadTs?: string) => Message;
  readonly globalShortcut: (callbackId: string) => Promise<Outcome>;
  readonly messageShortcut: (callbackId: string, channel: string, ts: string) => Promise<Outcome>;
  /**
   * Presses a button of a message, or picks `option`, an option's value, in a select, date picker or overflow menu;
   * several at once in checkboxes and multi-selects. `blockId` tells two of the same name apart; without it, the first.
   */
  readonly press: (
    channel: string,
    ts: string,
    actionId: string,
    option?: Picked,
    blockId?: string,
  ) => Promise<Outcome>;
  /** The same for an element inside a modal, or of the app's Home tab. */
  readonly pressInView: (viewId: string, actionId: string, option?: Picked, blockId?: string) => Promise<Outcome>;
  /** Types or picks in an input of a message; told as `fill` tells it, and sent along with every later press. */
  readonly fillInMessage: (channel: string, ts: string, blockId: string, value: Picked | null) => Promise<Outcome>;
  /** As `suggest` and `pick`, in a message. */
  readonly suggestInMessage: (channel: string, ts: string, actionId: string, typed: string) => Promise<readonly Json[]>;
  readonly pickInMessage: (channel: string, ts: string, actionId: string, option: Json) => Promise<Outcome>;
  /**
   * Types or picks a value in an input. Text: the string. Select: the option's value. Multi-select, checkboxes:
   * list of values. users_select: user id. datepicker: `YYYY-MM-DD`. datetimepicker: seconds since the epoch.
   * `null` clears. With `dispatch_action` on the block the bot is told, and the outcome is its answer.
   */
  readonly fill: (
    viewId: string,
    blockId: string,
    value: string | readonly string[] | number | null,
  ) => Promise<Outcome>;
  /** Types into an external select and returns the options the bot offers (Slack's option objects). */
  readonly suggest: (viewId: string, blockId: string, typed: string) => Promise<readonly Json[]>;
  /** Picks one of the options that `suggest` returned. */
  readonly pick: (viewId: string, blockId: string, option: Json) => Promise<Outcome>;
  /**
   * Fails with `client_validation`, and tells the bot nothing, while a field is empty or too short; with
   * `invalid_response_action` when the bot acknowledged with something Slack does not take.
   */
  readonly submit: (viewId: string) => Promise<Outcome>;
  readonly close: (viewId: string) => Promise<Outcome>;
  /** Open modals, the top of the stack last. */
  readonly views: () => readonly View[];
  /**
   * Opens a tab of the app's Home, which opens the direct message with it too. The bot is sent `app_home_opened` where
   * its manifest asks for it. Throws for a Home tab that the manifest does not enable.
   */
  readonly openHome: (tab: 'home' | 'messages') => Promise<Outcome>;
  /** What the bot published on this person's Home tab, if anything yet. */
  readonly home: () => View | undefined;
  /** The channel's or thread's messages this person can see, ephemeral ones included, oldest first. */
  readonly messages: (channel: string, threadTs?: string) => readonly Message[];
  /**
   * The last `most` messages this person can see there that are older than `before` (a `ts`; absent: all of them),
   * threads and ephemeral ones included, oldest first. However many there are, this costs what it returns.
   */
  readonly latest: (channel: string, most: number, before?: string) => readonly Message[];
  readonly message: (channel: string, ts: string) => Message | undefined;
  /** Channels and DMs this person is in. DMs carry the other side's user id. */
  readonly conversations: () => readonly { readonly id: string; readonly name: string; readonly dmWith?: string }[];
}

/** What goes wrong with the next calls of a Web API method. */
export type Fault =
  | { readonly kind: 'error'; readonly error: string }
  | { readonly kind: 'rate-limited'; readonly retryAfterSeconds: number }
  | { readonly kind: 'http'; readonly status: number }
  /** The call takes effect, and the connection is cut before the answer. */
  | { readonly kind: 'answer-lost' }
  | { readonly kind: 'slow'; readonly milliseconds: number }
  | { readonly kind: 'down' };

export interface SlackStandIn {
  /** e.g. `http://127.0.0.1:4321`; the Web API is below `/api/`. */
  readonly url: string;
  readonly botUserId: string;
  readonly as: (userId: string) => PersonSession;
  readonly person: (userId: string) => Person | undefined;
  readonly people: () => readonly Person[];
  /** Every message of a conversation, ephemeral ones excluded, threads included, oldest first. */
  readonly allMessages: (channel: string) => readonly Message[];
  /** The DM between the bot and this person, if one was opened. */
  readonly botDm: (userId: string) => string | undefined;
  /**
   * Applies a fault to the next `times` calls (default: until cleared) of a method; `*` is every method.
   * `response_url` stands for answers sent to response URLs, which `*` leaves alone; `upload_url` for a file's bytes.
   */
  readonly fail: (method: string, fault: Fault, times?: number) => void;
  readonly clearFaults: () => void;
  readonly archive: (channel: string) => void;
  readonly unarchive: (channel: string) => void;
  readonly isArchived: (channel: string) => boolean;
  /** Takes somebody, the bot too, out of a channel or brings them back. */
  readonly setMember: (channel: string, userId: string, isMember: boolean) => void;
  readonly isMember: (channel: string, userId: string) => boolean;
  /** Deactivates a person, makes them a guest ... and sends the bot `user_change` where its manifest asks for it. */
  readonly setPersonKind: (userId: string, kind: Person['kind']) => Promise<Outcome>;
  readonly userGroups: () => readonly UserGroup[];
  /** Puts people into a user group and takes others out, disables it, or enables it again. */
  readonly setUserGroup: (id: string, to: Partial<Pick<UserGroup, 'users' | 'isDisabled'>>) => void;
  /** A file by its id. */
  readonly file: (id: string) => StoredFile | undefined;
  /** What Slack would have refused silently: invalid options, views in acknowledgements, bodies at response URLs. */
  readonly complaints: () => readonly string[];
  /** Tells every Socket Mode connection to reconnect, as Slack does every few hours. */
  readonly refreshSockets: () => void;
  readonly setRequestUrl: (url: string | undefined) => void;
  /** Every call of the Web API so far: method, arguments, answer's `ok` and `error`. */
  readonly calls: () => readonly {
    readonly method: string;
    readonly args: Json;
    readonly ok: boolean;
    readonly error?: string;
  }[];
  /** Told after each change of messages, views or DMs. Returns the way to stop listening. */
  readonly onChange: (
    listener: (change: {
      readonly kind: 'message' | 'view' | 'people';
      readonly user?: string;
      readonly channel?: string;
    }) => void,
  ) => () => void;
  readonly stop: () => Promise<void>;
}
