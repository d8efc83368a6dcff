-- Norms: whoever guides, plans or is guided reads them (row 30); the education office sets the hospital's, a secretary her department's.
ALTER TABLE norms ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE norms FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY owner ON norms FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
--> statement-breakpoint
CREATE POLICY app_read ON norms FOR SELECT TO klankbord_app USING ((SELECT app.holds('resident')) OR (SELECT app.holds('supervisor'))
  OR (SELECT app.holds('mentor')) OR (SELECT app.holds('psychologist')) OR (SELECT app.holds('secretary')) OR (SELECT app.holds('coordinator')));
--> statement-breakpoint
CREATE POLICY app_add ON norms FOR INSERT TO klankbord_app WITH CHECK (set_by_id = (SELECT app.viewer()) AND since_on >= app.today()
  AND ((SELECT app.holds('coordinator')) OR department_id = ANY ((SELECT app.my_departments('secretary'))::uuid[])));
--> statement-breakpoint
CREATE POLICY app_change ON norms FOR UPDATE TO klankbord_app USING (since_on >= app.today()
  AND ((SELECT app.holds('coordinator')) OR department_id = ANY ((SELECT app.my_departments('secretary'))::uuid[])))
  WITH CHECK (set_by_id = (SELECT app.viewer()) AND since_on >= app.today());
--> statement-breakpoint
GRANT SELECT, INSERT ON norms TO klankbord_app;
--> statement-breakpoint
GRANT UPDATE (first_within_days, every_days, set_by_id, set_at) ON norms TO klankbord_app;
--> statement-breakpoint
CREATE POLICY worker ON norms FOR SELECT TO klankbord_worker USING (true);
--> statement-breakpoint
GRANT SELECT ON norms TO klankbord_worker;
--> statement-breakpoint
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['coverage_steps', 'coverage_digests'] LOOP
    EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner ON public.%I FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY worker ON public.%I FOR ALL TO klankbord_worker USING (true) WITH CHECK (true)', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON public.%I TO klankbord_worker', t);
  END LOOP;
END $$;
--> statement-breakpoint
-- The norms a hospital begins with; every number is theirs to change (domain: guidance forms and their default norms).
INSERT INTO norms (form, since_on, first_within_days, every_days) VALUES
  ('check-in', '2000-01-01', 30, 90),
  ('mentor-session', '2000-01-01', 91, 91),
  ('intervision', '2000-01-01', 56, 28),
  ('shadow-day', '2000-01-01', 56, NULL),
  ('student-teaching', '2000-01-01', 91, NULL);
--> statement-breakpoint
-- The norm of a form on a day for a resident of this department and kind: of the most particular that has one, the newest. `since_on` is
-- when that became so. Without rights of its own, so that whoever asks sees no more than her own.
CREATE FUNCTION app.norm_on(wanted text, department uuid, resident_kind text, day date)
RETURNS TABLE (first_within_days integer, every_days integer, since_on date) LANGUAGE sql STABLE AS $$
  WITH newest AS (
    SELECT DISTINCT ON (n.department_id, n.kind) n.first_within_days, n.every_days, n.since_on,
      (n.department_id IS NOT NULL)::integer * 2 + (n.kind IS NOT NULL)::integer AS level
    FROM public.norms n
    WHERE n.form = wanted AND n.since_on <= day AND (n.department_id IS NULL OR n.department_id = department) AND (n.kind IS NULL OR n.kind = resident_kind)
    ORDER BY n.department_id, n.kind, n.since_on DESC
  )
  SELECT n.first_within_days, n.every_days, (SELECT max(m.since_on) FROM newest m WHERE m.level >= n.level)
  FROM newest n WHERE n.first_within_days IS NOT NULL ORDER BY n.level DESC LIMIT 1
$$;
--> statement-breakpoint
-- The last day on which it is in time: so many days after `base`, not counting those on which the clock stands still, and never before the
-- norm itself began to hold. The same as `dueDateOf` in lib/coverage/rules.ts; a test holds the two against each other.
CREATE FUNCTION app.due_on(base date, days integer, pauses date[], resumes date[], since date) RETURNS date LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  due date := base + days;
  paused date;
BEGIN
  FOR i IN 1 .. cardinality(pauses) LOOP
    paused := greatest(pauses[i], base + 1);
    IF paused <= due AND resumes[i] > paused THEN
      due := due + (resumes[i] - paused);
    END IF;
  END LOOP;
  RETURN greatest(due, since);
END $$;
--> statement-breakpoint
-- Leave of more than fourteen days, as days from and until. Days without a shift between two days of leave belong to it, up to four of them: a
-- weekend, and the days off around it. Only the days are answered, never that it was leave.
CREATE FUNCTION app.pauses_of(resident uuid, OUT pauses date[], OUT resumes date[]) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH entries AS (
    SELECT (starts_at AT TIME ZONE 'Europe/Amsterdam')::date AS first_on,
      ((coalesce(ended_at, ends_at) - interval '1 microsecond') AT TIME ZONE 'Europe/Amsterdam')::date AS last_on, kind = 'leave' AS is_leave
    FROM shifts WHERE person_id = resident
  ), marked AS (
    SELECT *, sum(CASE WHEN is_leave THEN 0 ELSE 1 END) OVER (ORDER BY first_on, is_leave DESC) AS worked,
      max(last_on) FILTER (WHERE is_leave) OVER (ORDER BY first_on, is_leave DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before_on
    FROM entries
  ), leave AS (
    SELECT *, CASE WHEN before_on IS NOT NULL AND first_on <= before_on + 5 AND worked = lag(worked) OVER (ORDER BY first_on, last_on) THEN 0 ELSE 1 END AS begins
    FROM marked WHERE is_leave
  ), periods AS (
    SELECT min(first_on) AS first_on, max(last_on) AS last_on
    FROM (SELECT *, sum(begins) OVER (ORDER BY first_on, last_on) AS period FROM leave) n GROUP BY period
  )
  SELECT coalesce(array_agg(first_on ORDER BY first_on), '{}'), coalesce(array_agg(last_on + 1 ORDER BY first_on), '{}')
  FROM periods WHERE last_on - first_on + 1 > 14
$$;
--> statement-breakpoint
-- The state rows of a resident for these forms, made anew. One writer per resident at a time: two that read the sources side by side would
-- each overwrite what the other had seen; the second statement takes its own snapshot after the lock.
CREATE FUNCTION app.refresh_coverage(resident uuid, wanted text[]) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT pg_advisory_xact_lock(hashtext('coverage'), hashtext(resident::text));
  INSERT INTO coverage (resident_id, form, starts_on, last_on, planned_at, pauses_on, resumes_on)
  SELECT resident, f.form, stay.starts_on,
    CASE WHEN f.form = 'check-in' THEN
      (SELECT max(c.happened_on) FROM check_ins c WHERE c.resident_id = resident AND c.outcome IN ('held', 'declined') AND c.withdrawn_at IS NULL
        AND c.happened_on >= stay.starts_on)
    ELSE held.last_on END,
    coalesce(held.planned_at, '{}'), paused.pauses, paused.resumes
  FROM unnest(wanted) AS f (form)
  CROSS JOIN (SELECT app.stay_starts_on(resident) AS starts_on) stay
  CROSS JOIN LATERAL (SELECT
      max((s.starts_at AT TIME ZONE 'Europe/Amsterdam')::date) FILTER (WHERE (s.starts_at AT TIME ZONE 'Europe/Amsterdam')::date BETWEEN stay.starts_on AND app.today() - 1
        AND s.missed_at IS NULL AND NOT EXISTS (SELECT FROM attendance a WHERE a.session_id = s.id AND a.person_id = resident AND a.outcome = 'absent')) AS last_on,
      array_agg(s.starts_at ORDER BY s.starts_at) FILTER (WHERE s.starts_at > now() - interval '1 day' AND s.missed_at IS NULL) AS planned_at
    FROM session_people p JOIN sessions s ON s.id = p.session_id
    WHERE p.person_id = resident AND p.part = 'resident' AND s.form = f.form AND s.cancelled_at IS NULL AND s.left_by_id IS NULL
      AND p.released_at IS NULL AND (p.answer_by IS NULL OR p.accepted_at IS NOT NULL)) held
  CROSS JOIN app.pauses_of(resident) paused
  WHERE stay.starts_on IS NOT NULL
  ON CONFLICT (resident_id, form) DO UPDATE SET starts_on = excluded.starts_on, last_on = excluded.last_on, planned_at = excluded.planned_at,
    pauses_on = excluded.pauses_on, resumes_on = excluded.resumes_on;
$$;
--> statement-breakpoint
CREATE FUNCTION app.covered_forms() RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT ARRAY['check-in', 'mentor-session', 'intervision', 'learning-talk', 'shadow-day', 'student-teaching']
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION app.refresh_coverage(resident uuid) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT app.refresh_coverage(resident, app.covered_forms())
$$;
--> statement-breakpoint
-- A check-in is on record when it was logged; everything else when its day has passed. The same as `lastHeldOn` in lib/coverage/rules.ts.
CREATE FUNCTION app.last_held_on(form text, last_on date, planned_at timestamptz[], day date) RETURNS date LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN form = 'check-in' THEN last_on ELSE greatest(last_on,
    (SELECT max(on_day) FROM (SELECT (p AT TIME ZONE 'Europe/Amsterdam')::date AS on_day FROM unnest(planned_at) p) d WHERE on_day < day)) END
$$;
--> statement-breakpoint
-- What the rows of a resident say today, per form: a session that has passed since the row was written counts as held.
CREATE FUNCTION app.coverage_facts(resident uuid) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT coalesce(jsonb_object_agg(form, jsonb_build_array(starts_on, app.last_held_on(form, last_on, planned_at, app.today()), pauses_on, resumes_on)), '{}')
  FROM coverage WHERE resident_id = resident
$$;
--> statement-breakpoint
-- The nightly check: makes every row anew and answers how many were not as they should be. Sessions that took place since are no difference.
CREATE OR REPLACE FUNCTION app.recheck_coverage() RETURNS integer LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  resident uuid;
  before jsonb;
  after jsonb;
  differences integer := 0;
BEGIN
  FOR resident IN SELECT DISTINCT person_id FROM roles WHERE role = 'resident' ORDER BY 1 LOOP
    before := app.coverage_facts(resident);
    PERFORM app.refresh_coverage(resident);
    after := app.coverage_facts(resident);
    SELECT differences + count(*) INTO differences FROM jsonb_each(after) a WHERE a.value IS DISTINCT FROM before -> a.key;
  END LOOP;
  RETURN differences;
END $$;
--> statement-breakpoint
-- Rows follow their sources once per statement and resident, in one order for everybody: publishing a half year of groups is one statement.
DROP TRIGGER sessions_coverage ON sessions;
--> statement-breakpoint
DROP TRIGGER session_people_coverage ON session_people;
--> statement-breakpoint
DROP FUNCTION app.coverage_after_session();
--> statement-breakpoint
DROP FUNCTION app.coverage_after_seat();
--> statement-breakpoint
CREATE FUNCTION app.coverage_after_sessions() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  touched record;
BEGIN
  FOR touched IN SELECT p.person_id, array_agg(DISTINCT n.form) AS forms FROM after_change n JOIN before_change o ON o.id = n.id
    JOIN session_people p ON p.session_id = n.id AND p.part = 'resident'
    WHERE n.form = ANY (app.covered_forms()) AND (n.starts_at, n.cancelled_at, n.missed_at, n.left_by_id) IS DISTINCT FROM (o.starts_at, o.cancelled_at, o.missed_at, o.left_by_id)
    GROUP BY p.person_id ORDER BY p.person_id
  LOOP
    PERFORM app.refresh_coverage(touched.person_id, touched.forms);
  END LOOP;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION app.coverage_after_seats() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  touched record;
BEGIN
  FOR touched IN SELECT p.person_id, array_agg(DISTINCT s.form) AS forms FROM after_change p JOIN sessions s ON s.id = p.session_id
    WHERE p.part = 'resident' AND s.form = ANY (app.covered_forms())
    GROUP BY p.person_id ORDER BY p.person_id
  LOOP
    PERFORM app.refresh_coverage(touched.person_id, touched.forms);
  END LOOP;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION app.coverage_after_attendance() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  touched record;
BEGIN
  FOR touched IN SELECT a.person_id, array_agg(DISTINCT s.form) AS forms FROM after_change a JOIN sessions s ON s.id = a.session_id
    WHERE s.form = ANY (app.covered_forms()) GROUP BY a.person_id ORDER BY a.person_id
  LOOP
    PERFORM app.refresh_coverage(touched.person_id, touched.forms);
  END LOOP;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- A roster changes pauses only where there is leave: in what came, in what went, or between what was there.
CREATE FUNCTION app.coverage_after_shifts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  touched record;
BEGIN
  FOR touched IN SELECT DISTINCT n.person_id FROM after_change n WHERE EXISTS (SELECT FROM coverage c WHERE c.resident_id = n.person_id)
    AND (n.kind = 'leave' OR EXISTS (SELECT FROM shifts s WHERE s.person_id = n.person_id AND s.kind = 'leave')
      OR EXISTS (SELECT FROM coverage c WHERE c.resident_id = n.person_id AND cardinality(c.pauses_on) > 0)) ORDER BY 1
  LOOP
    PERFORM pg_advisory_xact_lock(hashtext('coverage'), hashtext(touched.person_id::text));
    UPDATE coverage c SET pauses_on = p.pauses, resumes_on = p.resumes FROM app.pauses_of(touched.person_id) p
      WHERE c.resident_id = touched.person_id AND (c.pauses_on, c.resumes_on) IS DISTINCT FROM (p.pauses, p.resumes);
  END LOOP;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER sessions_coverage AFTER UPDATE ON sessions REFERENCING OLD TABLE AS before_change NEW TABLE AS after_change
  FOR EACH STATEMENT EXECUTE FUNCTION app.coverage_after_sessions();
--> statement-breakpoint
CREATE TRIGGER session_people_coverage AFTER INSERT ON session_people REFERENCING NEW TABLE AS after_change
  FOR EACH STATEMENT EXECUTE FUNCTION app.coverage_after_seats();
--> statement-breakpoint
CREATE TRIGGER session_people_coverage_changed AFTER UPDATE ON session_people REFERENCING NEW TABLE AS after_change
  FOR EACH STATEMENT EXECUTE FUNCTION app.coverage_after_seats();
--> statement-breakpoint
CREATE TRIGGER session_people_coverage_gone AFTER DELETE ON session_people REFERENCING OLD TABLE AS after_change
  FOR EACH STATEMENT EXECUTE FUNCTION app.coverage_after_seats();
--> statement-breakpoint
CREATE TRIGGER attendance_coverage AFTER INSERT ON attendance REFERENCING NEW TABLE AS after_change
  FOR EACH STATEMENT EXECUTE FUNCTION app.coverage_after_attendance();
--> statement-breakpoint
CREATE TRIGGER attendance_coverage_changed AFTER UPDATE ON attendance REFERENCING NEW TABLE AS after_change
  FOR EACH STATEMENT EXECUTE FUNCTION app.coverage_after_attendance();
--> statement-breakpoint
CREATE TRIGGER shifts_coverage AFTER INSERT ON shifts REFERENCING NEW TABLE AS after_change
  FOR EACH STATEMENT EXECUTE FUNCTION app.coverage_after_shifts();
--> statement-breakpoint
CREATE TRIGGER shifts_coverage_changed AFTER UPDATE ON shifts REFERENCING NEW TABLE AS after_change
  FOR EACH STATEMENT EXECUTE FUNCTION app.coverage_after_shifts();
--> statement-breakpoint
CREATE TRIGGER shifts_coverage_gone AFTER DELETE ON shifts REFERENCING OLD TABLE AS after_change
  FOR EACH STATEMENT EXECUTE FUNCTION app.coverage_after_shifts();
--> statement-breakpoint
-- Row 21, and the figures' names for the own department's secretary: never of mentor sessions or learning talks, of which she reads numbers only.
ALTER POLICY app_read ON coverage USING (resident_id = (SELECT app.viewer())
  OR (form IN ('check-in', 'learning-talk') AND resident_id = ANY ((SELECT app.my_residents('supervisor'))::uuid[]))
  OR (form = 'mentor-session' AND resident_id = ANY ((SELECT app.my_residents('mentor'))::uuid[]))
  OR (form IN ('check-in', 'intervision', 'shadow-day', 'student-teaching')
    AND resident_id = ANY ((SELECT app.residents_of(app.my_departments('secretary')))::uuid[])));
--> statement-breakpoint
-- Where each resident is on a day: one department and kind, the newest of what she has.
CREATE FUNCTION app.residents_on(day date) RETURNS TABLE (person_id uuid, department_id uuid, kind text) LANGUAGE sql STABLE AS $$
  SELECT DISTINCT ON (r.person_id) r.person_id, r.department_id, y.kind
  FROM public.roles r LEFT JOIN public.residencies y ON y.role_id = r.id
  WHERE r.role = 'resident' AND r.from_on <= day AND (r.until_on IS NULL OR day < r.until_on)
  ORDER BY r.person_id, r.from_on DESC, r.id
$$;
--> statement-breakpoint
-- Row 21, exception: how many talks each supervisor owes today, from 1 up; never which resident. Nothing is owed while the clock stands still.
CREATE OR REPLACE FUNCTION app.talks_owed() RETURNS TABLE (guide_id uuid, owed integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT p.guide_id, count(*)::integer FROM pairings p
  JOIN coverage c ON c.resident_id = p.resident_id AND c.form = 'check-in'
  JOIN app.residents_on(app.today()) r ON r.person_id = p.resident_id
  CROSS JOIN LATERAL app.norm_on('check-in', r.department_id, r.kind, app.today()) n
  WHERE app.holds('coordinator') AND p.kind = 'supervisor' AND p.accepted_at IS NOT NULL
    AND p.from_on <= app.today() AND (p.until_on IS NULL OR app.today() < p.until_on)
    AND EXISTS (SELECT FROM people WHERE id = p.resident_id AND closed_at IS NULL)
    AND NOT EXISTS (SELECT FROM generate_subscripts(c.pauses_on, 1) i WHERE app.today() >= c.pauses_on[i] AND app.today() < c.resumes_on[i])
    AND app.today() >= c.starts_on
    AND app.today() > app.due_on(coalesce(c.last_on, c.starts_on), CASE WHEN c.last_on IS NULL THEN n.first_within_days ELSE n.every_days END,
      c.pauses_on, c.resumes_on, n.since_on)
  GROUP BY p.guide_id
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.norm_on(text, uuid, text, date), app.due_on(date, integer, date[], date[], date), app.pauses_of(uuid),
  app.refresh_coverage(uuid, text[]), app.covered_forms(), app.coverage_facts(uuid), app.last_held_on(text, date, timestamptz[], date), app.residents_on(date),
  app.coverage_after_sessions(), app.coverage_after_seats(), app.coverage_after_attendance(), app.coverage_after_shifts() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.norm_on(text, uuid, text, date), app.due_on(date, integer, date[], date[], date), app.residents_on(date) TO klankbord_app, klankbord_worker;
--> statement-breakpoint
-- What stands already, in its new form.
DO $$
BEGIN
  PERFORM app.refresh_coverage(person_id) FROM (SELECT DISTINCT person_id FROM roles WHERE role = 'resident') r;
END $$;
