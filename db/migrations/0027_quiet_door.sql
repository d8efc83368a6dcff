-- The quiet door: a resident may book with any psychologist of the hospital, and nobody else learns of it.
CREATE FUNCTION app.opens_door(person uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT app.holds('resident') AND person <> app.viewer() AND EXISTS (SELECT FROM roles r JOIN people p ON p.id = r.person_id
    WHERE r.person_id = person AND r.role = 'psychologist' AND p.closed_at IS NULL AND r.from_on <= app.today() AND (r.until_on IS NULL OR app.today() < r.until_on))
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION app.may_meet(person uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT person = app.viewer() OR app.is_paired(person) OR (app.holds('resident') AND app.in_pool(person)) OR app.opens_door(person)
$$;
--> statement-breakpoint
-- One open question at a psychologist's door.
CREATE UNIQUE INDEX pairings_one_knock ON pairings (resident_id, guide_id)
  WHERE kind = 'psychologist' AND accepted_at IS NULL AND declined_at IS NULL AND ended_at IS NULL;
--> statement-breakpoint
-- Does she hold this qualification on that day? Yes or no, for whoever may meet her; the number and the date stay with her.
CREATE FUNCTION app.holds_qualification(person uuid, wanted text, wanted_on date) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT app.may_meet(person) AND EXISTS (SELECT FROM qualifications q WHERE q.person_id = person AND q.kind = wanted AND (q.expires_on IS NULL OR q.expires_on > wanted_on))
$$;
--> statement-breakpoint
-- Retention: what was booked in confidence is forgotten, with everything that points at it. Answers how many sessions.
CREATE FUNCTION app.forget_confidential(before timestamptz) RETURNS integer LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  old uuid[];
BEGIN
  IF session_user <> 'klankbord_worker' THEN
    RETURN 0;
  END IF;
  SELECT coalesce(array_agg(id), '{}') INTO old FROM sessions WHERE form = 'psychologist-session' AND ends_at < before;
  DELETE FROM outbox WHERE data ->> 'sessionId' = ANY (SELECT unnest(old)::text);
  DELETE FROM waiting WHERE session_id = ANY (old) OR offered_session_id = ANY (old);
  UPDATE audit SET subject_id = NULL, about = '{}' WHERE subject_id = ANY (old);
  DELETE FROM session_people WHERE session_id = ANY (old);
  DELETE FROM sessions WHERE id = ANY (old);
  RETURN cardinality(old);
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.opens_door(uuid), app.holds_qualification(uuid, text, date), app.forget_confidential(timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.opens_door(uuid), app.holds_qualification(uuid, text, date) TO klankbord_app;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.forget_confidential(timestamptz) TO klankbord_worker;
