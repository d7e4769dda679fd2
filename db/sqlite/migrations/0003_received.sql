CREATE TABLE `received` (
	`source` text NOT NULL,
	`delivery` text NOT NULL,
	`stream` text NOT NULL,
	`received_at` integer NOT NULL,
	PRIMARY KEY(`source`, `delivery`, `stream`)
) STRICT;
--> statement-breakpoint
CREATE INDEX `changes_incident` ON `changes` (`incident`) WHERE incident IS NOT NULL;--> statement-breakpoint
CREATE INDEX `changes_ticket` ON `changes` (`ticket`) WHERE ticket IS NOT NULL;