CREATE TABLE `drafts` (
	`change` text NOT NULL,
	`user` text NOT NULL,
	`held` text NOT NULL,
	`saved_at` integer NOT NULL,
	PRIMARY KEY(`change`, `user`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `homes` (
	`user` text PRIMARY KEY NOT NULL,
	`opened_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `changes_open_by` ON `changes` (`requester`) WHERE ended = 0;--> statement-breakpoint
CREATE INDEX `changes_open_owner` ON `changes` (`owner`) WHERE ended = 0;