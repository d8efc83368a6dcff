-- Attendance is corrected within a day of being noted; after that what stood there stays, and the correction comes after it.
CREATE FUNCTION app.append_attendance() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF NEW.outcome = OLD.outcome THEN
    RETURN OLD;
  END IF;
  IF OLD.noted_at > now() - interval '24 hours' THEN
    -- A day from the first time on, not from the last correction.
    NEW.noted_at := OLD.noted_at;
    RETURN NEW;
  END IF;
  INSERT INTO attendance_earlier (session_id, person_id, outcome, noted_by_id, noted_at, replaced_at)
    VALUES (OLD.session_id, OLD.person_id, OLD.outcome, OLD.noted_by_id, OLD.noted_at, clock_timestamp());
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER attendance_append BEFORE UPDATE ON attendance FOR EACH ROW EXECUTE FUNCTION app.append_attendance();
--> statement-breakpoint
-- A facilitator also plans in the time of members who have no seat at a meeting to come.
CREATE OR REPLACE FUNCTION app.may_plan_with(person uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT session_user = 'klankbord_worker' OR app.may_meet(person) OR app.plans_groups()
    OR person = ANY (app.people_in(app.my_departments('nurse'), 'resident', 'nurse'))
    OR EXISTS (SELECT FROM session_people own JOIN sessions s ON s.id = own.session_id JOIN session_people other ON other.session_id = s.id
      WHERE own.person_id = app.viewer() AND own.released_at IS NULL
        AND ((own.part = 'guide' AND s.department_id IS NOT NULL) OR (s.form IN ('mentor-session', 'psychologist-session') AND s.department_id IS NULL))
        AND s.cancelled_at IS NULL AND s.starts_at > now() AND other.person_id = person AND other.released_at IS NULL)
    OR EXISTS (SELECT FROM group_members m JOIN groups g ON g.id = m.group_id
      WHERE g.facilitator_id = app.viewer() AND g.ended_at IS NULL AND m.person_id = person AND (m.until_on IS NULL OR app.today() < m.until_on))
$$;
--> statement-breakpoint
-- That a room is taken, also for the worker, who looks for another date.
CREATE OR REPLACE FUNCTION app.busy_rooms(from_at timestamptz, until_at timestamptz) RETURNS TABLE (room_id uuid, starts_at timestamptz, ends_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT s.room_id, s.starts_at, s.ends_at FROM sessions s
  WHERE s.room_id IS NOT NULL AND s.cancelled_at IS NULL AND tstzrange(s.starts_at, s.ends_at) && tstzrange(from_at, until_at)
    AND (app.viewer() IS NOT NULL OR session_user = 'klankbord_worker')
$$;
--> statement-breakpoint
-- On which of these days its facilitator may lead this group: her role and her qualification hold then. For who leads or plans it.
CREATE FUNCTION app.led_on(wanted uuid, first_on date, last_on date) RETURNS TABLE (day date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT d::date FROM groups g, generate_series(first_on, least(last_on, first_on + 400), interval '1 day') AS d
  WHERE g.id = wanted AND (session_user = 'klankbord_worker' OR app.facilitates(wanted) OR app.plans_group(wanted))
    AND app.can_guide(g.form, g.facilitator_id, d::date)
$$;
--> statement-breakpoint
-- Whoever leads a meeting to come seats members of its group there when it moves: nobody else.
CREATE FUNCTION app.seats_member(wanted uuid, person uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT app.guides_office_session(wanted) AND EXISTS (SELECT FROM group_meetings g JOIN sessions s ON s.id = g.session_id JOIN group_members m ON m.group_id = g.group_id
    WHERE g.session_id = wanted AND s.cancelled_at IS NULL AND s.starts_at > now() AND m.person_id = person
      AND m.from_on <= (s.starts_at AT TIME ZONE 'Europe/Amsterdam')::date AND (m.until_on IS NULL OR (s.starts_at AT TIME ZONE 'Europe/Amsterdam')::date < m.until_on))
$$;
--> statement-breakpoint
CREATE POLICY app_seat_member ON session_people FOR INSERT TO klankbord_app
  WITH CHECK (part = 'resident' AND (SELECT app.seats_member(session_people.session_id, session_people.person_id)));
--> statement-breakpoint
-- Per group with meetings to come a number that changes with the rosters of its members: only then is asked again who can come.
CREATE FUNCTION app.group_marks(from_at timestamptz, until_at timestamptz) RETURNS TABLE (group_id uuid, mark text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT g.id, concat_ws(' ', count(s.id), coalesce(sum(hashtextextended(concat_ws(' ', s.person_id, date_part('epoch', s.starts_at),
      date_part('epoch', coalesce(s.ended_at, s.ends_at)), s.kind), 0)::numeric), 0),
    (SELECT sum(hashtextextended(concat_ws(' ', x.id, date_part('epoch', x.starts_at)), 0)::numeric) FROM group_meetings gm JOIN sessions x ON x.id = gm.session_id
      WHERE gm.group_id = g.id AND x.cancelled_at IS NULL AND x.starts_at > now()))
  FROM groups g JOIN group_members m ON m.group_id = g.id AND (m.until_on IS NULL OR app.today() < m.until_on)
    LEFT JOIN shifts s ON s.person_id = m.person_id AND s.ends_at > from_at AND s.starts_at < until_at
  WHERE g.ended_at IS NULL AND session_user = 'klankbord_worker' AND EXISTS (SELECT FROM group_meetings gm JOIN sessions x ON x.id = gm.session_id
    WHERE gm.group_id = g.id AND x.cancelled_at IS NULL AND x.starts_at > now() AND x.starts_at < until_at)
  GROUP BY g.id
$$;
--> statement-breakpoint
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['attendance_earlier', 'group_checks'] LOOP
    EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner ON public.%I FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true)', t);
  END LOOP;
END $$;
--> statement-breakpoint
CREATE POLICY app_read ON attendance_earlier FOR SELECT TO klankbord_app
  USING (person_id = (SELECT app.viewer()) OR (SELECT app.leads_meeting(attendance_earlier.session_id)));
--> statement-breakpoint
GRANT SELECT ON attendance_earlier TO klankbord_app;
--> statement-breakpoint
CREATE POLICY worker ON group_checks FOR ALL TO klankbord_worker USING (true) WITH CHECK (true);
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON group_checks TO klankbord_worker;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.append_attendance(), app.led_on(uuid, date, date), app.seats_member(uuid, uuid), app.group_marks(timestamptz, timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.led_on(uuid, date, date), app.seats_member(uuid, uuid) TO klankbord_app;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.led_on(uuid, date, date), app.group_marks(timestamptz, timestamptz), app.busy_rooms(timestamptz, timestamptz) TO klankbord_worker;
