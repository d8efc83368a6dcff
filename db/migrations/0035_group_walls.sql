-- Groups, their members, meetings and attendance (matrix rows 12, 13 and 14), and the plans they come from.
ALTER TABLE group_members ADD CONSTRAINT group_members_once
  EXCLUDE USING gist (group_id WITH =, person_id WITH =, daterange(from_on, until_on) WITH &&);
--> statement-breakpoint
ALTER TABLE group_meetings ADD CONSTRAINT group_meetings_plan FOREIGN KEY (plan_id) REFERENCES group_plans (id);
--> statement-breakpoint
CREATE FUNCTION app.plans_group(wanted uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT FROM groups g WHERE g.id = wanted AND app.plans_form(g.form, g.department_id))
$$;
--> statement-breakpoint
CREATE FUNCTION app.facilitates(wanted uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT FROM groups g WHERE g.id = wanted AND g.facilitator_id = app.viewer())
$$;
--> statement-breakpoint
-- In it now, or from a day to come.
CREATE FUNCTION app.in_group(wanted uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT FROM group_members m WHERE m.group_id = wanted AND m.person_id = app.viewer() AND (m.until_on IS NULL OR app.today() < m.until_on))
$$;
--> statement-breakpoint
CREATE FUNCTION app.sees_group(wanted uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT app.facilitates(wanted) OR app.in_group(wanted) OR app.plans_group(wanted)
$$;
--> statement-breakpoint
-- Whoever leads this meeting: the facilitator of its group, or the guide who stands in for her this once.
CREATE FUNCTION app.leads_meeting(wanted uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT FROM group_meetings m WHERE m.session_id = wanted AND (app.facilitates(m.group_id) OR app.guides_office_session(wanted)))
$$;
--> statement-breakpoint
-- From its start on, of those who were in the group on its day.
CREATE FUNCTION app.notes_attendance(wanted uuid, person uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT app.leads_meeting(wanted) AND EXISTS (SELECT FROM sessions s JOIN group_meetings g ON g.session_id = s.id JOIN group_members m ON m.group_id = g.group_id
    WHERE s.id = wanted AND s.cancelled_at IS NULL AND s.starts_at <= now() AND m.person_id = person
      AND m.from_on <= (s.starts_at AT TIME ZONE 'Europe/Amsterdam')::date AND (m.until_on IS NULL OR (s.starts_at AT TIME ZONE 'Europe/Amsterdam')::date < m.until_on))
$$;
--> statement-breakpoint
-- Is she of this role and qualification on that day?
CREATE FUNCTION app.can_guide(wanted_form text, guide uuid, wanted_on date) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT FROM roles r JOIN people p ON p.id = r.person_id
    WHERE r.person_id = guide AND p.closed_at IS NULL AND r.from_on <= wanted_on AND (r.until_on IS NULL OR wanted_on < r.until_on)
      AND CASE wanted_form
        WHEN 'intervision' THEN r.role IN ('psychologist', 'mentor')
        WHEN 'supervision-group' THEN r.role IN ('supervisor', 'mentor', 'psychologist') AND EXISTS (SELECT FROM qualifications q
          WHERE q.person_id = guide AND q.kind IN ('NHG', 'LVSC') AND (q.expires_on IS NULL OR q.expires_on > wanted_on))
        ELSE false END)
$$;
--> statement-breakpoint
-- Does one of them assess the other, on that day or later: as her supervisor, or as a supervisor of the department where she works?
CREATE FUNCTION app.assesses(one uuid, other uuid, wanted_on date) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT FROM pairings p WHERE p.kind = 'supervisor' AND p.guide_id = one AND p.resident_id = other
      AND p.accepted_at IS NOT NULL AND (p.until_on IS NULL OR wanted_on < p.until_on))
    OR EXISTS (SELECT FROM roles a JOIN roles b ON b.department_id = a.department_id
      WHERE a.person_id = one AND a.role = 'supervisor' AND b.person_id = other AND b.role = 'resident'
        AND (a.until_on IS NULL OR wanted_on < a.until_on) AND (b.until_on IS NULL OR wanted_on < b.until_on))
$$;
--> statement-breakpoint
-- Who among these assesses whom: nobody of one group, and not its facilitator. For those who plan groups.
CREATE FUNCTION app.assessing(persons uuid[], wanted_on date) RETURNS TABLE (assessor_id uuid, resident_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT p.guide_id, p.resident_id FROM pairings p WHERE app.plans_groups() AND p.kind = 'supervisor' AND p.guide_id = ANY (persons) AND p.resident_id = ANY (persons)
    AND p.accepted_at IS NOT NULL AND (p.until_on IS NULL OR wanted_on < p.until_on)
  UNION
  SELECT a.person_id, b.person_id FROM roles a JOIN roles b ON b.department_id = a.department_id
  WHERE app.plans_groups() AND a.person_id = ANY (persons) AND b.person_id = ANY (persons) AND a.person_id <> b.person_id AND a.role = 'supervisor' AND b.role = 'resident'
    AND (a.until_on IS NULL OR wanted_on < a.until_on) AND (b.until_on IS NULL OR wanted_on < b.until_on)
$$;
--> statement-breakpoint
-- What is not right (any more) in a group, asked anew each time: roles, qualifications and supervisors change elsewhere.
CREATE FUNCTION app.group_conflicts(wanted uuid) RETURNS TABLE (kind text, person_id uuid, other_id uuid, wanted_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH seen AS (SELECT g.* FROM groups g WHERE g.id = wanted AND g.ended_at IS NULL AND (app.plans_group(wanted) OR app.facilitates(wanted))),
    present AS (SELECT m.person_id AS id FROM group_members m JOIN seen ON seen.id = m.group_id WHERE m.until_on IS NULL OR app.today() < m.until_on),
    days AS (SELECT app.today() AS at UNION SELECT (s.starts_at AT TIME ZONE 'Europe/Amsterdam')::date FROM group_meetings m JOIN seen ON seen.id = m.group_id
      JOIN sessions s ON s.id = m.session_id WHERE s.cancelled_at IS NULL AND s.starts_at > now())
  SELECT 'not-qualified', seen.facilitator_id, NULL::uuid, min(days.at) FROM seen, days WHERE NOT app.can_guide(seen.form, seen.facilitator_id, days.at)
    GROUP BY seen.facilitator_id
  UNION ALL SELECT 'in-line', seen.facilitator_id, present.id, NULL::date FROM seen, present WHERE app.assesses(seen.facilitator_id, present.id, app.today())
  UNION ALL SELECT 'unequal', one.id, other.id, NULL::date FROM present one, present other WHERE one.id <> other.id AND app.assesses(one.id, other.id, app.today())
  UNION ALL SELECT 'not-a-resident', present.id, NULL::uuid, NULL::date FROM present WHERE NOT EXISTS (SELECT FROM roles r JOIN people p ON p.id = r.person_id
    WHERE r.person_id = present.id AND r.role = 'resident' AND p.closed_at IS NULL AND (r.until_on IS NULL OR app.today() < r.until_on))
$$;
--> statement-breakpoint
-- The meetings of a group for everybody who sees it: a member also those at which she is on duty.
CREATE FUNCTION app.meetings_of(wanted uuid) RETURNS TABLE (id uuid, starts_at timestamptz, ends_at timestamptz, room text, place text, link text,
  cancelled_at timestamptz, held_at timestamptz, missed_at timestamptz, sequence integer, expected uuid[], guide_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT s.id, s.starts_at, s.ends_at, r.name, s.place, s.link, s.cancelled_at, s.held_at, s.missed_at, s.sequence,
    array(SELECT p.person_id FROM session_people p WHERE p.session_id = s.id AND p.part = 'resident' AND p.released_at IS NULL),
    (SELECT p.person_id FROM session_people p WHERE p.session_id = s.id AND p.part = 'guide' AND p.released_at IS NULL LIMIT 1)
  FROM group_meetings m JOIN sessions s ON s.id = m.session_id LEFT JOIN rooms r ON r.id = s.room_id
  WHERE m.group_id = wanted AND app.sees_group(wanted) ORDER BY s.starts_at
$$;
--> statement-breakpoint
-- How many were there: a number, for those who plan it.
CREATE FUNCTION app.attendance_counts(wanted uuid) RETURNS TABLE (session_id uuid, present integer, absent integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT a.session_id, (count(*) FILTER (WHERE a.outcome = 'present'))::integer, (count(*) FILTER (WHERE a.outcome = 'absent'))::integer
  FROM group_meetings m JOIN attendance a ON a.session_id = m.session_id
  WHERE m.group_id = wanted AND (app.facilitates(wanted) OR app.plans_group(wanted)) GROUP BY a.session_id
$$;
--> statement-breakpoint
-- To how many meetings of this form somebody came, in whatever group: it goes with her. For herself, and for who facilitates her now.
CREATE FUNCTION app.meetings_attended(wanted_form text, persons uuid[]) RETURNS TABLE (person_id uuid, present integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT a.person_id, count(*)::integer FROM attendance a JOIN sessions s ON s.id = a.session_id
  WHERE a.person_id = ANY (persons) AND s.form = wanted_form AND a.outcome = 'present'
    AND (a.person_id = app.viewer() OR EXISTS (SELECT FROM group_members m JOIN groups g ON g.id = m.group_id
      WHERE m.person_id = a.person_id AND g.form = wanted_form AND g.facilitator_id = app.viewer() AND g.ended_at IS NULL AND (m.until_on IS NULL OR app.today() < m.until_on)))
  GROUP BY a.person_id
$$;
--> statement-breakpoint
-- Which of these are in a group of this form at some time from that day on: only one at a time. For those who plan it.
CREATE FUNCTION app.grouped_from(wanted_form text, persons uuid[], wanted_on date) RETURNS TABLE (person_id uuid, group_id uuid, from_on date, until_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT m.person_id, m.group_id, m.from_on, m.until_on FROM group_members m JOIN groups g ON g.id = m.group_id
  WHERE app.plans_groups() AND g.form = wanted_form AND m.person_id = ANY (persons) AND (m.until_on IS NULL OR wanted_on < m.until_on) AND m.until_on IS DISTINCT FROM m.from_on
$$;
--> statement-breakpoint
CREATE FUNCTION app.guard_group_member() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF EXISTS (SELECT FROM group_members m JOIN groups g ON g.id = m.group_id JOIN groups own ON own.id = NEW.group_id
    WHERE m.person_id = NEW.person_id AND m.id <> NEW.id AND g.form = own.form AND daterange(m.from_on, m.until_on) && daterange(NEW.from_on, NEW.until_on)) THEN
    RAISE EXCEPTION 'in one group of a form at a time' USING ERRCODE = 'exclusion_violation';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER group_members_one_group AFTER INSERT OR UPDATE ON group_members FOR EACH ROW EXECUTE FUNCTION app.guard_group_member();
--> statement-breakpoint
CREATE TRIGGER groups_signatures BEFORE INSERT OR UPDATE ON groups FOR EACH ROW EXECUTE FUNCTION app.guard_signatures('made_by_id', 'ended_by_id');
--> statement-breakpoint
CREATE TRIGGER groups_parties BEFORE UPDATE ON groups FOR EACH ROW EXECUTE FUNCTION app.guard_parties('form', 'department_id', 'made_by_id');
--> statement-breakpoint
CREATE TRIGGER group_members_signatures BEFORE INSERT OR UPDATE ON group_members FOR EACH ROW EXECUTE FUNCTION app.guard_signatures('added_by_id', 'ended_by_id');
--> statement-breakpoint
CREATE TRIGGER group_members_parties BEFORE UPDATE ON group_members FOR EACH ROW EXECUTE FUNCTION app.guard_parties('group_id', 'person_id', 'from_on', 'added_by_id');
--> statement-breakpoint
CREATE TRIGGER attendance_signatures BEFORE INSERT OR UPDATE ON attendance FOR EACH ROW EXECUTE FUNCTION app.guard_signatures('noted_by_id');
--> statement-breakpoint
CREATE TRIGGER attendance_parties BEFORE UPDATE ON attendance FOR EACH ROW EXECUTE FUNCTION app.guard_parties('session_id', 'person_id');
--> statement-breakpoint
CREATE TRIGGER group_plans_signatures BEFORE INSERT OR UPDATE ON group_plans FOR EACH ROW EXECUTE FUNCTION app.guard_signatures('made_by_id', 'published_by_id', 'discarded_by_id');
--> statement-breakpoint
CREATE TRIGGER group_plans_parties BEFORE UPDATE ON group_plans FOR EACH ROW EXECUTE FUNCTION app.guard_parties('form', 'department_id', 'made_by_id');
--> statement-breakpoint
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['groups', 'group_members', 'group_meetings', 'attendance', 'group_plans'] LOOP
    EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner ON public.%I FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true)', t);
  END LOOP;
END $$;
--> statement-breakpoint
CREATE POLICY app_read ON groups FOR SELECT TO klankbord_app USING (facilitator_id = (SELECT app.viewer())
  OR (SELECT app.plans_form(groups.form, groups.department_id)) OR (SELECT app.in_group(groups.id)));
--> statement-breakpoint
CREATE POLICY app_add ON groups FOR INSERT TO klankbord_app WITH CHECK (made_by_id = (SELECT app.viewer()) AND (SELECT app.plans_form(groups.form, groups.department_id)));
--> statement-breakpoint
CREATE POLICY app_change ON groups FOR UPDATE TO klankbord_app USING ((SELECT app.plans_form(groups.form, groups.department_id)));
--> statement-breakpoint
CREATE POLICY app_read ON group_members FOR SELECT TO klankbord_app USING (person_id = (SELECT app.viewer()) OR (SELECT app.sees_group(group_members.group_id)));
--> statement-breakpoint
CREATE POLICY app_add ON group_members FOR INSERT TO klankbord_app WITH CHECK (added_by_id = (SELECT app.viewer()) AND (SELECT app.plans_group(group_members.group_id)));
--> statement-breakpoint
CREATE POLICY app_change ON group_members FOR UPDATE TO klankbord_app USING ((SELECT app.plans_group(group_members.group_id)));
--> statement-breakpoint
CREATE POLICY app_read ON group_meetings FOR SELECT TO klankbord_app USING ((SELECT app.sees_group(group_meetings.group_id)));
--> statement-breakpoint
CREATE POLICY app_add ON group_meetings FOR INSERT TO klankbord_app WITH CHECK ((SELECT app.plans_group(group_meetings.group_id)) AND (SELECT app.plans(group_meetings.session_id)));
--> statement-breakpoint
CREATE POLICY app_read ON attendance FOR SELECT TO klankbord_app USING (person_id = (SELECT app.viewer()) OR (SELECT app.leads_meeting(attendance.session_id)));
--> statement-breakpoint
CREATE POLICY app_add ON attendance FOR INSERT TO klankbord_app WITH CHECK (noted_by_id = (SELECT app.viewer()) AND (SELECT app.notes_attendance(attendance.session_id, attendance.person_id)));
--> statement-breakpoint
CREATE POLICY app_change ON attendance FOR UPDATE TO klankbord_app USING ((SELECT app.notes_attendance(attendance.session_id, attendance.person_id)));
--> statement-breakpoint
CREATE POLICY app_read ON group_plans FOR SELECT TO klankbord_app USING ((SELECT app.plans_form(group_plans.form, group_plans.department_id)));
--> statement-breakpoint
CREATE POLICY app_add ON group_plans FOR INSERT TO klankbord_app WITH CHECK (made_by_id = (SELECT app.viewer()) AND (SELECT app.plans_form(group_plans.form, group_plans.department_id)));
--> statement-breakpoint
CREATE POLICY app_change ON group_plans FOR UPDATE TO klankbord_app USING ((SELECT app.plans_form(group_plans.form, group_plans.department_id)));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON groups, group_members, attendance, group_plans TO klankbord_app;
--> statement-breakpoint
GRANT SELECT, INSERT ON group_meetings TO klankbord_app;
--> statement-breakpoint
-- The worker writes the message about a group: its name and its meetings, never who was there.
CREATE POLICY worker ON groups FOR SELECT TO klankbord_worker USING (true);
--> statement-breakpoint
CREATE POLICY worker ON group_members FOR SELECT TO klankbord_worker USING (true);
--> statement-breakpoint
CREATE POLICY worker ON group_meetings FOR SELECT TO klankbord_worker USING (true);
--> statement-breakpoint
GRANT SELECT ON groups, group_members, group_meetings TO klankbord_worker;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.plans_group(uuid), app.facilitates(uuid), app.in_group(uuid), app.sees_group(uuid), app.leads_meeting(uuid), app.notes_attendance(uuid, uuid),
  app.can_guide(text, uuid, date), app.assesses(uuid, uuid, date), app.assessing(uuid[], date), app.group_conflicts(uuid), app.meetings_of(uuid), app.attendance_counts(uuid),
  app.meetings_attended(text, uuid[]), app.grouped_from(text, uuid[], date), app.guard_group_member() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.plans_group(uuid), app.facilitates(uuid), app.in_group(uuid), app.sees_group(uuid), app.leads_meeting(uuid), app.notes_attendance(uuid, uuid),
  app.assessing(uuid[], date), app.group_conflicts(uuid), app.meetings_of(uuid), app.attendance_counts(uuid), app.meetings_attended(text, uuid[]),
  app.grouped_from(text, uuid[], date) TO klankbord_app;
