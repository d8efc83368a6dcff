-- What the rest engine is asked with, in one answer: rosters, busy time and the guide's hours. Each part keeps its own wall.
CREATE FUNCTION app.planning_facts(persons uuid[], guide uuid, from_at timestamptz, until_at timestamptz) RETURNS json
LANGUAGE sql STABLE SET search_path = pg_catalog, public AS $$
  SELECT json_build_object(
    'shifts', (SELECT coalesce(json_agg(json_build_array(person_id, extract(epoch FROM starts_at) * 1000, extract(epoch FROM ends_at) * 1000, kind)), '[]')
      FROM app.planning_shifts(persons, from_at, until_at)),
    'busy', (SELECT coalesce(json_agg(json_build_array(person_id, extract(epoch FROM starts_at) * 1000, extract(epoch FROM ends_at) * 1000)), '[]')
      FROM app.busy_blocks(persons, from_at, until_at)),
    'hours', (SELECT coalesce(json_agg(json_build_array(weekday, left(from_time::text, 5), left(until_time::text, 5))), '[]')
      FROM weekly_hours WHERE person_id = guide))
$$;
--> statement-breakpoint
-- One transaction at a time decides about these people, always in the order of the ids; what waited too long for an answer of theirs ends first.
CREATE FUNCTION app.lock_for_planning(persons uuid[], room uuid) RETURNS void LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, public AS $$
DECLARE
  locked uuid;
BEGIN
  FOR locked IN SELECT DISTINCT id FROM unnest(persons || room) AS id WHERE id IS NOT NULL ORDER BY id LOOP
    PERFORM pg_advisory_xact_lock(hashtextextended(locked::text, 0));
  END LOOP;
  PERFORM app.expire_offers(persons);
END $$;
--> statement-breakpoint
-- Only a session with seats is counted, and only then is it locked.
CREATE OR REPLACE FUNCTION app.guard_seats() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  most integer;
BEGIN
  IF NEW.part = 'resident' AND NEW.released_at IS NULL THEN
    SELECT seats INTO most FROM sessions WHERE id = NEW.session_id;
    IF most IS NULL THEN
      RETURN NULL;
    END IF;
    SELECT seats INTO most FROM sessions WHERE id = NEW.session_id FOR UPDATE;
    IF (SELECT count(*) FROM session_people WHERE session_id = NEW.session_id AND part = 'resident' AND released_at IS NULL) > most THEN
      RAISE EXCEPTION 'there is no seat left' USING ERRCODE = 'exclusion_violation';
    END IF;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.planning_facts(uuid[], uuid, timestamptz, timestamptz), app.lock_for_planning(uuid[], uuid) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.planning_facts(uuid[], uuid, timestamptz, timestamptz), app.lock_for_planning(uuid[], uuid) TO klankbord_app, klankbord_worker;
