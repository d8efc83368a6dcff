-- An offer that a resident let pass goes to the next in line: the guide's time stays kept, as when she had cancelled.
CREATE OR REPLACE FUNCTION app.expire_offers(persons uuid[]) RETURNS integer LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  late record;
  is_kept boolean;
  ended integer := 0;
BEGIN
  IF app.viewer() IS NULL AND session_user <> 'klankbord_worker' THEN
    RETURN 0;
  END IF;
  FOR late IN
    SELECT p.session_id, p.person_id, p.part, p.answer_by, s.form, s.starts_at, s.seats, s.cancelled_at, s.sequence, s.booked_by_id
    FROM session_people p JOIN sessions s ON s.id = p.session_id
    WHERE p.released_at IS NULL AND p.accepted_at IS NULL AND p.answer_by <= now() AND (persons IS NULL OR p.person_id = ANY (persons))
    ORDER BY p.session_id, p.person_id FOR UPDATE OF p SKIP LOCKED
  LOOP
    IF late.seats IS NOT NULL THEN
      UPDATE session_people SET released_at = now() WHERE session_id = late.session_id AND person_id = late.person_id;
    ELSIF late.cancelled_at IS NOT NULL THEN
      UPDATE session_people SET released_at = now() WHERE session_id = late.session_id AND released_at IS NULL;
      CONTINUE;
    ELSE
      UPDATE sessions SET cancelled_at = now(), sequence = sequence + 1 WHERE id = late.session_id AND cancelled_at IS NULL;
      CONTINUE WHEN NOT FOUND;
      is_kept := late.part = 'resident' AND late.starts_at > now() AND EXISTS (
        SELECT FROM waiting w JOIN session_people g ON g.person_id = w.guide_id AND g.session_id = late.session_id AND g.part = 'guide'
        WHERE w.ended_at IS NULL AND w.form = late.form AND w.person_id <> late.person_id);
      UPDATE session_people SET released_at = now()
        WHERE session_id = late.session_id AND released_at IS NULL AND NOT (is_kept AND part = 'guide');
      UPDATE session_people SET answer_by = now() + interval '10 minutes', accepted_at = NULL
        WHERE session_id = late.session_id AND released_at IS NULL;
    END IF;
    INSERT INTO audit (action, subject_id, about)
      SELECT 'session.expire', late.session_id, array_agg(person_id) FROM session_people WHERE session_id = late.session_id AND (late.seats IS NULL OR person_id = late.person_id);
    -- Whoever asked hears that no answer came; whoever let an offer pass is not told what she knows.
    INSERT INTO outbox (kind, recipient_id, data, once_key)
      SELECT 'session.expired', p.person_id, jsonb_build_object('sessionId', late.session_id), format('session.expired:%s:%s:%s', late.session_id, late.sequence, p.person_id)
      FROM session_people p WHERE late.seats IS NULL AND p.session_id = late.session_id AND p.person_id <> late.person_id AND late.part = 'guide'
      ON CONFLICT DO NOTHING;
    ended := ended + 1;
  END LOOP;
  RETURN ended;
END $$;
--> statement-breakpoint
-- How many free seats are for those who wait: a seat that was given back is theirs for ten minutes, in which the worker offers it. A number, never whose.
CREATE FUNCTION app.seats_kept(wanted uuid) RETURNS integer LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT least(
    (SELECT count(*) FROM waiting w WHERE w.session_id = wanted AND w.ended_at IS NULL AND w.person_id <> app.viewer() AND NOT EXISTS (
      SELECT FROM session_people p WHERE p.session_id = wanted AND p.person_id = w.person_id AND p.released_at IS NULL)),
    (SELECT count(*) FROM session_people p WHERE p.session_id = wanted AND p.part = 'resident' AND p.released_at > now() - interval '10 minutes'))::integer
  WHERE app.offers_seat(wanted) OR app.in_session(wanted)
$$;
--> statement-breakpoint
-- What the pool's mentors do and offer, so that the next session goes to whoever has most room. For residents, who are shown no number of it.
CREATE FUNCTION app.pool_load(from_at timestamptz, until_at timestamptz)
RETURNS TABLE (mentor_id uuid, sessions integer, weekly_minutes integer, days_away integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT m.person_id,
    (SELECT count(*)::integer FROM session_people p JOIN sessions s ON s.id = p.session_id
      WHERE p.person_id = m.person_id AND p.part = 'guide' AND p.released_at IS NULL AND s.form = 'mentor-session'
        AND s.cancelled_at IS NULL AND s.starts_at >= from_at AND s.starts_at < until_at),
    (SELECT coalesce(sum(extract(epoch FROM h.until_time - h.from_time) / 60), 0)::integer FROM weekly_hours h WHERE h.person_id = m.person_id),
    (SELECT count(DISTINCT d)::integer FROM shifts s,
        generate_series(greatest(s.starts_at, from_at) AT TIME ZONE 'Europe/Amsterdam', least(s.ends_at, until_at) AT TIME ZONE 'Europe/Amsterdam' - interval '1 second', '1 day') AS g,
        LATERAL (SELECT g::date AS d) AS day
      WHERE s.person_id = m.person_id AND s.kind = 'leave' AND s.ends_at > from_at AND s.starts_at < until_at AND extract(isodow FROM d) <= 5)
  FROM mentor_places m WHERE app.holds('resident') AND m.person_id <> app.viewer() AND app.in_pool(m.person_id)
$$;
--> statement-breakpoint
-- Of a mentor session without a pairing both may look for another time, as long as it is still to come.
CREATE OR REPLACE FUNCTION app.may_plan_with(person uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT session_user = 'klankbord_worker' OR app.may_meet(person) OR app.plans_groups()
    OR person = ANY (app.people_in(app.my_departments('nurse'), 'resident', 'nurse'))
    OR EXISTS (SELECT FROM session_people own JOIN sessions s ON s.id = own.session_id JOIN session_people other ON other.session_id = s.id
      WHERE own.person_id = app.viewer() AND own.released_at IS NULL
        AND ((own.part = 'guide' AND s.department_id IS NOT NULL) OR (s.form = 'mentor-session' AND s.department_id IS NULL))
        AND s.cancelled_at IS NULL AND s.starts_at > now() AND other.person_id = person AND other.released_at IS NULL)
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.seats_kept(uuid), app.pool_load(timestamptz, timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.seats_kept(uuid), app.pool_load(timestamptz, timestamptz) TO klankbord_app;
