ALTER TABLE mentor_wishes ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE mentor_wishes FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY owner ON mentor_wishes FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
-- Row 4: the resident wishes, the coordinator who proposes reads. Never a mentor: nobody learns by whom she was wished, or not.
CREATE POLICY app_read ON mentor_wishes FOR SELECT TO klankbord_app USING (resident_id = (SELECT app.viewer()) OR (SELECT app.holds('coordinator')));
--> statement-breakpoint
CREATE POLICY app_add ON mentor_wishes FOR INSERT TO klankbord_app WITH CHECK (resident_id = (SELECT app.viewer()) AND (SELECT app.holds('resident')));
--> statement-breakpoint
CREATE POLICY app_remove ON mentor_wishes FOR DELETE TO klankbord_app USING (resident_id = (SELECT app.viewer()));
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON mentor_wishes TO klankbord_app;
--> statement-breakpoint
-- A wish has done its work when she has a mentor, and is nobody's when the account of either closes.
CREATE FUNCTION app.forget_mentor_wishes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF TG_TABLE_NAME = 'pairings' THEN
    DELETE FROM mentor_wishes WHERE resident_id = NEW.resident_id;
  ELSE
    DELETE FROM mentor_wishes WHERE NEW.id IN (resident_id, mentor_id);
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER pairings_wishes AFTER UPDATE OF accepted_at ON pairings FOR EACH ROW
  WHEN (OLD.accepted_at IS NULL AND NEW.accepted_at IS NOT NULL AND NEW.kind = 'mentor') EXECUTE FUNCTION app.forget_mentor_wishes();
--> statement-breakpoint
CREATE TRIGGER people_wishes AFTER UPDATE OF closed_at ON people FOR EACH ROW
  WHEN (OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL) EXECUTE FUNCTION app.forget_mentor_wishes();
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.forget_mentor_wishes() FROM PUBLIC;
