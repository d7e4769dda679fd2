-- The record can be added to and never changed: not by the bot, not by a person with a database shell who means well.
CREATE TRIGGER events_refuse_update BEFORE UPDATE ON events
BEGIN
  SELECT RAISE(ABORT, 'events are append-only');
END;
--> statement-breakpoint
CREATE TRIGGER events_refuse_delete BEFORE DELETE ON events
BEGIN
  SELECT RAISE(ABORT, 'events are append-only');
END;
--> statement-breakpoint
CREATE TRIGGER events_refuse_gap BEFORE INSERT ON events
WHEN NEW.position <> (SELECT coalesce(max(position), 0) + 1 FROM events)
BEGIN
  SELECT RAISE(ABORT, 'events are gapless');
END;
--> statement-breakpoint
CREATE TRIGGER policies_refuse_update BEFORE UPDATE ON policies
BEGIN
  SELECT RAISE(ABORT, 'policies are append-only');
END;
--> statement-breakpoint
CREATE TRIGGER policies_refuse_delete BEFORE DELETE ON policies
BEGIN
  SELECT RAISE(ABORT, 'policies are append-only');
END;
