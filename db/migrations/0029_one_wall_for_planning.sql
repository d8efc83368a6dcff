-- The engine's question, with one wall for all of it: only of people in whose time the viewer may plan, asked once per person.
CREATE OR REPLACE FUNCTION app.planning_facts(persons uuid[], guide uuid, wanted_form text, from_at timestamptz, until_at timestamptz) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  allowed uuid[];
  met uuid;
  first_on date := (from_at AT TIME ZONE 'Europe/Amsterdam')::date;
  last_on date := (until_at AT TIME ZONE 'Europe/Amsterdam')::date;
BEGIN
  SELECT coalesce(array_agg(person), '{}') INTO allowed FROM (SELECT DISTINCT unnest(persons) AS person) asked WHERE app.may_plan_with(person);
  met := CASE WHEN guide = ANY (allowed) THEN guide END;
  RETURN json_build_object(
    'shifts', (SELECT coalesce(json_agg(json_build_array(s.person_id, date_part('epoch', s.starts_at) * 1000, date_part('epoch', coalesce(s.ended_at, s.ends_at)) * 1000, s.kind)), '[]')
      FROM shifts s WHERE s.person_id = ANY (allowed) AND coalesce(s.ended_at, s.ends_at) > from_at AND s.starts_at < until_at),
    'busy', (SELECT coalesce(json_agg(json_build_array(p.person_id, date_part('epoch', date_bin('15 minutes', lower(p.during), 'epoch')) * 1000,
        date_part('epoch', date_bin('15 minutes', upper(p.during) + interval '15 minutes' - interval '1 microsecond', 'epoch')) * 1000)), '[]')
      FROM session_people p WHERE p.person_id = ANY (allowed) AND p.released_at IS NULL
        AND (p.answer_by IS NULL OR p.accepted_at IS NOT NULL OR p.answer_by > now()) AND p.during && tstzrange(from_at, until_at)),
    'hours', (SELECT coalesce(json_agg(json_build_array(weekday, left(from_time::text, 5), left(until_time::text, 5), form)), '[]')
      FROM weekly_hours WHERE person_id = met AND form IN (wanted_form, 'every')),
    'exceptions', (SELECT coalesce(json_agg(json_build_array("on", left(from_time::text, 5), left(until_time::text, 5))), '[]')
      FROM hours_exceptions WHERE person_id = met AND "on" BETWEEN first_on AND last_on),
    'absences', (SELECT coalesce(json_agg(json_build_array(a.from_on, a.until_on)), '[]')
      FROM absences a WHERE a.person_id = met AND a.until_on > first_on AND a.from_on <= last_on),
    'rules', (SELECT json_build_object('noticeMinutes', notice_minutes, 'cancelMinutes', cancel_minutes, 'bufferMinutes', buffer_minutes,
        'mostPerDay', most_per_day, 'mostPerWeek', most_per_week, 'confirms', confirms_at IS NOT NULL,
        'starts', CASE WHEN coalesce(most_per_day, most_per_week) IS NULL THEN '[]'::json
          ELSE (SELECT coalesce(json_agg(date_part('epoch', at) * 1000), '[]') FROM app.guide_starts(met, wanted_form, from_at, until_at) AS at) END)
      FROM meeting_rules WHERE person_id = met AND form = wanted_form));
END $$;
