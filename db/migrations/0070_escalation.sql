-- Who of these people has leave on a day: nobody is written to then about what is due.
CREATE FUNCTION app.away_on(asked uuid[], day date) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT DISTINCT s.person_id FROM shifts s WHERE s.person_id = ANY (asked) AND s.kind = 'leave'
    AND s.starts_at < (day + 1)::timestamp AT TIME ZONE 'Europe/Amsterdam' AND s.ends_at > day::timestamp AT TIME ZONE 'Europe/Amsterdam'
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.away_on(uuid[], date) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.away_on(uuid[], date) TO klankbord_worker;
