-- Kept by the database alone: a seat that is given back, or taken again, is another state of it for her calendar.
CREATE FUNCTION app.count_turns() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  NEW.turns := OLD.turns + CASE WHEN (OLD.released_at IS NULL) <> (NEW.released_at IS NULL) THEN 1 ELSE 0 END;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER session_people_turns BEFORE UPDATE ON session_people FOR EACH ROW
  WHEN ((OLD.released_at IS NULL) <> (NEW.released_at IS NULL) OR OLD.turns <> NEW.turns) EXECUTE FUNCTION app.count_turns();
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.count_turns() FROM PUBLIC;
