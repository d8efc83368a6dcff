-- Rooms are never double-booked either, nobody stands twice in one line, and a session has no more residents than seats.
ALTER TABLE sessions ADD CONSTRAINT sessions_one_room
  EXCLUDE USING gist (room_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (room_id IS NOT NULL AND cancelled_at IS NULL);
--> statement-breakpoint
CREATE UNIQUE INDEX waiting_once ON waiting (person_id, form, guide_id, session_id) NULLS NOT DISTINCT WHERE ended_at IS NULL;
--> statement-breakpoint
CREATE FUNCTION app.guard_seats() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  most integer;
BEGIN
  IF NEW.part = 'resident' AND NEW.released_at IS NULL THEN
    SELECT seats INTO most FROM sessions WHERE id = NEW.session_id FOR UPDATE;
    IF most IS NOT NULL AND (SELECT count(*) FROM session_people WHERE session_id = NEW.session_id AND part = 'resident' AND released_at IS NULL) > most THEN
      RAISE EXCEPTION 'there is no seat left' USING ERRCODE = 'exclusion_violation';
    END IF;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER session_people_seats AFTER INSERT OR UPDATE OF released_at ON session_people FOR EACH ROW EXECUTE FUNCTION app.guard_seats();
--> statement-breakpoint
DROP TRIGGER sessions_signatures ON sessions;
--> statement-breakpoint
CREATE TRIGGER sessions_signatures BEFORE INSERT OR UPDATE ON sessions FOR EACH ROW EXECUTE FUNCTION app.guard_signatures(
  'booked_by_id', 'moved_by_id', 'cancelled_by_id', 'held_by_id', 'missed_by_id', 'planned_anyway_by_id');
--> statement-breakpoint
CREATE TRIGGER rooms_signatures BEFORE INSERT OR UPDATE ON rooms FOR EACH ROW EXECUTE FUNCTION app.guard_signatures('added_by_id', 'closed_by_id');
--> statement-breakpoint
CREATE TRIGGER series_signatures BEFORE INSERT OR UPDATE ON series FOR EACH ROW EXECUTE FUNCTION app.guard_signatures('made_by_id');
--> statement-breakpoint

-- Sessions that an office plans (matrix rows 9, 12, 13, 16, 17): its secretary, the education office, and nurses for their own ward.
CREATE FUNCTION app.plans_form(wanted_form text, department uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT CASE
    WHEN wanted_form IN ('intervision', 'supervision-group', 'student-teaching') AND app.holds('coordinator') THEN true
    WHEN wanted_form IN ('intervision', 'supervision-group', 'shadow-day', 'feedback-moment', 'student-teaching', 'learning-talk')
      AND department = ANY (app.my_departments('secretary')) THEN true
    WHEN wanted_form IN ('shadow-day', 'feedback-moment') THEN department = ANY (app.my_departments('nurse'))
    ELSE false END
$$;
--> statement-breakpoint
CREATE FUNCTION app.plans(wanted uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT FROM sessions s WHERE s.id = wanted AND s.department_id IS NOT NULL AND app.plans_form(s.form, s.department_id))
$$;
--> statement-breakpoint
-- A session in which a resident can take a seat by herself: announced to every resident, as long as it is still to come.
CREATE FUNCTION app.offers_seat(wanted uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT app.holds('resident') AND EXISTS (SELECT FROM sessions s WHERE s.id = wanted AND s.seats IS NOT NULL AND s.cancelled_at IS NULL AND s.starts_at > now())
$$;
--> statement-breakpoint
-- How many seats of it are taken: a number, never by whom.
CREATE FUNCTION app.seats_taken(wanted uuid) RETURNS integer LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT count(*)::integer FROM session_people p WHERE p.session_id = wanted AND p.part = 'resident' AND p.released_at IS NULL
    AND (app.offers_seat(wanted) OR app.in_session(wanted) OR app.plans(wanted))
$$;
--> statement-breakpoint
-- A mentor who also meets residents that are not hers.
CREATE FUNCTION app.in_pool(guide uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT FROM mentor_places m JOIN people p ON p.id = m.person_id WHERE m.person_id = guide AND m.pooled_at IS NOT NULL AND p.closed_at IS NULL
    AND EXISTS (SELECT FROM roles r WHERE r.person_id = guide AND r.role = 'mentor' AND r.from_on <= app.today() AND (r.until_on IS NULL OR app.today() < r.until_on)))
$$;
--> statement-breakpoint
-- Does the viewer plan meetings of an office? Then she sees of everybody when they cannot; her screens say "on shift" and "busy" only.
CREATE FUNCTION app.plans_groups() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT app.holds('secretary', 'coordinator')
$$;
--> statement-breakpoint
-- Whose time the viewer may plan in: her own, her pairings', a pool mentor's when she is a resident; an office that of its residents and of
-- those who facilitate. The worker, who is nobody, plans for the first in line.
CREATE FUNCTION app.may_plan_with(person uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT session_user = 'klankbord_worker' OR person = app.viewer() OR app.is_paired(person)
    OR (app.holds('resident') AND app.in_pool(person))
    OR app.plans_groups()
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION app.busy_blocks(persons uuid[], from_at timestamptz, until_at timestamptz)
RETURNS TABLE (person_id uuid, starts_at timestamptz, ends_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH allowed AS MATERIALIZED (SELECT person FROM unnest(persons) AS person WHERE app.may_plan_with(person))
  SELECT p.person_id,
    date_bin('15 minutes', lower(p.during), 'epoch'),
    date_bin('15 minutes', upper(p.during) + interval '15 minutes' - interval '1 microsecond', 'epoch')
  FROM session_people p JOIN allowed a ON a.person = p.person_id
  WHERE p.released_at IS NULL AND (p.answer_by IS NULL OR p.accepted_at IS NOT NULL OR p.answer_by > now()) AND p.during && tstzrange(from_at, until_at)
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION app.planning_shifts(persons uuid[], from_at timestamptz, until_at timestamptz)
RETURNS TABLE (person_id uuid, starts_at timestamptz, ends_at timestamptz, kind text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH allowed AS MATERIALIZED (SELECT person FROM unnest(persons) AS person WHERE app.may_plan_with(person))
  SELECT s.person_id, s.starts_at, s.ends_at, s.kind FROM shifts s JOIN allowed a ON a.person = s.person_id
  WHERE s.ends_at > from_at AND s.starts_at < until_at
$$;
--> statement-breakpoint
-- "Bezet" for rooms: when, never by whom or for what.
CREATE FUNCTION app.busy_rooms(from_at timestamptz, until_at timestamptz) RETURNS TABLE (room_id uuid, starts_at timestamptz, ends_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT s.room_id, s.starts_at, s.ends_at FROM sessions s
  WHERE s.room_id IS NOT NULL AND s.cancelled_at IS NULL AND tstzrange(s.starts_at, s.ends_at) && tstzrange(from_at, until_at) AND app.viewer() IS NOT NULL
$$;
--> statement-breakpoint

ALTER TABLE rooms ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE rooms FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE series ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE series FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE waiting ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE waiting FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY owner ON rooms FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY owner ON series FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY owner ON waiting FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY app_read ON rooms FOR SELECT TO klankbord_app USING ((SELECT app.viewer()) IS NOT NULL);
--> statement-breakpoint
CREATE POLICY app_add ON rooms FOR INSERT TO klankbord_app WITH CHECK ((SELECT app.holds('secretary', 'coordinator')) AND added_by_id = (SELECT app.viewer()));
--> statement-breakpoint
CREATE POLICY app_change ON rooms FOR UPDATE TO klankbord_app USING ((SELECT app.holds('secretary', 'coordinator')));
--> statement-breakpoint
-- A series shows no more than its sessions do: whoever made it, is in one of them, or plans one.
CREATE FUNCTION app.sees_series(wanted uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT FROM series r WHERE r.id = wanted AND r.made_by_id = app.viewer())
    OR EXISTS (SELECT FROM sessions s WHERE s.series_id = wanted AND (app.in_session(s.id) OR app.plans(s.id)))
$$;
--> statement-breakpoint
CREATE POLICY app_read ON series FOR SELECT TO klankbord_app USING (made_by_id = (SELECT app.viewer()) OR (SELECT app.sees_series(series.id)));
--> statement-breakpoint
CREATE POLICY app_add ON series FOR INSERT TO klankbord_app WITH CHECK (made_by_id = (SELECT app.viewer()));
--> statement-breakpoint
CREATE POLICY app_change ON series FOR UPDATE TO klankbord_app USING ((SELECT app.sees_series(series.id)));
--> statement-breakpoint
-- Who waits is known to herself; a guide sees how many, never who.
CREATE POLICY app_own ON waiting FOR ALL TO klankbord_app USING (person_id = (SELECT app.viewer()))
  WITH CHECK (person_id = (SELECT app.viewer()) AND ((guide_id IS NOT NULL AND (SELECT app.may_plan_with(waiting.guide_id))) OR (SELECT app.offers_seat(waiting.session_id))));
--> statement-breakpoint
CREATE FUNCTION app.somebody_waits(wanted_form text, guide uuid, session uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT app.viewer() IS NOT NULL AND EXISTS (SELECT FROM waiting w WHERE w.ended_at IS NULL AND w.person_id <> app.viewer()
    AND ((w.form = wanted_form AND w.guide_id = guide) OR w.session_id = session))
$$;
--> statement-breakpoint

-- sessions: also whoever plans them for an office, and residents who can take a seat
ALTER POLICY app_read ON sessions USING ((SELECT app.in_session(sessions.id))
  OR (department_id IS NOT NULL AND (SELECT app.plans_form(sessions.form, sessions.department_id))) OR (seats IS NOT NULL AND (SELECT app.offers_seat(sessions.id))));
--> statement-breakpoint
ALTER POLICY app_add ON sessions WITH CHECK (booked_by_id = (SELECT app.viewer())
  AND (department_id IS NULL OR (SELECT app.plans_form(sessions.form, sessions.department_id)))
  AND (department_id IS NOT NULL OR (seats IS NULL AND planned_anyway_at IS NULL)));
--> statement-breakpoint
ALTER POLICY app_change ON sessions USING ((SELECT app.in_session(sessions.id))
  OR (department_id IS NOT NULL AND (SELECT app.plans_form(sessions.form, sessions.department_id))))
  WITH CHECK (department_id IS NULL OR (SELECT app.in_session(sessions.id)) OR (SELECT app.plans_form(sessions.form, sessions.department_id)));
--> statement-breakpoint
ALTER POLICY app_read ON session_people USING (person_id = (SELECT app.viewer()) OR (SELECT app.in_session(session_people.session_id))
  OR (SELECT app.plans(session_people.session_id)));
--> statement-breakpoint
ALTER POLICY app_add ON session_people WITH CHECK (
  ((SELECT app.booked(session_people.session_id)) AND (SELECT app.may_plan_with(session_people.person_id)))
  OR (SELECT app.plans(session_people.session_id))
  OR (person_id = (SELECT app.viewer()) AND part = 'resident' AND (SELECT app.offers_seat(session_people.session_id))));
--> statement-breakpoint
ALTER POLICY app_change ON session_people USING ((SELECT app.in_session(session_people.session_id)) OR (SELECT app.plans(session_people.session_id)));
--> statement-breakpoint

GRANT SELECT, INSERT, UPDATE ON rooms, series, waiting TO klankbord_app;
--> statement-breakpoint
CREATE POLICY worker ON rooms FOR SELECT TO klankbord_worker USING (true);
--> statement-breakpoint
CREATE POLICY worker ON series FOR SELECT TO klankbord_worker USING (true);
--> statement-breakpoint
CREATE POLICY worker ON waiting FOR ALL TO klankbord_worker USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY worker ON weekly_hours FOR SELECT TO klankbord_worker USING (true);
--> statement-breakpoint
GRANT SELECT ON rooms, series, waiting, weekly_hours TO klankbord_worker;
--> statement-breakpoint
GRANT INSERT, UPDATE ON sessions, session_people TO klankbord_worker;
--> statement-breakpoint
GRANT UPDATE (told_at, offered_session_id, offered_at, ended_at) ON waiting TO klankbord_worker;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.guard_seats(), app.plans_form(text, uuid), app.plans(uuid), app.offers_seat(uuid), app.seats_taken(uuid), app.in_pool(uuid),
  app.may_plan_with(uuid), app.plans_groups(), app.busy_rooms(timestamptz, timestamptz), app.sees_series(uuid), app.somebody_waits(text, uuid, uuid) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.plans_form(text, uuid), app.plans(uuid), app.offers_seat(uuid), app.seats_taken(uuid), app.in_pool(uuid),
  app.may_plan_with(uuid), app.plans_groups(), app.busy_rooms(timestamptz, timestamptz), app.sees_series(uuid), app.somebody_waits(text, uuid, uuid) TO klankbord_app;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.busy_blocks(uuid[], timestamptz, timestamptz), app.planning_shifts(uuid[], timestamptz, timestamptz) TO klankbord_worker;
