-- Who waits for any mentor of the pool: a resident, for herself.
ALTER POLICY app_own ON waiting WITH CHECK (person_id = (SELECT app.viewer())
  AND (ended_at IS NOT NULL OR (guide_id IS NOT NULL AND (SELECT app.may_plan_with(waiting.guide_id))) OR (SELECT app.offers_seat(waiting.session_id))
    OR (guide_id IS NULL AND session_id IS NULL AND (SELECT app.holds('resident')))));
--> statement-breakpoint
CREATE OR REPLACE FUNCTION app.somebody_waits(wanted_form text, guide uuid, session uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT (app.may_meet(guide) OR app.offers_seat(session) OR app.in_session(session)) AND EXISTS (SELECT FROM waiting w WHERE w.ended_at IS NULL AND w.person_id <> app.viewer()
    AND ((w.form = wanted_form AND (w.guide_id = guide OR (w.guide_id IS NULL AND w.session_id IS NULL AND app.in_pool(guide)))) OR w.session_id = session))
$$;
--> statement-breakpoint
-- As before, and a time of a mentor of the pool is kept for who waits for any mentor too.
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
    ORDER BY p.session_id, p.person_id FOR UPDATE OF p, s SKIP LOCKED
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
        SELECT FROM waiting w JOIN session_people g ON g.session_id = late.session_id AND g.part = 'guide'
        WHERE w.ended_at IS NULL AND w.form = late.form AND w.person_id <> late.person_id
          AND (w.guide_id = g.person_id OR (w.guide_id IS NULL AND w.session_id IS NULL AND app.in_pool(g.person_id))));
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
-- As before, and the worker asks it for whoever waits for any mentor.
CREATE OR REPLACE FUNCTION app.pool_load(from_at timestamptz, until_at timestamptz)
RETURNS TABLE (mentor_id uuid, sessions integer, weekly_minutes integer, days_away integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH dates AS MATERIALIZED (
    SELECT g::date AS on_date FROM generate_series((from_at AT TIME ZONE 'Europe/Amsterdam')::date, ((until_at - interval '1 second') AT TIME ZONE 'Europe/Amsterdam')::date, '1 day') AS g
    WHERE extract(isodow FROM g) <= 5)
  SELECT m.person_id,
    (SELECT count(*)::integer FROM session_people p JOIN sessions s ON s.id = p.session_id
      WHERE p.person_id = m.person_id AND p.part = 'guide' AND p.released_at IS NULL AND s.form = 'mentor-session'
        AND s.cancelled_at IS NULL AND s.starts_at >= from_at AND s.starts_at < until_at),
    (SELECT coalesce(sum(extract(epoch FROM h.until_time - h.from_time) / 60), 0)::integer FROM weekly_hours h
      WHERE h.person_id = m.person_id AND h.form = CASE WHEN EXISTS (SELECT FROM weekly_hours own
        WHERE own.person_id = m.person_id AND own.form = 'mentor-session') THEN 'mentor-session' ELSE 'every' END),
    (SELECT count(*)::integer FROM dates d WHERE
      EXISTS (SELECT FROM absences a WHERE a.person_id = m.person_id AND a.from_on <= d.on_date AND d.on_date < a.until_on)
      OR EXISTS (SELECT FROM shifts s WHERE s.person_id = m.person_id AND s.kind = 'leave'
        AND s.starts_at < ((d.on_date + 1)::timestamp AT TIME ZONE 'Europe/Amsterdam') AND s.ends_at > (d.on_date::timestamp AT TIME ZONE 'Europe/Amsterdam')))
  FROM mentor_places m WHERE (session_user = 'klankbord_worker' OR (app.holds('resident') AND m.person_id <> app.viewer())) AND app.in_pool(m.person_id)
$$;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.in_pool(uuid), app.pool_load(timestamptz, timestamptz) TO klankbord_worker;
