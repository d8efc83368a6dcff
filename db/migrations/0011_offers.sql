-- What waited for an answer too long is over: a request or an offer for two is cancelled as a whole, a seat among several is given back, and
-- the time kept for somebody who waits is free again. Called under the lock of the people who plan, and by the worker for everybody.
CREATE FUNCTION app.expire_offers(persons uuid[]) RETURNS integer LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  late record;
  ended integer := 0;
BEGIN
  IF app.viewer() IS NULL AND session_user <> 'klankbord_worker' THEN
    RETURN 0;
  END IF;
  FOR late IN
    SELECT p.session_id, p.person_id, p.part, p.answer_by, s.seats, s.cancelled_at, s.sequence, s.booked_by_id
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
      UPDATE session_people SET released_at = now() WHERE session_id = late.session_id AND released_at IS NULL;
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
CREATE INDEX session_people_awaited ON session_people (answer_by) WHERE released_at IS NULL AND accepted_at IS NULL AND answer_by IS NOT NULL;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.expire_offers(uuid[]) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.expire_offers(uuid[]) TO klankbord_app, klankbord_worker;
--> statement-breakpoint
-- Ending a pairing with a psychologist cancels what those two had planned, like the others.
CREATE OR REPLACE FUNCTION app.forms_of_pairing(wanted text) RETURNS text[] LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
  SELECT CASE wanted WHEN 'mentor' THEN ARRAY['mentor-session'] WHEN 'supervisor' THEN ARRAY['check-in', 'learning-talk']
    WHEN 'psychologist' THEN ARRAY['psychologist-session', 'learning-therapy'] END
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.forms_of_pairing(text) FROM PUBLIC;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION app.cancel_sessions_of_pairing() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  ended record;
BEGIN
  FOR ended IN
    UPDATE sessions s SET cancelled_at = now(), cancelled_by_id = NEW.ended_by_id, sequence = s.sequence + 1
    WHERE s.form = ANY (app.forms_of_pairing(NEW.kind)) AND s.department_id IS NULL
      AND s.cancelled_at IS NULL AND s.starts_at > now() AND s.starts_at >= (NEW.until_on::timestamp AT TIME ZONE 'Europe/Amsterdam')
      AND EXISTS (SELECT FROM session_people p WHERE p.session_id = s.id AND p.person_id = NEW.resident_id AND p.part = 'resident')
      AND EXISTS (SELECT FROM session_people p WHERE p.session_id = s.id AND p.person_id = NEW.guide_id AND p.part = 'guide')
    RETURNING s.id, s.sequence
  LOOP
    UPDATE session_people SET released_at = now() WHERE session_id = ended.id AND released_at IS NULL;
    INSERT INTO audit (actor_id, action, subject_id, about)
      VALUES (NEW.ended_by_id, 'session.cancel', ended.id, ARRAY[NEW.resident_id, NEW.guide_id]);
    INSERT INTO outbox (kind, recipient_id, created_by_id, data, once_key)
      SELECT 'session.cancelled', told, NEW.ended_by_id, jsonb_build_object('sessionId', ended.id),
        format('session.cancelled:%s:%s:%s', ended.id, ended.sequence, told)
      FROM unnest(ARRAY[NEW.resident_id, NEW.guide_id]) AS told
      ON CONFLICT DO NOTHING;
  END LOOP;
  RETURN NULL;
END $$;
--> statement-breakpoint
DROP TRIGGER pairings_end ON pairings;
--> statement-breakpoint
CREATE TRIGGER pairings_end AFTER UPDATE OF until_on ON pairings FOR EACH ROW
  WHEN (NEW.accepted_at IS NOT NULL AND NEW.until_on IS NOT NULL AND NEW.until_on IS DISTINCT FROM OLD.until_on)
  EXECUTE FUNCTION app.cancel_sessions_of_pairing();
