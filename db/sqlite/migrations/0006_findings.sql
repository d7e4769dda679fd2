ALTER TABLE `changes` ADD `findings` text;--> statement-breakpoint
ALTER TABLE `changes` ADD `findings_at` integer;--> statement-breakpoint
CREATE INDEX `changes_findings` ON `changes` (`number`) WHERE findings IS NULL OR findings <> '[]' OR findings_at IS NOT NULL;