-- The outbox for those who look after it (matrix row 31): the admin, and an office its own sends. One neutral kind for all sessions, and no
-- recipient: beside the one who caused it that would be the counterpart of a confidential session.
CREATE FUNCTION app.outbox_state(only_own boolean, skip integer, most integer)
RETURNS TABLE (id uuid, at timestamptz, kind text, attempts integer, fate text, due timestamptz, problem text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT o.id, o.created_at, CASE WHEN o.kind LIKE 'pairing.%' THEN 'pairing' ELSE 'session' END, o.attempts,
    CASE WHEN o.sent_at IS NOT NULL THEN 'sent' WHEN o.dropped_at IS NULL THEN 'waiting'
      WHEN o.last_error IN ('no longer so', 'account closed') THEN 'needless' ELSE 'failed' END,
    o.due_at, CASE WHEN o.sent_at IS NULL AND o.last_error NOT IN ('no longer so', 'account closed') THEN o.last_error END
  FROM outbox o
  WHERE (NOT only_own AND app.holds('admin')) OR (o.created_by_id = app.viewer() AND app.holds('secretary', 'coordinator'))
  ORDER BY o.created_at DESC, o.id DESC OFFSET greatest(skip, 0) LIMIT least(most, 200)
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.outbox_state(boolean, integer, integer) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.outbox_state(boolean, integer, integer) TO klankbord_app;
--> statement-breakpoint
REVOKE SELECT ON outbox FROM klankbord_app;
--> statement-breakpoint
-- What counting them needs.
GRANT SELECT (id, created_by_id, created_at, due_at, attempts, sent_at, dropped_at) ON outbox TO klankbord_app;
