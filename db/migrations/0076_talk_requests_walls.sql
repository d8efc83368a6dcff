-- Only the two know that one of them asked: the resident, and the supervisor whom she asked for as long as he is hers. Whoever takes over sees nothing.
ALTER TABLE talk_requests ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE talk_requests FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY owner ON talk_requests FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY app_read ON talk_requests FOR SELECT TO klankbord_app USING (resident_id = (SELECT app.viewer())
  OR (supervisor_id = (SELECT app.viewer()) AND resident_id = ANY ((SELECT app.my_residents('supervisor'))::uuid[])));
--> statement-breakpoint
CREATE POLICY app_add ON talk_requests FOR INSERT TO klankbord_app WITH CHECK (resident_id = (SELECT app.viewer()) AND (SELECT app.holds('resident'))
  AND EXISTS (SELECT FROM pairings p WHERE p.kind = 'supervisor' AND p.resident_id = talk_requests.resident_id AND p.guide_id = supervisor_id
    AND p.accepted_at IS NOT NULL AND p.from_on <= app.today() AND (p.until_on IS NULL OR app.today() < p.until_on)));
--> statement-breakpoint
CREATE POLICY app_change ON talk_requests FOR UPDATE TO klankbord_app USING (resident_id = (SELECT app.viewer())
  OR (supervisor_id = (SELECT app.viewer()) AND resident_id = ANY ((SELECT app.my_residents('supervisor'))::uuid[])));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (ended_at, offered_at, offered_times) ON talk_requests TO klankbord_app;
--> statement-breakpoint
-- She takes it back, he offers times: neither does what is the other's.
CREATE FUNCTION app.guard_talk_request() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF current_user = 'klankbord_app' AND (
    (NEW.ended_at IS DISTINCT FROM OLD.ended_at AND OLD.resident_id <> app.viewer())
    OR ((NEW.offered_at, NEW.offered_times) IS DISTINCT FROM (OLD.offered_at, OLD.offered_times) AND OLD.supervisor_id <> app.viewer())) THEN
    RAISE EXCEPTION 'not yours to change' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.guard_talk_request() FROM PUBLIC;
--> statement-breakpoint
CREATE TRIGGER talk_requests_sides BEFORE UPDATE ON talk_requests FOR EACH ROW EXECUTE FUNCTION app.guard_talk_request();
--> statement-breakpoint
CREATE POLICY worker ON talk_requests FOR SELECT TO klankbord_worker USING (true);
--> statement-breakpoint
GRANT SELECT ON talk_requests TO klankbord_worker;
--> statement-breakpoint
-- A wish stands until it is taken back, or a talk of the two is planned, or one is on record of that day or later.
CREATE FUNCTION app.is_talk_asked(request uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT FROM talk_requests q WHERE q.id = request AND q.ended_at IS NULL
    AND NOT EXISTS (SELECT FROM app.check_ins_standing(q.resident_id) c WHERE c.outcome <> 'offered'
      AND c.happened_on >= (q.asked_at AT TIME ZONE 'Europe/Amsterdam')::date)
    AND NOT EXISTS (SELECT FROM sessions s JOIN session_people r ON r.session_id = s.id AND r.person_id = q.resident_id AND r.released_at IS NULL
      JOIN session_people g ON g.session_id = s.id AND g.person_id = q.supervisor_id
      WHERE s.form = 'check-in' AND s.cancelled_at IS NULL AND s.left_by_id IS NULL AND s.booked_at >= q.asked_at))
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.is_talk_asked(uuid) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.is_talk_asked(uuid) TO klankbord_app, klankbord_worker;
