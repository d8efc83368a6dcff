ALTER TABLE rest_set_aside ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE rest_set_aside FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY owner ON rest_set_aside FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
-- Whose rest it is reads it, and whoever plans that session (rows 12, 13, 16 and 17). Nobody else who is in it.
CREATE POLICY app_read ON rest_set_aside FOR SELECT TO klankbord_app USING (person_id = (SELECT app.viewer()) OR (SELECT app.plans(rest_set_aside.session_id)));
--> statement-breakpoint
-- Only what the office itself has set aside with a reason, of somebody who is in that session.
CREATE FUNCTION app.sets_rest_aside(wanted uuid, person uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT app.plans(wanted) AND EXISTS (SELECT FROM sessions s JOIN session_people p ON p.session_id = s.id
    WHERE s.id = wanted AND s.planned_anyway_at IS NOT NULL AND s.planned_anyway_by_id = app.viewer() AND p.person_id = person AND p.released_at IS NULL)
$$;
--> statement-breakpoint
CREATE POLICY app_add ON rest_set_aside FOR INSERT TO klankbord_app
  WITH CHECK (rule <> 'any' AND (SELECT app.sets_rest_aside(rest_set_aside.session_id, rest_set_aside.person_id)));
--> statement-breakpoint
GRANT SELECT, INSERT ON rest_set_aside TO klankbord_app;
--> statement-breakpoint
-- It was accepted for that time and for as long as she is in it: moved, or left, it is asked again.
CREATE FUNCTION app.forget_rest_set_aside() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF TG_TABLE_NAME = 'sessions' THEN
    DELETE FROM rest_set_aside WHERE session_id = NEW.id;
  ELSE
    DELETE FROM rest_set_aside WHERE session_id = NEW.session_id AND person_id = NEW.person_id;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER sessions_rest_again AFTER UPDATE OF starts_at, ends_at ON sessions FOR EACH ROW
  WHEN (OLD.starts_at IS DISTINCT FROM NEW.starts_at OR OLD.ends_at IS DISTINCT FROM NEW.ends_at) EXECUTE FUNCTION app.forget_rest_set_aside();
--> statement-breakpoint
CREATE TRIGGER session_people_rest_again AFTER UPDATE OF released_at ON session_people FOR EACH ROW
  WHEN (OLD.released_at IS NULL AND NEW.released_at IS NOT NULL) EXECUTE FUNCTION app.forget_rest_set_aside();
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.sets_rest_aside(uuid, uuid), app.forget_rest_set_aside() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.sets_rest_aside(uuid, uuid) TO klankbord_app;
--> statement-breakpoint
-- Of what was planned before, it was not kept which rest that was: all of it was accepted.
INSERT INTO rest_set_aside (session_id, person_id, rule)
  SELECT s.id, p.person_id, 'any' FROM sessions s JOIN session_people p ON p.session_id = s.id
  WHERE s.planned_anyway_at IS NOT NULL AND s.cancelled_at IS NULL AND s.starts_at > now() AND p.released_at IS NULL;
