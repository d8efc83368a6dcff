-- The last statement before a commit: fails, and takes the transaction with it, when it is no longer that of this person.
CREATE FUNCTION app.assert_person(person text) RETURNS void LANGUAGE plpgsql STABLE SET search_path = pg_catalog AS $$
BEGIN
  IF current_setting('app.person_id', true) IS DISTINCT FROM person THEN
    RAISE EXCEPTION 'The connection changed during a transaction; nothing was written.';
  END IF;
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.assert_person(text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.assert_person(text) TO klankbord_app;
