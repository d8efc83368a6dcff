-- A calendar that is not read is no session.
CREATE OR REPLACE FUNCTION app.outbox_state(only_own boolean, skip integer, most integer)
RETURNS TABLE (id uuid, at timestamptz, kind text, attempts integer, fate text, due timestamptz, problem text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT o.id, o.created_at, CASE WHEN o.kind LIKE 'pairing.%' THEN 'pairing' WHEN o.kind LIKE 'feed.%' THEN 'feed' ELSE 'session' END, o.attempts,
    CASE WHEN o.sent_at IS NOT NULL THEN 'sent' WHEN o.dropped_at IS NULL THEN 'waiting'
      WHEN o.last_error IN ('no longer so', 'account closed') THEN 'needless' ELSE 'failed' END,
    o.due_at, CASE WHEN o.sent_at IS NULL AND o.last_error NOT IN ('no longer so', 'account closed') THEN o.last_error END
  FROM outbox o
  WHERE (NOT only_own AND app.holds('admin')) OR (o.created_by_id = app.viewer() AND app.holds('secretary', 'coordinator'))
  ORDER BY o.created_at DESC, o.id DESC OFFSET greatest(skip, 0) LIMIT least(most, 200)
$$;
