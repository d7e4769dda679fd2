import { sql } from 'drizzle-orm';
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** The record itself: append-only (triggers refuse UPDATE and DELETE), in one hash chain over all streams. */
export const events = sqliteTable(
  'events',
  {
    /** Gapless, from 1: the order of the chain. */
    position: integer('position').primaryKey(),
    /** A change's key, or `workspace`. */
    stream: text('stream').notNull(),
    version: integer('version').notNull(),
    type: text('type').notNull(),
    schema: integer('schema').notNull(),
    data: text('data').notNull(),
    actor: text('actor').notNull(),
    surface: text('surface').notNull(),
    occurredAt: integer('occurred_at').notNull(),
    recordedAt: integer('recorded_at').notNull(),
    policyHash: text('policy_hash').notNull(),
    previousHash: text('previous_hash').notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [
    uniqueIndex('events_stream_version').on(table.stream, table.version),
    // The workspace's stream grows for ever: its latest event of a type is looked up, not searched for.
    index('events_workspace').on(table.type, table.version).where(sql`stream = 'workspace'`),
  ],
);

/** The read model: one row a change, with the columns that lists, digests and timers ask for. Rebuildable. */
export const changes = sqliteTable(
  'changes',
  {
    key: text('key').primaryKey(),
    sequence: text('sequence').notNull(),
    number: integer('number').notNull(),
    version: integer('version').notNull(),
    summary: text('summary').notNull(),
    /** JSON list of system names. */
    systems: text('systems').notNull(),
    criterion: text('criterion').notNull(),
    requester: text('requester').notNull(),
    owner: text('owner').notNull(),
    authorization: text('authorization').notNull(),
    review: text('review').notNull(),
    verdict: text('verdict'),
    declaredAt: integer('declared_at').notNull(),
    authorizedAt: integer('authorized_at'),
    deployedAt: integer('deployed_at'),
    submittedAt: integer('submitted_at'),
    closedAt: integer('closed_at'),
    /** Withdrawn or not implemented counts as ended too. */
    ended: integer('ended', { mode: 'boolean' }).notNull(),
    reviewOwed: integer('review_owed', { mode: 'boolean' }).notNull(),
    approvalOwed: integer('approval_owed', { mode: 'boolean' }).notNull(),
    targetAt: integer('target_at').notNull(),
    limitAt: integer('limit_at').notNull(),
    nextTimerAt: integer('next_timer_at'),
    incident: text('incident'),
    ticket: text('ticket'),
    permalink: text('permalink'),
    /** JSON: places of the quorum still open. */
    needed: text('needed').notNull(),
    /** JSON: codes of the findings open as of its last event; null in rows older than findings. */
    findings: text('findings'),
    findingsAt: integer('findings_at'),
    /** JSON: what a pipeline is told of it. Absent in rows of an older Breakglass: then the events tell. */
    clearance: text('clearance'),
  },
  (table) => [
    uniqueIndex('changes_number').on(table.sequence, table.number),
    index('changes_declared').on(table.declaredAt),
    index('changes_open').on(table.number).where(sql`ended = 0`),
    index('changes_timer').on(table.nextTimerAt).where(sql`next_timer_at IS NOT NULL`),
    index('changes_review_owed').on(table.targetAt).where(sql`review_owed = 1`),
    index('changes_approval_owed').on(table.deployedAt).where(sql`approval_owed = 1`),
    index('changes_findings')
      .on(table.number)
      .where(sql`findings IS NULL OR findings <> '[]' OR findings_at IS NOT NULL`),
    index('changes_incident').on(table.incident).where(sql`incident IS NOT NULL`),
    index('changes_ticket').on(table.ticket).where(sql`ticket IS NOT NULL`),
    index('changes_open_by').on(table.requester).where(sql`ended = 0`),
    index('changes_open_owner').on(table.owner).where(sql`ended = 0`),
    index('changes_open_requester').on(table.requester).where(sql`review_owed = 1`),
  ],
);

/** What has still to be done outside, committed with the events that call for it. */
export const effects = sqliteTable(
  'effects',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    key: text('key').notNull().unique(),
    stream: text('stream').notNull(),
    lane: text('lane').notNull(),
    version: integer('version').notNull(),
    kind: text('kind').notNull(),
    work: text('work').notNull(),
    plannedAt: integer('planned_at').notNull(),
    notBefore: integer('not_before').notNull(),
    leaseUntil: integer('lease_until'),
    leaseOwner: text('lease_owner'),
    attempts: integer('attempts').notNull().default(0),
    /** A try began whose outcome is not known: look before doing it again. */
    inDoubt: integer('in_doubt', { mode: 'boolean' }).notNull().default(false),
    lastTriedAt: integer('last_tried_at'),
    lastError: text('last_error'),
    settledAt: integer('settled_at'),
    outcome: text('outcome'),
  },
  (table) => [
    index('effects_due').on(table.notBefore).where(sql`settled_at IS NULL`),
    index('effects_lane').on(table.lane, table.id).where(sql`settled_at IS NULL`),
    index('effects_failed').on(table.stream).where(sql`outcome = 'buried'`),
    check('effects_outcome', sql`outcome IS NULL OR outcome IN ('done', 'buried')`),
  ],
);

/** Webhooks that were handled: one delivered twice is handled once for each change it concerns. */
export const received = sqliteTable(
  'received',
  {
    source: text('source').notNull(),
    /** As the sender calls it. */
    delivery: text('delivery').notNull(),
    /** The change's key. */
    stream: text('stream').notNull(),
    receivedAt: integer('received_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.source, table.delivery, table.stream] })],
);

/** The text of each policy that was ever in force, by its SHA-256. */
export const policies = sqliteTable('policies', {
  hash: text('hash').primaryKey(),
  text: text('text').notNull(),
  firstSeenAt: integer('first_seen_at').notNull(),
});

/** One row a local date: the digest of a day is taken once. */
export const digests = sqliteTable('digests', {
  date: text('date').primaryKey(),
  takenAt: integer('taken_at').notNull(),
});

/**
 * What people are called in evidence. Outside the chain, whose events name people by Slack id alone, so that a name can be
 * replaced by a pseudonym and every hash stays as it is.
 */
export const people = sqliteTable('people', {
  /** Slack user id. */
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email'),
  learnedAt: integer('learned_at').notNull(),
  /** Since then `name` is a pseudonym, for good. */
  forgottenAt: integer('forgotten_at'),
});

/** Links into the auditor's room. What happened to them and what was opened is in the record, in a stream for each. */
export const auditorLinks = sqliteTable('auditor_links', {
  id: text('id').primaryKey(),
  /** SHA-256 of the token, which itself is kept nowhere. */
  tokenHash: text('token_hash').notNull().unique(),
  /** For whom it was made, as typed by whoever made it. */
  label: text('label').notNull(),
  firstDay: text('first_day').notNull(),
  lastDay: text('last_day').notNull(),
  madeBy: text('made_by').notNull(),
  madeAt: integer('made_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
  revokedAt: integer('revoked_at'),
});

/** Reviews that somebody began and closed: theirs alone, no part of the record, gone once handed in. */
export const drafts = sqliteTable(
  'drafts',
  {
    /** The change's key. */
    change: text('change').notNull(),
    user: text('user').notNull(),
    /** JSON: what the form held. */
    held: text('held').notNull(),
    savedAt: integer('saved_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.change, table.user] })],
);

/** Who has opened their Home tab, so that nobody else's is drawn. */
export const homes = sqliteTable('homes', {
  user: text('user').primaryKey(),
  openedAt: integer('opened_at').notNull(),
});

/** What pipelines show to be let in; the token itself is kept nowhere. */
export const tokens = sqliteTable('tokens', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  /** SHA-256 of the token, hex. */
  hash: text('hash').notNull().unique(),
  /** JSON list. */
  scopes: text('scopes').notNull(),
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
  revokedAt: integer('revoked_at'),
  /** To the minute. */
  lastUsedAt: integer('last_used_at'),
});

/** The read model of what pipelines and GitHub told of: one row each, with the columns that are asked for. Rebuildable. */
export const sightings = sqliteTable(
  'sightings',
  {
    /** Its stream. */
    key: text('key').primaryKey(),
    kind: text('kind').notNull(),
    system: text('system').notNull(),
    repository: text('repository'),
    commit: text('commit_sha'),
    occurredAt: integer('occurred_at').notNull(),
    state: text('state').notNull(),
    judgeAt: integer('judge_at').notNull(),
    /** JSON: all of it. */
    data: text('data').notNull(),
  },
  (table) => [
    index('sightings_waiting').on(table.judgeAt).where(sql`state = 'waiting'`),
    index('sightings_open').on(table.occurredAt).where(sql`state = 'open'`),
    index('sightings_occurred').on(table.occurredAt),
    index('sightings_judged').on(table.judgeAt),
    index('sightings_commit').on(table.commit).where(sql`commit_sha IS NOT NULL`),
  ],
);

/** What reviewers last said of a pull request, as GitHub told: what makes its merge a normal one. */
export const pullReviews = sqliteTable(
  'pull_reviews',
  {
    repository: text('repository').notNull(),
    pull: integer('pull').notNull(),
    reviewer: text('reviewer').notNull(),
    state: text('state').notNull(),
    submittedAt: integer('submitted_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.repository, table.pull, table.reviewer] })],
);

/** GitHub repositories that told of something and belong to no system of the policy. */
export const unknownRepositories = sqliteTable('unknown_repositories', {
  repository: text('repository').primaryKey(),
  deliveries: integer('deliveries').notNull(),
  lastAt: integer('last_at').notNull(),
});

/** Changes declared on a UTC day (numbered from 1970) and when their reviews came in. Kept by triggers on `changes`, without drills. */
export const dayTallies = sqliteTable('day_tallies', {
  day: integer('day').primaryKey(),
  declared: integer('declared').notNull(),
  onTime: integer('on_time').notNull(),
  late: integer('late').notNull(),
});

/** The same by system. */
export const systemTallies = sqliteTable(
  'system_tallies',
  {
    day: integer('day').notNull(),
    system: text('system').notNull(),
    declared: integer('declared').notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.system] })],
);
