-- The worker throws away mailed links that can no longer be used, without reading for whom they were.
CREATE FUNCTION app.forget_sign_in_links() RETURNS bigint LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH forgotten AS (DELETE FROM sign_in_links WHERE expires_at < now() RETURNING 1) SELECT count(*) FROM forgotten
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.forget_sign_in_links() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.forget_sign_in_links() TO klankbord_worker;
