CREATE TABLE `changes` (
	`key` text PRIMARY KEY NOT NULL,
	`sequence` text NOT NULL,
	`number` integer NOT NULL,
	`version` integer NOT NULL,
	`summary` text NOT NULL,
	`systems` text NOT NULL,
	`criterion` text NOT NULL,
	`requester` text NOT NULL,
	`owner` text NOT NULL,
	`authorization` text NOT NULL,
	`review` text NOT NULL,
	`verdict` text,
	`declared_at` integer NOT NULL,
	`authorized_at` integer,
	`deployed_at` integer,
	`submitted_at` integer,
	`closed_at` integer,
	`ended` integer NOT NULL,
	`review_owed` integer NOT NULL,
	`approval_owed` integer NOT NULL,
	`target_at` integer NOT NULL,
	`limit_at` integer NOT NULL,
	`next_timer_at` integer,
	`incident` text,
	`ticket` text,
	`permalink` text,
	`needed` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `changes_number` ON `changes` (`sequence`,`number`);--> statement-breakpoint
CREATE INDEX `changes_declared` ON `changes` (`declared_at`);--> statement-breakpoint
CREATE INDEX `changes_open` ON `changes` (`number`) WHERE ended = 0;--> statement-breakpoint
CREATE INDEX `changes_timer` ON `changes` (`next_timer_at`) WHERE next_timer_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `changes_review_owed` ON `changes` (`target_at`) WHERE review_owed = 1;--> statement-breakpoint
CREATE INDEX `changes_approval_owed` ON `changes` (`deployed_at`) WHERE approval_owed = 1;--> statement-breakpoint
CREATE INDEX `changes_open_requester` ON `changes` (`requester`) WHERE review_owed = 1;--> statement-breakpoint
CREATE TABLE `digests` (
	`date` text PRIMARY KEY NOT NULL,
	`taken_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `effects` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`key` text NOT NULL,
	`stream` text NOT NULL,
	`lane` text NOT NULL,
	`version` integer NOT NULL,
	`kind` text NOT NULL,
	`work` text NOT NULL,
	`planned_at` integer NOT NULL,
	`not_before` integer NOT NULL,
	`lease_until` integer,
	`lease_owner` text,
	`attempts` integer DEFAULT 0 NOT NULL,
	`in_doubt` integer DEFAULT false NOT NULL,
	`last_tried_at` integer,
	`last_error` text,
	`settled_at` integer,
	`outcome` text,
	CONSTRAINT "effects_outcome" CHECK(outcome IS NULL OR outcome IN ('done', 'buried'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `effects_key_unique` ON `effects` (`key`);--> statement-breakpoint
CREATE INDEX `effects_due` ON `effects` (`not_before`) WHERE settled_at IS NULL;--> statement-breakpoint
CREATE INDEX `effects_lane` ON `effects` (`lane`,`id`) WHERE settled_at IS NULL;--> statement-breakpoint
CREATE INDEX `effects_failed` ON `effects` (`stream`) WHERE outcome = 'buried';--> statement-breakpoint
CREATE TABLE `events` (
	`position` integer PRIMARY KEY NOT NULL,
	`stream` text NOT NULL,
	`version` integer NOT NULL,
	`type` text NOT NULL,
	`schema` integer NOT NULL,
	`data` text NOT NULL,
	`actor` text NOT NULL,
	`surface` text NOT NULL,
	`occurred_at` integer NOT NULL,
	`recorded_at` integer NOT NULL,
	`policy_hash` text NOT NULL,
	`previous_hash` text NOT NULL,
	`hash` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `events_stream_version` ON `events` (`stream`,`version`);--> statement-breakpoint
CREATE TABLE `policies` (
	`hash` text PRIMARY KEY NOT NULL,
	`text` text NOT NULL,
	`first_seen_at` integer NOT NULL
) STRICT;
