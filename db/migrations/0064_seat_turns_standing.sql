-- As before; but what is given back with a session that is cancelled has the number of that: the session itself counts it.
CREATE OR REPLACE FUNCTION app.count_turns() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  NEW.turns := OLD.turns + CASE
    WHEN (OLD.released_at IS NULL) = (NEW.released_at IS NULL) THEN 0
    WHEN NEW.released_at IS NOT NULL AND EXISTS (SELECT FROM sessions s WHERE s.id = NEW.session_id AND s.cancelled_at IS NOT NULL) THEN 0
    ELSE 1 END;
  RETURN NEW;
END $$;
