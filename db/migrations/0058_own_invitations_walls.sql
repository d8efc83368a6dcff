-- Whether an invitation to this session was mailed to the viewer: then a calendar of hers shows it, and must hear what becomes of it.
CREATE FUNCTION app.was_invited(wanted uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (SELECT FROM outbox o WHERE o.recipient_id = app.viewer() AND o.sent_at IS NOT NULL
    AND o.kind IN ('session.booked', 'session.moved', 'session.changed', 'session.confirmed', 'session.anyway', 'session.seat')
    AND (o.data ->> 'sessionId' = wanted::text OR wanted::text = ANY (string_to_array(o.data ->> 'otherIds', ' '))))
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION app.was_invited(uuid) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.was_invited(uuid) TO klankbord_app;
--> statement-breakpoint
CREATE INDEX outbox_told ON outbox (recipient_id) WHERE sent_at IS NOT NULL;
