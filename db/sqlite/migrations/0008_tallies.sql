CREATE TABLE `day_tallies` (
	`day` integer PRIMARY KEY NOT NULL,
	`declared` integer NOT NULL,
	`on_time` integer NOT NULL,
	`late` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `system_tallies` (
	`day` integer NOT NULL,
	`system` text NOT NULL,
	`declared` integer NOT NULL,
	PRIMARY KEY(`day`, `system`)
) STRICT;
--> statement-breakpoint
CREATE INDEX `events_workspace` ON `events` (`type`,`version`) WHERE stream = 'workspace';
--> statement-breakpoint
-- What a row adds is taken away again before it changes. Drills are no part of the population.
CREATE TRIGGER changes_counted AFTER INSERT ON changes WHEN NEW.sequence = 'EC'
BEGIN
  INSERT INTO day_tallies (day, declared, on_time, late) VALUES (NEW.declared_at / 86400000, 1,
    coalesce(NEW.submitted_at <= NEW.limit_at, 0), coalesce(NEW.submitted_at > NEW.limit_at, 0))
    ON CONFLICT (day) DO UPDATE SET declared = declared + 1, on_time = on_time + excluded.on_time, late = late + excluded.late;
  INSERT INTO system_tallies (day, system, declared)
    SELECT DISTINCT NEW.declared_at / 86400000, value, 1 FROM json_each(NEW.systems) WHERE true
    ON CONFLICT (day, system) DO UPDATE SET declared = declared + 1;
END;
--> statement-breakpoint
CREATE TRIGGER changes_uncounted AFTER DELETE ON changes WHEN OLD.sequence = 'EC'
BEGIN
  UPDATE day_tallies SET declared = declared - 1, on_time = on_time - coalesce(OLD.submitted_at <= OLD.limit_at, 0),
    late = late - coalesce(OLD.submitted_at > OLD.limit_at, 0) WHERE day = OLD.declared_at / 86400000;
  UPDATE system_tallies SET declared = declared - 1
    WHERE day = OLD.declared_at / 86400000 AND system IN (SELECT value FROM json_each(OLD.systems));
END;
--> statement-breakpoint
CREATE TRIGGER changes_recounted AFTER UPDATE OF systems, declared_at, submitted_at, limit_at ON changes WHEN NEW.sequence = 'EC'
BEGIN
  UPDATE day_tallies SET declared = declared - 1, on_time = on_time - coalesce(OLD.submitted_at <= OLD.limit_at, 0),
    late = late - coalesce(OLD.submitted_at > OLD.limit_at, 0) WHERE day = OLD.declared_at / 86400000;
  UPDATE system_tallies SET declared = declared - 1
    WHERE day = OLD.declared_at / 86400000 AND system IN (SELECT value FROM json_each(OLD.systems));
  INSERT INTO day_tallies (day, declared, on_time, late) VALUES (NEW.declared_at / 86400000, 1,
    coalesce(NEW.submitted_at <= NEW.limit_at, 0), coalesce(NEW.submitted_at > NEW.limit_at, 0))
    ON CONFLICT (day) DO UPDATE SET declared = declared + 1, on_time = on_time + excluded.on_time, late = late + excluded.late;
  INSERT INTO system_tallies (day, system, declared)
    SELECT DISTINCT NEW.declared_at / 86400000, value, 1 FROM json_each(NEW.systems) WHERE true
    ON CONFLICT (day, system) DO UPDATE SET declared = declared + 1;
END;
--> statement-breakpoint
INSERT INTO day_tallies SELECT declared_at / 86400000, count(*), coalesce(sum(submitted_at <= limit_at), 0),
  coalesce(sum(submitted_at > limit_at), 0) FROM changes WHERE sequence = 'EC' GROUP BY 1;
--> statement-breakpoint
INSERT INTO system_tallies SELECT declared_at / 86400000, value, count(DISTINCT changes.key) FROM changes, json_each(changes.systems)
  WHERE sequence = 'EC' GROUP BY 1, 2;
