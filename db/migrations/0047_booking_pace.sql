-- Asked by nearly every wall: what is looked for is read once, not for each person passed on the way.
CREATE OR REPLACE FUNCTION app.viewer() RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT id FROM people WHERE id = (SELECT nullif(current_setting('app.person_id', true), '')::uuid) AND closed_at IS NULL
$$
--> statement-breakpoint
-- Asked of each person who is planned with, and of each row of a new session: the viewer and the date once, not once per pairing.
CREATE OR REPLACE FUNCTION app.is_paired(other uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT FROM pairings WHERE accepted_at IS NOT NULL AND (until_on IS NULL OR until_on > (SELECT app.today()))
    AND resident_id IN ((SELECT app.viewer()), other) AND guide_id IN ((SELECT app.viewer()), other))
$$;
--> statement-breakpoint
DROP FUNCTION app.planning_facts(uuid[], uuid, text, timestamptz, timestamptz);
--> statement-breakpoint
-- The engine's question, with one wall for all of it: only of people in whose time the viewer may plan, asked once per person.
-- About one moment, whoever has it inside a day shift, and a guide without a roster, is asked no more than what meets that moment.
-- One plan fits every question: left to itself, the planner would make it anew each time.
CREATE FUNCTION app.planning_facts(persons uuid[], guide uuid, wanted_form text, from_at timestamptz, until_at timestamptz, moment tstzrange DEFAULT NULL) RETURNS json
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
  SELECT coalesce(array_agg(person), '{}') INTO allowed FROM (SELECT DISTINCT unnest(persons) AS person) asked WHERE person = me OR app.may_plan_with(person);
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
REVOKE EXECUTE ON FUNCTION app.planning_facts(uuid[], uuid, text, timestamptz, timestamptz, tstzrange) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.planning_facts(uuid[], uuid, text, timestamptz, timestamptz, tstzrange) TO klankbord_app, klankbord_worker;
--> statement-breakpoint
-- What a booking between two people is decided by, in one answer and in this order: their locks first, so that a pairing that ended or a time that went
-- meanwhile is seen. Row security of the viewer holds for the pairing and the earlier session.
CREATE FUNCTION app.open_booking(persons uuid[], room uuid, request uuid, wanted_form text, wanted_kind text, wanted_on date, qualification text, from_at timestamptz, until_at timestamptz, moment tstzrange) RETURNS json
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, public AS $$
DECLARE
  earlier uuid;
  pairing record;
BEGIN
  PERFORM app.lock_for_planning(persons, room);
  IF request IS NOT NULL THEN
    SELECT s.id INTO earlier FROM sessions s WHERE s.request_key = request;
  END IF;
  SELECT p.resident_id, p.guide_id INTO pairing FROM pairings p
    WHERE p.resident_id = ANY (persons) AND p.guide_id = ANY (persons) AND p.kind = wanted_kind AND p.accepted_at IS NOT NULL
      AND p.from_on <= wanted_on AND (p.until_on IS NULL OR p.until_on > wanted_on) LIMIT 1;
  IF NOT FOUND THEN
    RETURN json_build_object('earlier', earlier);
  END IF;
  RETURN json_build_object('earlier', earlier, 'residentId', pairing.resident_id, 'guideId', pairing.guide_id,
    'isQualified', CASE WHEN qualification IS NULL THEN true ELSE app.holds_qualification(pairing.guide_id, qualification, wanted_on) END,
    'facts', app.planning_facts(persons, pairing.guide_id, wanted_form, from_at, until_at, moment));
END $$;
--> statement-breakpoint
-- A session of two with its people, as the viewer: each row passes her policies.
CREATE FUNCTION app.add_session(session_id uuid, form text, starts_at timestamptz, ends_at timestamptz, place text, room_id uuid, link text, booked_by_id uuid, booked_at timestamptz, request_key uuid,
  resident_id uuid, guide_id uuid, answer_by timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
BEGIN
  INSERT INTO sessions (id, form, starts_at, ends_at, place, room_id, link, booked_by_id, booked_at, request_key)
    VALUES (add_session.session_id, add_session.form, add_session.starts_at, add_session.ends_at, add_session.place, add_session.room_id, add_session.link, add_session.booked_by_id, add_session.booked_at, add_session.request_key);
  INSERT INTO session_people (session_id, person_id, part, during, answer_by)
    VALUES (add_session.session_id, add_session.resident_id, 'resident', tstzrange(add_session.starts_at, add_session.ends_at), NULL),
      (add_session.session_id, add_session.guide_id, 'guide', tstzrange(add_session.starts_at, add_session.ends_at), add_session.answer_by);
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.open_booking(uuid[], uuid, uuid, text, text, date, text, timestamptz, timestamptz, tstzrange) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.open_booking(uuid[], uuid, uuid, text, text, date, text, timestamptz, timestamptz, tstzrange) TO klankbord_app;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.add_session(uuid, text, timestamptz, timestamptz, text, uuid, text, uuid, timestamptz, uuid, uuid, uuid, timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.add_session(uuid, text, timestamptz, timestamptz, text, uuid, text, uuid, timestamptz, uuid, uuid, uuid, timestamptz) TO klankbord_app;
