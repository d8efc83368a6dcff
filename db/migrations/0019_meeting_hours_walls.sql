-- When guides can be met (matrix rows 6 and 7): residents, the education office, offices and those who are paired with them read it; a guide
-- changes her own, a secretary that of the supervisors of her departments.
CREATE FUNCTION app.keeps_hours_of(person uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT (person = app.viewer() AND app.holds('supervisor', 'mentor', 'psychologist'))
    OR person = ANY (app.people_in(app.my_departments('secretary'), 'supervisor'))
$$;
--> statement-breakpoint
CREATE FUNCTION app.sees_hours_of(person uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT person = app.viewer() OR app.holds('resident', 'coordinator', 'secretary') OR app.is_paired(person)
$$;
--> statement-breakpoint
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['hours_exceptions', 'absences', 'meeting_rules'] LOOP
    EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner ON public.%I FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY worker ON public.%I FOR SELECT TO klankbord_worker USING (true)', t);
    EXECUTE format('GRANT SELECT ON public.%I TO klankbord_app, klankbord_worker', t);
    EXECUTE format('GRANT INSERT, DELETE ON public.%I TO klankbord_app', t);
  END LOOP;
  DROP POLICY app_read ON weekly_hours;
  DROP POLICY app_add ON weekly_hours;
  DROP POLICY app_remove ON weekly_hours;
  FOREACH t IN ARRAY ARRAY['weekly_hours', 'hours_exceptions', 'absences', 'meeting_rules'] LOOP
    EXECUTE format('CREATE POLICY app_read ON public.%I FOR SELECT TO klankbord_app USING ((SELECT app.sees_hours_of(%I.person_id)))', t, t);
    EXECUTE format('CREATE POLICY app_add ON public.%I FOR INSERT TO klankbord_app WITH CHECK ((SELECT app.keeps_hours_of(%I.person_id)))', t, t);
    EXECUTE format('CREATE POLICY app_remove ON public.%I FOR DELETE TO klankbord_app USING ((SELECT app.keeps_hours_of(%I.person_id)))', t, t);
  END LOOP;
END $$;
--> statement-breakpoint
CREATE TRIGGER absences_signatures BEFORE INSERT OR UPDATE ON absences FOR EACH ROW EXECUTE FUNCTION app.guard_signatures('made_by_id');
--> statement-breakpoint
-- When a guide has sessions of a form, so that her most per day and week can be kept: instants, never with whom.
CREATE FUNCTION app.guide_starts(guide uuid, wanted_form text, from_at timestamptz, until_at timestamptz) RETURNS SETOF timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT s.starts_at FROM session_people p JOIN sessions s ON s.id = p.session_id
  WHERE p.person_id = guide AND p.part = 'guide' AND p.released_at IS NULL AND s.form = wanted_form AND s.cancelled_at IS NULL
    AND p.during && tstzrange(from_at, until_at) AND app.may_plan_with(guide)
$$;
--> statement-breakpoint
DROP FUNCTION app.planning_facts(uuid[], uuid, timestamptz, timestamptz);
--> statement-breakpoint
-- What the rest engine is asked with, in one answer: rosters, busy time, and when and how the guide can be met. Each part keeps its own wall.
CREATE FUNCTION app.planning_facts(persons uuid[], guide uuid, wanted_form text, from_at timestamptz, until_at timestamptz) RETURNS json
LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
  SELECT json_build_object(
    'shifts', (SELECT coalesce(json_agg(json_build_array(person_id, date_part('epoch', starts_at) * 1000, date_part('epoch', ends_at) * 1000, kind)), '[]')
      FROM app.planning_shifts(persons, from_at, until_at)),
    'busy', (SELECT coalesce(json_agg(json_build_array(person_id, date_part('epoch', starts_at) * 1000, date_part('epoch', ends_at) * 1000)), '[]')
      FROM app.busy_blocks(persons, from_at, until_at)),
    'hours', (SELECT coalesce(json_agg(json_build_array(weekday, left(from_time::text, 5), left(until_time::text, 5), form)), '[]')
      FROM weekly_hours WHERE person_id = guide AND form IN (wanted_form, 'every')),
    'exceptions', (SELECT coalesce(json_agg(json_build_array("on", left(from_time::text, 5), left(until_time::text, 5))), '[]')
      FROM hours_exceptions WHERE person_id = guide AND "on" BETWEEN (from_at AT TIME ZONE 'Europe/Amsterdam')::date AND (until_at AT TIME ZONE 'Europe/Amsterdam')::date),
    'absences', (SELECT coalesce(json_agg(json_build_array(from_on, until_on)), '[]')
      FROM absences WHERE person_id = guide AND until_on > (from_at AT TIME ZONE 'Europe/Amsterdam')::date AND from_on <= (until_at AT TIME ZONE 'Europe/Amsterdam')::date),
    'rules', (SELECT json_build_object('noticeMinutes', notice_minutes, 'cancelMinutes', cancel_minutes, 'bufferMinutes', buffer_minutes,
        'mostPerDay', most_per_day, 'mostPerWeek', most_per_week, 'confirms', confirms_at IS NOT NULL,
        'starts', CASE WHEN coalesce(most_per_day, most_per_week) IS NULL THEN '[]'::json
          ELSE (SELECT coalesce(json_agg(date_part('epoch', at) * 1000), '[]') FROM app.guide_starts(guide, wanted_form, from_at, until_at) AS at) END)
      FROM meeting_rules WHERE person_id = guide AND form = wanted_form))
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.keeps_hours_of(uuid), app.sees_hours_of(uuid), app.guide_starts(uuid, text, timestamptz, timestamptz),
  app.planning_facts(uuid[], uuid, text, timestamptz, timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.keeps_hours_of(uuid), app.sees_hours_of(uuid), app.guide_starts(uuid, text, timestamptz, timestamptz),
  app.planning_facts(uuid[], uuid, text, timestamptz, timestamptz) TO klankbord_app;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.guide_starts(uuid, text, timestamptz, timestamptz), app.planning_facts(uuid[], uuid, text, timestamptz, timestamptz) TO klankbord_worker;
