-- What an office plans: who may guide it, whose time a ward and a facilitator may ask about, and who may change it.
CREATE FUNCTION app.guides_office_session(wanted uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT FROM session_people p JOIN sessions s ON s.id = p.session_id
    WHERE s.id = wanted AND s.department_id IS NOT NULL AND p.person_id = app.viewer() AND p.part = 'guide' AND p.released_at IS NULL)
$$;
--> statement-breakpoint
-- A time that is booked between two people: oneself, those one is paired with, and for a resident the mentors who meet anybody.
CREATE FUNCTION app.may_meet(person uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT person = app.viewer() OR app.is_paired(person) OR (app.holds('resident') AND app.in_pool(person))
$$;
--> statement-breakpoint
-- Nurses also plan in the time of the residents and nurses of their ward, facilitators in that of the members of what they facilitate.
CREATE OR REPLACE FUNCTION app.may_plan_with(person uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT session_user = 'klankbord_worker' OR app.may_meet(person) OR app.plans_groups()
    OR person = ANY (app.people_in(app.my_departments('nurse'), 'resident', 'nurse'))
    OR EXISTS (SELECT FROM session_people own JOIN sessions s ON s.id = own.session_id JOIN session_people other ON other.session_id = s.id
      WHERE own.person_id = app.viewer() AND own.part = 'guide' AND own.released_at IS NULL AND s.department_id IS NOT NULL
        AND s.cancelled_at IS NULL AND s.starts_at > now() AND other.person_id = person AND other.released_at IS NULL)
$$;
--> statement-breakpoint
-- Who can guide this form for this department on that day, for whoever plans it: the role, and the qualification that the form asks for.
CREATE FUNCTION app.guides_for(wanted_form text, department uuid, wanted_on date) RETURNS TABLE (person_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT DISTINCT r.person_id FROM roles r JOIN people p ON p.id = r.person_id
  WHERE app.plans_form(wanted_form, department) AND p.closed_at IS NULL AND r.from_on <= wanted_on AND (r.until_on IS NULL OR wanted_on < r.until_on)
    AND CASE wanted_form
      WHEN 'intervision' THEN r.role IN ('psychologist', 'mentor')
      WHEN 'supervision-group' THEN r.role IN ('supervisor', 'mentor', 'psychologist') AND EXISTS (SELECT FROM qualifications q
        WHERE q.person_id = r.person_id AND q.kind IN ('NHG', 'LVSC') AND (q.expires_on IS NULL OR q.expires_on > wanted_on))
      WHEN 'student-teaching' THEN r.role IN ('coordinator', 'supervisor', 'mentor')
      WHEN 'shadow-day' THEN r.role = 'nurse' AND r.department_id = department
      WHEN 'feedback-moment' THEN r.role = 'nurse' AND r.department_id = department
      ELSE false END
$$;
--> statement-breakpoint
-- Does she supervise one of these residents then? A facilitator of intervision stands outside the line.
CREATE FUNCTION app.is_in_line(guide uuid, residents uuid[], wanted_on date) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT app.plans_groups() AND EXISTS (SELECT FROM pairings p WHERE p.kind = 'supervisor' AND p.guide_id = guide AND p.resident_id = ANY (residents)
    AND p.accepted_at IS NOT NULL AND (p.until_on IS NULL OR wanted_on < p.until_on))
$$;
--> statement-breakpoint
ALTER POLICY app_add ON session_people WITH CHECK (
  ((SELECT app.booked(session_people.session_id)) AND (SELECT app.may_meet(session_people.person_id)))
  OR (SELECT app.plans(session_people.session_id))
  OR (person_id = (SELECT app.viewer()) AND part = 'resident' AND (SELECT app.offers_seat(session_people.session_id))));
--> statement-breakpoint
-- Of what an office plans a resident changes her own seat only.
CREATE FUNCTION app.is_of_two(wanted uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT FROM sessions s WHERE s.id = wanted AND s.department_id IS NULL)
$$;
--> statement-breakpoint
ALTER POLICY app_change ON session_people USING (person_id = (SELECT app.viewer())
  OR ((SELECT app.in_session(session_people.session_id)) AND (SELECT app.is_of_two(session_people.session_id)))
  OR (SELECT app.guides_office_session(session_people.session_id)) OR (SELECT app.plans(session_people.session_id)));
--> statement-breakpoint
-- What an office plans is moved and cancelled by those who plan it and by its guide; against the rest rules by an office only.
CREATE FUNCTION app.guard_office_sessions() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  is_new boolean := TG_OP = 'INSERT';
BEGIN
  IF current_user <> 'klankbord_app' OR (NEW.department_id IS NULL AND (is_new OR OLD.department_id IS NULL)) THEN
    RETURN NEW;
  END IF;
  IF NOT is_new AND NOT app.plans_form(OLD.form, OLD.department_id) AND NOT app.guides_office_session(OLD.id)
    AND (NEW.starts_at, NEW.ends_at, NEW.cancelled_at, NEW.room_id, NEW.seats, NEW.department_id, NEW.series_id, NEW.series_on, NEW.place, NEW.link)
      IS DISTINCT FROM (OLD.starts_at, OLD.ends_at, OLD.cancelled_at, OLD.room_id, OLD.seats, OLD.department_id, OLD.series_id, OLD.series_on, OLD.place, OLD.link) THEN
    RAISE EXCEPTION 'only whoever plans or guides this session can change it' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NEW.planned_anyway_at IS NOT NULL AND (is_new OR NEW.planned_anyway_at IS DISTINCT FROM OLD.planned_anyway_at)
    AND NOT (NEW.department_id = ANY (app.my_departments('secretary')) OR app.holds('coordinator')) THEN
    RAISE EXCEPTION 'only an office can plan against the rest rules' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER sessions_office BEFORE INSERT OR UPDATE ON sessions FOR EACH ROW EXECUTE FUNCTION app.guard_office_sessions();
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.guides_office_session(uuid), app.may_meet(uuid), app.guides_for(text, uuid, date), app.is_in_line(uuid, uuid[], date),
  app.is_of_two(uuid), app.guard_office_sessions() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.guides_office_session(uuid), app.may_meet(uuid), app.guides_for(text, uuid, date), app.is_in_line(uuid, uuid[], date),
  app.is_of_two(uuid) TO klankbord_app;
