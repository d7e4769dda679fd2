CREATE TABLE `pull_reviews` (
	`repository` text NOT NULL,
	`pull` integer NOT NULL,
	`reviewer` text NOT NULL,
	`state` text NOT NULL,
	`submitted_at` integer NOT NULL,
	PRIMARY KEY(`repository`, `pull`, `reviewer`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `sightings` (
	`key` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`system` text NOT NULL,
	`repository` text,
	`commit_sha` text,
	`occurred_at` integer NOT NULL,
	`state` text NOT NULL,
	`judge_at` integer NOT NULL,
	`data` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `sightings_waiting` ON `sightings` (`judge_at`) WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX `sightings_open` ON `sightings` (`occurred_at`) WHERE state = 'open';--> statement-breakpoint
CREATE INDEX `sightings_occurred` ON `sightings` (`occurred_at`);--> statement-breakpoint
CREATE INDEX `sightings_judged` ON `sightings` (`judge_at`);--> statement-breakpoint
CREATE INDEX `sightings_commit` ON `sightings` (`commit_sha`) WHERE commit_sha IS NOT NULL;--> statement-breakpoint
CREATE TABLE `tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`hash` text NOT NULL,
	`scopes` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`revoked_at` integer,
	`last_used_at` integer
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `tokens_hash_unique` ON `tokens` (`hash`);--> statement-breakpoint
CREATE TABLE `unknown_repositories` (
	`repository` text PRIMARY KEY NOT NULL,
	`deliveries` integer NOT NULL,
	`last_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
ALTER TABLE `changes` ADD `clearance` text;