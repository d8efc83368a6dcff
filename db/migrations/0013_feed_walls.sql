-- The feed of an agenda (matrix row 1): everybody her own. The hash of a token is written, and read by the function below only.
ALTER TABLE calendar_feeds ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE calendar_feeds FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY owner ON calendar_feeds FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY app_read ON calendar_feeds FOR SELECT TO klankbord_app USING (person_id = (SELECT app.viewer()));
--> statement-breakpoint
CREATE POLICY app_add ON calendar_feeds FOR INSERT TO klankbord_app
  WITH CHECK (person_id = (SELECT app.viewer()) AND used_at IS NULL AND stopped_at IS NULL);
--> statement-breakpoint
-- What was stopped stays so.
CREATE POLICY app_change ON calendar_feeds FOR UPDATE TO klankbord_app USING (person_id = (SELECT app.viewer()) AND stopped_at IS NULL)
  WITH CHECK (person_id = (SELECT app.viewer()));
--> statement-breakpoint
GRANT SELECT (id, person_id, made_at, used_at, stopped_at) ON calendar_feeds TO klankbord_app;
--> statement-breakpoint
GRANT INSERT ON calendar_feeds TO klankbord_app;
--> statement-breakpoint
GRANT UPDATE (stopped_at) ON calendar_feeds TO klankbord_app;
--> statement-breakpoint
-- Whose agenda this token opens; null when it was stopped or the account is closed. Like signing in it is asked before there is a viewer.
CREATE FUNCTION app.open_feed(hash text) RETURNS uuid LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  feed record;
BEGIN
  SELECT f.id, f.person_id, f.used_at INTO feed FROM calendar_feeds f JOIN people p ON p.id = f.person_id
    WHERE f.token_hash = hash AND f.stopped_at IS NULL AND p.closed_at IS NULL;
  -- A program asks often; that it asked is kept to the hour.
  IF feed.id IS NOT NULL AND (feed.used_at IS NULL OR feed.used_at < date_trunc('hour', now())) THEN
    UPDATE calendar_feeds SET used_at = now() WHERE id = feed.id;
  END IF;
  RETURN feed.person_id;
END $$;
--> statement-breakpoint
-- Until when somebody rests after a night, at this instant: 14 hours from its end. The worker reads no roster; of it she learns this only.
CREATE FUNCTION app.rests_until(person uuid, at timestamptz) RETURNS timestamptz LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT max(s.ends_at) + interval '14 hours' FROM shifts s
  WHERE s.person_id = person AND s.kind = 'night' AND s.ends_at <= at AND s.ends_at > at - interval '14 hours'
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.open_feed(text), app.rests_until(uuid, timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.open_feed(text) TO klankbord_app;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.rests_until(uuid, timestamptz) TO klankbord_worker;
