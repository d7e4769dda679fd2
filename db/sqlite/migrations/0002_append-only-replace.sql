-- INSERT OR REPLACE takes a row away without asking the triggers on DELETE: what would replace is refused before it does.
CREATE TRIGGER events_refuse_replace BEFORE INSERT ON events
WHEN EXISTS (SELECT 1 FROM events WHERE stream = NEW.stream AND version = NEW.version)
BEGIN
  SELECT RAISE(ABORT, 'events are append-only');
END;
--> statement-breakpoint
CREATE TRIGGER policies_refuse_replace BEFORE INSERT ON policies
WHEN EXISTS (SELECT 1 FROM policies WHERE hash = NEW.hash AND text <> NEW.text)
BEGIN
  SELECT RAISE(ABORT, 'policies are append-only');
END;
