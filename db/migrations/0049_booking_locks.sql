-- As before; whose time is asked about mostly is her own or of whom she is paired with, and that is asked first.
CREATE OR REPLACE FUNCTION app.planning_facts(persons uuid[], guide uuid, wanted_form text, from_at timestamptz, until_at timestamptz, moment tstzrange DEFAULT NULL) RETURNS json
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  me uuid := app.viewer();
  whole tstzrange := tstzrange(from_at, until_at);
  first_on date := (from_at AT TIME ZONE 'Europe/Amsterdam')::date;
  last_on date := (until_at AT TIME ZONE 'Europe/Amsterdam')::date;
  allowed uuid[];
  met uuid;
  near uuid[];
  around tstzrange;
  wants meeting_rules;
BEGIN
  SELECT coalesce(array_agg(person), '{}') INTO allowed FROM (SELECT DISTINCT unnest(persons) AS person) asked
    WHERE person = me OR app.is_paired(person) OR app.may_plan_with(person);
  met := CASE WHEN guide = ANY (allowed) THEN guide END;
  SELECT * INTO wants FROM meeting_rules WHERE person_id = met AND form = wanted_form;
  IF moment IS NOT NULL THEN
    around := tstzrange(lower(moment) - make_interval(mins => 15 + coalesce(wants.buffer_minutes, 0)), upper(moment) + make_interval(mins => 15 + coalesce(wants.buffer_minutes, 0)));
    SELECT array_agg(person) INTO near FROM unnest(allowed) AS person
      WHERE EXISTS (SELECT FROM shifts s WHERE s.person_id = person AND s.kind = 'day' AND s.starts_at BETWEEN lower(moment) - interval '1 day' AND lower(moment)
          AND coalesce(s.ended_at, s.ends_at) >= upper(moment) OFFSET 0)
        OR (person = met AND NOT EXISTS (SELECT FROM shifts s WHERE s.person_id = met AND coalesce(s.ended_at, s.ends_at) > from_at AND s.starts_at < until_at OFFSET 0));
  END IF;
  RETURN json_build_object(
    'shifts', (SELECT coalesce(json_agg(json_build_array(s.person_id, date_part('epoch', s.starts_at) * 1000, date_part('epoch', coalesce(s.ended_at, s.ends_at)) * 1000, s.kind)), '[]')
      FROM unnest(allowed) AS person, LATERAL (SELECT * FROM shifts WHERE person_id = person
        AND coalesce(ended_at, ends_at) > lower(CASE WHEN person = ANY (near) THEN moment ELSE whole END)
        AND starts_at < upper(CASE WHEN person = ANY (near) THEN moment ELSE whole END) OFFSET 0) s),
    'busy', (SELECT coalesce(json_agg(json_build_array(p.person_id, date_part('epoch', date_bin('15 minutes', lower(p.during), 'epoch')) * 1000,
        date_part('epoch', date_bin('15 minutes', upper(p.during) + interval '15 minutes' - interval '1 microsecond', 'epoch')) * 1000)), '[]')
      FROM unnest(allowed) AS person, LATERAL (SELECT * FROM session_people WHERE person_id = person AND released_at IS NULL
        AND during && CASE WHEN person = ANY (near) THEN around ELSE whole END
        AND (answer_by IS NULL OR accepted_at IS NOT NULL OR answer_by > now()) OFFSET 0) p),
    'hours', (SELECT coalesce(json_agg(json_build_array(weekday, left(from_time::text, 5), left(until_time::text, 5), form)), '[]')
      FROM weekly_hours WHERE person_id = met AND form IN (wanted_form, 'every')),
    'exceptions', (SELECT coalesce(json_agg(json_build_array("on", left(from_time::text, 5), left(until_time::text, 5))), '[]')
      FROM hours_exceptions WHERE person_id = met AND "on" BETWEEN first_on AND last_on),
    'absences', (SELECT coalesce(json_agg(json_build_array(a.from_on, a.until_on)), '[]')
      FROM absences a WHERE a.person_id = met AND a.until_on > first_on AND a.from_on <= last_on),
    'rules', CASE WHEN wants.person_id IS NOT NULL THEN json_build_object('noticeMinutes', wants.notice_minutes, 'cancelMinutes', wants.cancel_minutes,
        'bufferMinutes', wants.buffer_minutes, 'mostPerDay', wants.most_per_day, 'mostPerWeek', wants.most_per_week, 'confirms', wants.confirms_at IS NOT NULL,
        'starts', CASE WHEN coalesce(wants.most_per_day, wants.most_per_week) IS NULL THEN '[]'::json
          ELSE (SELECT coalesce(json_agg(date_part('epoch', at) * 1000), '[]') FROM app.guide_starts(met, wanted_form, from_at, until_at) AS at) END) END);
END $$;
--> statement-breakpoint
-- As before; whoever books needs no leave to meet herself.
ALTER POLICY app_add ON session_people WITH CHECK (
  ((SELECT app.booked(session_people.session_id)) AND (person_id = (SELECT app.viewer()) OR (SELECT app.may_meet(session_people.person_id))))
  OR (SELECT app.plans(session_people.session_id))
  OR (person_id = (SELECT app.viewer()) AND part = 'resident' AND (SELECT app.offers_seat(session_people.session_id))));
--> statement-breakpoint
-- As before, in one statement: the locks are taken in the order of the ids, in which the rows inside come.
CREATE OR REPLACE FUNCTION app.lock_for_planning(persons uuid[], room uuid) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(locked.id::text, 0))
    FROM (SELECT DISTINCT id FROM unnest(persons || room) AS id WHERE id IS NOT NULL ORDER BY id OFFSET 0) AS locked;
  PERFORM app.expire_offers(persons);
END $$;
