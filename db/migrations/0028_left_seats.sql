-- Whoever left a session that stands is out of it; who was in one that was cancelled still reads it.
CREATE OR REPLACE FUNCTION app.in_session(wanted uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT FROM session_people p WHERE p.session_id = wanted AND p.person_id = app.viewer()
    AND (p.released_at IS NULL OR EXISTS (SELECT FROM sessions s WHERE s.id = wanted AND s.cancelled_at IS NOT NULL)))
$$;
