-- A message about a series names several sessions; it goes with the first of them that is forgotten.
CREATE OR REPLACE FUNCTION app.forget_confidential(before timestamptz) RETURNS integer LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  old uuid[];
  past uuid[];
BEGIN
  IF session_user <> 'klankbord_worker' THEN
    RETURN 0;
  END IF;
  SELECT coalesce(array_agg(id), '{}') INTO old FROM sessions WHERE form IN ('psychologist-session', 'learning-therapy') AND ends_at < before;
  SELECT coalesce(array_agg(id), '{}') INTO past FROM pairings WHERE kind = 'psychologist'
    AND ((accepted_at IS NULL AND coalesce(ended_at, declined_at, asked_at) < before) OR until_on < (before AT TIME ZONE 'Europe/Amsterdam')::date);
  INSERT INTO therapy_counts AS c (resident_id, held)
    SELECT p.person_id, count(*) FROM sessions s JOIN session_people p ON p.session_id = s.id
    WHERE s.id = ANY (old) AND s.form = 'learning-therapy' AND s.cancelled_at IS NULL AND s.missed_at IS NULL AND p.part = 'resident'
    GROUP BY p.person_id
    ON CONFLICT (resident_id) DO UPDATE SET held = c.held + excluded.held;
  DELETE FROM waiting WHERE session_id = ANY (old) OR offered_session_id = ANY (old)
    OR (form IN ('psychologist-session', 'learning-therapy') AND coalesce(ended_at, asked_at) < before);
  DELETE FROM outbox WHERE data ->> 'sessionId' = ANY (SELECT unnest(old)::text) OR string_to_array(data ->> 'otherIds', ' ') && old::text[]
    OR data ->> 'pairingId' = ANY (SELECT unnest(past)::text);
  UPDATE audit SET subject_id = NULL, about = '{}' WHERE subject_id = ANY (old || past);
  DELETE FROM session_people WHERE session_id = ANY (old);
  DELETE FROM sessions WHERE id = ANY (old);
  DELETE FROM series r WHERE r.form IN ('psychologist-session', 'learning-therapy') AND r.made_at < before
    AND NOT EXISTS (SELECT FROM sessions s WHERE s.series_id = r.id);
  DELETE FROM pairings WHERE id = ANY (past);
  RETURN cardinality(old);
END $$;
