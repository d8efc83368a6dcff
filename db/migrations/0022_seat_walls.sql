-- Who guides a session in which a resident can take a seat: announced with it, as every name in the directory; never who comes.
CREATE FUNCTION app.guide_of_seats(wanted uuid) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT p.person_id FROM session_people p WHERE p.session_id = wanted AND p.part = 'guide' AND p.released_at IS NULL
    AND (app.offers_seat(wanted) OR app.in_session(wanted)) LIMIT 1
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.guide_of_seats(uuid) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.guide_of_seats(uuid) TO klankbord_app;
